"""The pipeline of every tutorial, to compare ours with: papers -> chunks -> nearest four -> shown.

1. Each paper's text, as published, is cut into chunks of 1,000 characters that overlap by 200.
2. The chunks are embedded with the encoder that we use too, and kept in Chroma, in memory.
3. A question's four nearest chunks are the answer. Earlier turns are not read.
"""

import time
from collections.abc import Mapping, Sequence
from uuid import uuid4

from evaluation import Given, Quote
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.answer import AnswerStatus
from index.encoders import Embedder

CHUNK, OVERLAP, NEAREST = 1000, 200, 4  # as in LangChain's own tutorial; 4 is what its retrievers return unasked


class EncoderEmbeddings(Embeddings):
    """Our encoder as LangChain wants one."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """A vector for each text."""
        return [[float(x) for x in vector] for vector in self._embedder.embed(texts)]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self.embed_documents([text])[0]


class TutorialPipeline:
    """Shows the nearest chunks of some papers as the answer to any question."""

    def __init__(self, texts: Mapping[str, str], embedder: Embedder) -> None:
        splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
        papers = [Document(page_content=text, metadata={"paper": paper}) for paper, text in texts.items()]
        self.chunks = splitter.split_documents(papers)
        self._store = Chroma.from_documents(
            self.chunks,
            EncoderEmbeddings(embedder),
            collection_name=f"tutorial-{uuid4().hex}",  # all that is in memory shares one client
        )

    def answer(self, turns: Sequence[str]) -> Given:
        """The four chunks nearest to the last turn."""
        began = time.perf_counter()
        found = self._store.similarity_search(turns[-1], k=NEAREST)
        return Given(
            status=AnswerStatus.ANSWERED,
            text="\n\n".join(chunk.page_content for chunk in found),
            quotes=tuple(Quote(paper=chunk.metadata["paper"], text=chunk.page_content) for chunk in found),
            seconds=time.perf_counter() - began,
        )
