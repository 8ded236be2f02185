"""The models, with what they were called for and the seconds that they took."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from index.encoders import Embedder, Vectors
from index.late_interaction import Bytes, PieceEncoder, Pieces
from index.reranking import Reranker


class _Heard:
    def __init__(self, name: str) -> None:
        self.name = name
        self.calls: list[list[str]] = []
        self.seconds = 0.0

    def forget(self) -> None:
        """Start anew."""
        self.calls.clear()
        self.seconds = 0.0

    @property
    def texts(self) -> list[str]:
        """Every text, call after call."""
        return [text for call in self.calls for text in call]

    @contextmanager
    def _listening(self, texts: Sequence[str]) -> Iterator[None]:
        self.calls.append(list(texts))
        began = time.perf_counter()
        yield
        self.seconds += time.perf_counter() - began


class HeardEmbedder(_Heard):
    """Embeds with another embedder."""

    def __init__(self, embedder: Embedder) -> None:
        super().__init__(embedder.name)
        self._embedder = embedder

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """The vectors of the embedder that does the work."""
        with self._listening(texts):
            return self._embedder.embed(texts, progress)


class HeardPieces(_Heard):
    """Makes the vectors of word pieces with another encoder."""

    def __init__(self, encoder: PieceEncoder) -> None:
        super().__init__(encoder.name)
        self._encoder = encoder

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> list[Bytes]:
        """The vectors of the encoder that does the work."""
        with self._listening(texts):
            return self._encoder.passages(texts, progress)

    def question(self, text: str) -> Pieces:
        """The pieces of the encoder that does the work."""
        with self._listening([text]):
            return self._encoder.question(text)


class HeardReranker(_Heard):
    """Reads passages with another cross-encoder; each call is the question and then the passages."""

    def __init__(self, reranker: Reranker) -> None:
        super().__init__("reranker")
        self._reranker = reranker

    def scores(self, question: str, passages: Sequence[str]) -> Vectors:
        """The scores of the cross-encoder that does the work."""
        with self._listening([question, *passages]):
            return self._reranker.scores(question, passages)
