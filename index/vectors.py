"""The vectors of passages and of their questions: which id stands for what, and what is embedded."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from pathlib import Path

from index.chroma import ANSWERS_WITHIN, Collection, Metadata, open_collections
from index.encoders import Embedder, Vectors
from index.passages import Passage
from index.writing import Writer

_TOGETHER = 1024  # texts embedded and kept at once: a killed build loses two such parts at most
_REMEMBERED = 50_000  # ids whose parts are known, about 20 MB: the same vectors are near to many questions


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a vector is of: a passage of one revision of a paper, or the question of that passage by its number."""

    paper: str
    passage: str
    revision: str
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An everyday question near the one that was asked: its passage, its words, whether no paper answers it."""

    passage: str
    cosine: float
    revision: str
    text: str
    unsaid: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text to embed, under the id of its vector."""

    id: str
    text: str
    metadata: Metadata


class VectorStore:
    """Two Chroma collections of one index: its passages, and the questions that point to them."""

    def __init__(
        self,
        folder: Path,
        model: str,
        server: str | None = None,
        *,
        make: str = "",
        shared_name: str = "",
        within: float = ANSWERS_WITHIN,
    ) -> None:
        self._model, self._index = model, f"-{shared_name}" if server else ""
        self._added: set[str] = set()  # revisions, since this was opened
        self._passages, self._questions = open_collections(folder, server, self._names(make), within)

    def _names(self, make: str) -> list[str]:
        """What the two collections of a make are called."""
        model = "".join(c if c.isalnum() else "-" for c in self._model.lower()).strip("-")[-40:]
        return [f"{kind}-{model}{make and f'-{make}'}{self._index}" for kind in ("passages", "questions")]

    def add(
        self,
        passages: Sequence[tuple[Passage, str]],
        embedder: Embedder,
        progress: Callable[[int], None],
        writer: Writer,
    ) -> None:
        """Embed passages, each with the revision of its paper, and their questions; they are kept once the writer is done.

        What a killed build kept already is not embedded again. Chroma writes while the next texts are embedded.
        """
        own = [_Text(id=_id(p, r), text=p.embedded, metadata=_metadata(p, r)) for p, r in passages]
        asked = [
            _Text(id=f"{_id(p, r)}?{number}", text=ask, metadata={"revision": r})
            for p, r in passages
            for number, ask in enumerate((*p.asks, *p.unsaid))
        ]
        revisions = {revision for _, revision in passages}
        look = not self._began_empty or not self._added.isdisjoint(revisions)  # to look takes a hundredth of a build
        self._added |= revisions
        _keep(self._passages, own, embedder, progress, writer, look=look, with_texts=True)
        _keep(self._questions, asked, embedder, progress, writer, look=look)

    @cached_property
    def _began_empty(self) -> bool:
        """Whether nothing was kept before the first texts were added."""
        return self.counts == (0, 0)

    def near_passages(self, vector: Vectors, k: int, revisions: Iterable[str] = ()) -> list[tuple[Source, float]]:
        """The ``k`` passages whose own vectors are nearest, with their cosines, nearest first; of some revisions alone, if named."""
        return [(_source(id_), cosine) for id_, cosine in self._passages.near(vector, k, revisions)]

    def near_questions(self, vector: Vectors, k: int, revisions: Iterable[str] = ()) -> list[tuple[Source, float]]:
        """The ``k`` everyday questions that are nearest, the unsaid ones among them."""
        return [(_source(id_), cosine) for id_, cosine in self._questions.near(vector, k, revisions)]

    def of(self, passages: Sequence[tuple[str, str]]) -> list[Vectors | None]:
        """The vector of each passage, by its id and the revision of its paper; None where there is none."""
        ids = [f"{id_}@{revision}" for id_, revision in passages]
        kept = self._passages.vectors(ids)
        return [kept.get(id_) for id_ in ids]

    def drop(self, revisions: Iterable[str]) -> None:
        """Forget every vector of these revisions."""
        named = set(revisions)
        for collection in (self._passages, self._questions):
            collection.drop(named)

    def drop_all_but(self, revisions: Iterable[str]) -> None:
        """Forget every vector of a revision that is not named; all that is kept is looked at for it."""
        named = set(revisions)
        for collection in (self._passages, self._questions):
            collection.drop_all_but(named)

    def drop_makes_but(self, makes: Iterable[str]) -> None:
        """Forget every vector of this index that is of another make, or of another model."""
        self._passages.drop_others({name for make in makes for name in self._names(make)}, self._index)

    @property
    def counts(self) -> tuple[int, int]:
        """How many passages and questions are kept."""
        return self._passages.count, self._questions.count


def _keep(
    collection: Collection,
    texts: Sequence[_Text],
    embedder: Embedder,
    progress: Callable[[int], None],
    writer: Writer,
    *,
    look: bool,
    with_texts: bool = False,
) -> None:
    """Embed texts and keep them, part by part; those that are kept already are looked for and passed over."""
    kept = collection.holds([text.id for text in texts]) if look else set()
    if kept:
        progress(len(kept))
    new = sorted(
        (text for text in texts if text.id not in kept), key=lambda text: -len(text.text)
    )  # alike in length, they need little padding
    for at in range(0, len(new), _TOGETHER):
        part = new[at : at + _TOGETHER]
        words = [text.text for text in part]
        vectors = embedder.embed(words, progress)
        ids, metadatas = [text.id for text in part], [text.metadata for text in part]
        writer.write(partial(collection.put, ids, vectors, metadatas, words if with_texts else None))


def _id(passage: Passage, revision: str) -> str:
    return f"{passage.id}@{revision}"


@lru_cache(maxsize=_REMEMBERED)
def _source(id_: str) -> Source:
    """ "bees:0-9@r1" is passage "bees:0-9" of revision "r1"; "bees:0-9@r1?2" is its question 2."""
    passage, _, rest = id_.rpartition("@")
    revision, _, number = rest.partition("?")
    return Source(
        paper=passage.rpartition(":")[0],
        passage=passage,
        revision=revision,
        number=int(number) if number else None,
    )


def _metadata(passage: Passage, revision: str) -> Metadata:
    known: dict[str, str | int | bool | None] = {
        "passage": passage.id,
        "paper": passage.paper,
        "kind": passage.kind.value,
        "locator": passage.locator,
        "outcome": passage.outcome,
        "page": passage.page,
        "superseded": passage.superseded,
        "revision": revision,
        "start": passage.span.start,
        "end": passage.span.end,
    }
    return {key: value for key, value in known.items() if value is not None}
