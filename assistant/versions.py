"""A sentence of one version -> what carries it on in another, or still prints it though it was struck out."""

from collections.abc import Iterator, Sequence

from assistant.alike import words_of
from assistant.composing import place
from assistant.draft import Claim, cite_passage, record_of
from corpus.records import Change, PaperKind
from index.keywords import stems
from index.library import Library
from index.passages import Passage, PassageKind

_SHARING_AT_MOST = 200  # passages looked at for the one that has most of its words from a sentence


def changes(library: Library) -> list[tuple[str, Change]]:
    """Every change of every paper of tracked changes, with the paper's id."""
    return [(d.paper.id, record) for d in library.documents(PaperKind.TRACKED_CHANGES) for record in d.of_type(Change)]


def change_passages(library: Library) -> list[Passage]:
    """The changed sentences of every paper of tracked changes."""
    papers = library.papers_of(PaperKind.TRACKED_CHANGES)
    return [p for paper in papers for p in library.passages(paper.id) if p.kind is PassageKind.CHANGE]


def former_of(library: Library, passage: Passage) -> Passage | None:
    """The change whose sentence now reads as this passage does."""
    own = words_of(passage.text)
    for other in change_passages(library):
        if other.paper == passage.paper:
            continue
        record = record_of(library, other)
        if isinstance(record, Change) and record.reads and near(words_of(record.reads), own):
            return other
    return None


def current_of(library: Library, passage: Passage, change: Change) -> Passage | None:
    """The passage of a current paper that carries the sentence on."""
    found = printing(library, change.reads or change.before)
    return next((other for other in found if other.paper != passage.paper and not other.superseded), None)


def printing(library: Library, sentence: str) -> Iterator[Passage]:
    """The passages of all papers that share nearly all their words with a sentence, in the order of the papers."""
    wanted = words_of(sentence)
    sharing = library.rows.in_order(id_ for id_, _ in library.keywords.search(stems(sentence), _SHARING_AT_MOST))
    return (other for other in sharing if near(wanted, words_of(other.text)))


def near(reads: Sequence[str], own: Sequence[str]) -> bool:
    """Whether two sentences share nearly all their words."""
    if not reads or not own:
        return False
    shared = len(set(reads) & set(own))
    return shared >= 0.85 * max(len(set(reads)), len(set(own)))


def struck_and_printed(library: Library, passage: Passage) -> tuple[Passage, Passage] | None:
    """The sentence that one paper shows struck out and the one that another still prints, for a passage that is either."""
    record = record_of(library, passage)
    if isinstance(record, Change):
        printed = current_of(library, passage, record) if record.reads is None else None
        return (passage, printed) if printed else None
    own = words_of(passage.text)
    for other in change_passages(library):
        change = record_of(library, other)
        gone = isinstance(change, Change) and change.reads is None and near(words_of(change.before), own)
        if gone and other.paper != passage.paper and not passage.superseded:
            return other, passage
    return None


def struck_and_printed_claim(library: Library, struck: Passage, printed: Passage) -> Claim:
    """That two papers disagree on whether a sentence stands."""
    return Claim(
        text=f"The papers disagree: {library.paper(struck.paper).name} shows it struck out (removed), "
        f"but {place(library, printed)}, still prints it, and that paper is the newer word.",
        cites=(cite_passage(library, struck), cite_passage(library, printed)),
    )
