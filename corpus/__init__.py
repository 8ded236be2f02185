"""Papers in, Documents with typed records out."""

from corpus.catalogue import Unread, list_papers, load_papers, shipped_papers
from corpus.errors import AssistantError
from corpus.extraction import parse_paper
from corpus.reading import read_paper
from corpus.records import Document, Paper, Record, Span

__all__ = [
    "AssistantError",
    "Document",
    "Paper",
    "Record",
    "Span",
    "Unread",
    "list_papers",
    "load_papers",
    "parse_paper",
    "read_paper",
    "shipped_papers",
]
