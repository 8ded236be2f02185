"""The search as a LangChain retriever."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.vocabulary import read_vocabulary
from index.search import Searcher


class PassageRetriever(BaseRetriever):
    """Finds passages; each document carries paper, locator, start, end and score."""

    model_config = ConfigDict(arbitrary_types_allowed=True)
    searcher: Searcher
    k: int = 10

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        words = " ".join(read_vocabulary().meanings(query))
        found = self.searcher.search(query, self.k, more_words=words)
        return [
            Document(
                id=result.passage.id, page_content=result.passage.text, metadata=_metadata(result.passage, result.score)
            )
            for result in found.kept
        ]


def _metadata(passage: Any, score: float) -> dict[str, object]:
    return {
        "paper": passage.paper,
        "locator": passage.locator,
        "start": passage.span.start,
        "end": passage.span.end,
        "score": score,
        "kind": passage.kind.value,
        "page": passage.page,
        "superseded": passage.superseded,
    }
