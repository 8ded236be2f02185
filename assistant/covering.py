"""A topic -> in how many places each paper names it, and in which of its parts: the whole of what an answer shows the best of."""

from collections import Counter
from collections.abc import Mapping

from assistant.conversation import FRAME, GENERIC
from assistant.draft import Claim, Draft, cite_passage
from corpus.records import PaperKind
from index.keywords import stems
from index.library import Library
from index.passages import Passage

WORDS = 3  # a topic of more words is a question of its own
PLACES = 60  # a topic that more places name is none
PARTS = 6  # that are told of a paper
_ASKED = frozenset(
    stems(
        """which what where does do did is are there any anything something in here it deal deals cover covers mention mentions say
        says speak speaks about on for of under sit sits come comes fall fit find look looks address addresses include includes named
        document documents action actions indicator indicators part parts area areas all list every please us me my we our plan forward joint
        integrated care kent medway cabinet committee report reports shared help helps talk talks recognised support supported people person somebody someone"""
    )
)
_PARTS = {
    PaperKind.STRATEGY: "shared outcome",
    PaperKind.TRACKED_CHANGES: "shared outcome",
    PaperKind.ACTION_PLAN: "chapter",
}


def topic_of(draft: Draft) -> tuple[str, ...]:
    """The words of a question that name its topic, in its order; none where that is not plain."""
    asked = _ASKED | FRAME | GENERIC
    named = " ".join(name for paper in draft.library.catalogue for name in paper.called if paper.id in draft.ask.papers)
    asked |= set(stems(named))
    words = [stem for stem in dict.fromkeys(stems(draft.ask.text)) if stem not in asked]
    return tuple(words) if len(words) <= WORDS else ()


def counted(draft: Draft) -> list[Claim]:
    """How many places name the topic, by paper and part; nothing where one does, or where the topic is not plain."""
    topic = topic_of(draft)
    found = _naming(draft, frozenset(topic)) if topic else {}
    count = sum(len(passages) for passages in found.values())
    if not 1 < count <= PLACES:
        return []
    library = draft.library
    told = [_told(library, paper, passages) for paper, passages in found.items()]
    words = " ".join(word for word in draft.ask.text.split() if set(stems(word)) & set(topic)).strip(" ?!.,")
    cites = tuple(cite_passage(library, passages[0]) for passages in found.values())
    return [Claim(text=f"“{words}” is named in {count} places. {'; '.join(told)}.", cites=cites)]


def _naming(draft: Draft, topic: frozenset[str]) -> Mapping[str, list[Passage]]:
    """The passages of each paper that name every word of the topic, in them or in the heading above; struck-out ones are none."""
    library = draft.library
    whole = [paper.id for paper in library.catalogue if paper.kind is not PaperKind.TRACKED_CHANGES]
    papers = draft.ask.papers or draft.papers or whole  # what is marked as changed stands in the newer paper as it is
    found: dict[str, list[Passage]] = {}
    for passage in library.passages_with(" ".join(topic)):
        if passage.superseded or passage.paper not in papers:
            continue
        if topic <= set(stems(f"{passage.context} {passage.text}")):
            found.setdefault(passage.paper, []).append(passage)
    return found


def _told(library: Library, paper: str, passages: list[Passage]) -> str:
    """A paper's places in a few words: "Joint Forward Plan: 5 (4 in chapter 3, 1 in chapter 1)"."""
    known = library.paper(paper)
    part = _PARTS.get(known.kind)  # another paper's sections are told by no number
    parts = Counter(passage.outcome for passage in passages if passage.outcome is not None).most_common(PARTS)
    listed = ", ".join(f"{count} in {part} {number}" for number, count in parts) if part else ""
    return f"{known.name}: {len(passages)}{f' ({listed})' if listed else ''}"
