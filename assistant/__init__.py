"""Questions in, cited answers out."""

from assistant.answer import Answer, AnswerStatus, Citation, Statement
from assistant.conversation import Conversation
from assistant.opening import open_assistant, open_retriever
from assistant.pipeline import Assistant

__all__ = [
    "Answer",
    "AnswerStatus",
    "Assistant",
    "Citation",
    "Conversation",
    "Statement",
    "open_assistant",
    "open_retriever",
]
