"""The search as a LangChain retriever, over two made-up papers."""

import pytest
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from assistant.retriever import PassageRetriever
from index.library import Library
from index.search import Searcher
from tests.assistant.conftest import WordEmbedder


@pytest.fixture
def retriever(small: Library, embedder: WordEmbedder) -> PassageRetriever:
    return PassageRetriever(searcher=Searcher(small, embedder), k=2)


def test_it_is_a_langchain_retriever(retriever: PassageRetriever) -> None:
    assert isinstance(retriever, BaseRetriever)


def test_the_best_passage_comes_first_with_its_place(retriever: PassageRetriever) -> None:
    first = retriever.invoke("Where do the hives stand?")[0]
    score = first.metadata["score"]
    assert first == Document(
        id="bees:6-55",
        page_content="The hives stand in the orchard behind the church.",
        metadata={
            "paper": "bees",
            "locator": "Bees",
            "start": 6,
            "end": 55,
            "score": score,
            "kind": "paragraph",
            "page": None,
            "superseded": False,
        },
    )
    assert isinstance(score, float)


def test_every_document_is_the_words_at_its_place(retriever: PassageRetriever, small: Library) -> None:
    found = retriever.invoke("honey and the ferry")
    texts = [small.document(d.metadata["paper"]).text[d.metadata["start"] : d.metadata["end"]] for d in found]
    assert [document.page_content for document in found] == texts


def test_documents_come_best_first_and_no_more_than_wanted(retriever: PassageRetriever) -> None:
    scores = [document.metadata["score"] for document in retriever.invoke("Who takes honey in August?")]
    assert (len(scores), sorted(scores, reverse=True)) == (2, scores)


def test_a_question_without_words_finds_what_there_is(retriever: PassageRetriever) -> None:
    assert len(retriever.invoke("")) == 2
