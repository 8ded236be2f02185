"""A question -> a cited answer, as a list of steps.

1. check the input            2. settle a follow-up       3. stop what is not for the papers
4. understand the question    5. search                   6. look up records (lists, versions,
   definitions, papers side by side)                      7. decide whether the papers answer it
8. compose                    9. verify every citation

Steps 4 and 5 run beside 3: the models read the question once for both, and Chroma is asked meanwhile.
"""

import logging
import time
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cached_property

import numpy as np

from assistant.answer import Answer, AnswerStatus, Says
from assistant.answerable import Verdict, read_judge
from assistant.answering import answered, fixed, not_found, within
from assistant.changes import change_claims
from assistant.citing import verified
from assistant.classifier import read_classifier
from assistant.comparing import compare_claims
from assistant.composing import capital
from assistant.conversation import Conversation, Leaning, Settled, root, settle
from assistant.deciding import judged, silence
from assistant.definitions import definition_claims, usual_meaning
from assistant.draft import Claim, Draft
from assistant.guards import checked_input, guarded, without_comments
from assistant.list_asking import confines, list_before, list_query
from assistant.list_query import ListQuery
from assistant.lists import list_claims, none_left
from assistant.place_asking import at_place
from assistant.place_telling import place_claims, speaks_of_it
from assistant.places import Place, only_a_place
from assistant.questions import Ask, Kind, understand
from assistant.ranking import ranked
from assistant.reranking import reread
from assistant.showing import passages_shown
from assistant.standing import missing
from assistant.vocabulary import Vocabulary, read_vocabulary
from index.encoders import Embedder, Vectors
from index.keywords import stems
from index.late_interaction import PieceEncoder
from index.library import Library
from index.reranking import Reranker
from index.search import Searcher, SearchResults

log = logging.getLogger(__name__)

ELSEWHERE = 0.62  # share of the best score of all papers below which the chosen ones do not speak of it
_SEARCHING = ThreadPoolExecutor(32, thread_name_prefix="searching")  # searches at once, each beside its question
_EXAMPLES = (
    "What is the target for smoking in pregnancy?",
    "Who is responsible for virtual wards?",
    "What changed between versions 7.1 and 8.0?",
)


class Assistant:
    """Answers questions over one library."""

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        vocabulary: Vocabulary | None = None,
        pieces: PieceEncoder | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self.library = library
        self.embedder = embedder
        self.pieces = pieces
        self.reranker = reranker
        self.searcher = Searcher(library, embedder, pieces)
        self._vocabulary = vocabulary or read_vocabulary()
        self._classifier = read_classifier(embedder.name)
        self._judge = read_judge(embedder.name)

    def reopened(self) -> "Assistant":
        """The same over the index as it is now; raises IndexMissing, IndexDamaged or StoreUnreachable."""
        return Assistant(self.library.reopened(), self.embedder, self._vocabulary, self.pieces, self.reranker)

    def ask(self, question: str, conversation: Conversation | None = None, papers: Collection[str] = ()) -> Answer:
        """The answer to a question, read after the turns of the conversation so far; from some papers alone, if named."""
        began = time.perf_counter()
        answer = self._answer(question, conversation or Conversation(), self._chosen(papers))
        answer = verified(answer, self.library.document)
        return replace(answer, seconds=time.perf_counter() - began)

    def _chosen(self, papers: Collection[str]) -> tuple[str, ...]:
        """The papers to answer from, in their order; none where that is all of them, or where none is known."""
        chosen = tuple(paper for paper in self.library.papers if paper in papers)
        return () if len(chosen) == len(self.library.papers) else chosen

    def _answer(self, question: str, conversation: Conversation, chosen: tuple[str, ...]) -> Answer:
        text, unusable = checked_input(question)
        if unusable:
            return fixed(question[:200], AnswerStatus.UNCLEAR, unusable, _EXAMPLES)
        text = without_comments(text)
        known = self.library.words
        settled = settle(self._vocabulary.english(self._vocabulary.mended(text, known), known), conversation)
        stopped = guarded(text)
        if not stopped:
            searching = _SEARCHING.submit(self.searched, text, settled, conversation, chosen)
            stopped = self._not_for_the_papers(settled) or _says_nothing(settled)
        if stopped:
            status, says = stopped
            return fixed(text, status, says, _EXAMPLES if status is AnswerStatus.UNCLEAR else ())
        draft = searching.result()
        return self.looked_up(draft) or self._composed(draft)

    def looked_up(self, draft: Draft) -> Answer | None:
        """The answer straight from records or places; None where the passages found have to answer."""
        if draft.place is not None:
            return self._at_place(draft, draft.place)
        if listed := _listed(draft):
            return self._told(draft, *listed)
        for look_up in (definition_claims, change_claims):
            if claims := look_up(draft):
                return self._told(draft, claims)
        if claims := usual_meaning(draft, self._vocabulary.acronyms) or compare_claims(draft, self.searcher):
            return self._told(draft, claims)
        return None

    def searched(self, text: str, settled: Settled, conversation: Conversation, chosen: tuple[str, ...] = ()) -> Draft:
        """A settled question as understood, with what was found for it; nothing is decided yet."""
        draft = at_place(_confined(self._understood(text, settled, conversation), chosen), self.searcher)
        results, order = ranked(draft, self.searcher)
        if chosen and not draft.settled.focus and self._lies_elsewhere(results):
            order = ()
        return replace(draft, results=results, ranked=order)

    def _at_place(self, draft: Draft, place: Place) -> Answer:
        """What stands at the place that is named, or the best of it for what is asked of it."""
        if not draft.spots:
            return not_found(draft, missing(draft.library, place, draft.looked_in))
        if claims := place_claims(draft):
            return self._told(draft, claims)
        if not speaks_of_it(draft, place):
            return not_found(draft, _does_not_say(place))
        return self._composed(draft)

    def _not_for_the_papers(self, settled: Settled) -> tuple[AnswerStatus, Says] | None:
        """What the classifier sees in a question; in one that leans on another, only that help is needed."""
        if self._classifier is None or settled.leaning in (Leaning.FOCUS, Leaning.POINTER, Leaning.MORE):
            return None  # these have hardly a word of their own
        vector = self.searcher.vector(settled.own)  # first, since the search that runs beside this waits for it
        pieces = self.searcher.pieces(settled.own)
        if pieces is None:
            return None
        found = self._classifier.ends(vector, pieces)
        if found and found[0] is AnswerStatus.NOT_FOUND and self._has_other_papers:
            return None  # it learned from the five papers what a question for the papers is
        if settled.leaning is Leaning.NONE and not only_a_place(settled.own):
            return found
        whole = self.searcher.pieces(settled.question)
        if found is None or whole is None or found[0] is not AnswerStatus.SIGNPOSTED:
            return None
        return self._classifier.ends(self.searcher.vector(settled.question), whole) and found

    @cached_property
    def _has_other_papers(self) -> bool:
        """Whether there are papers for which no everyday questions were written."""
        return not all(self.library.has_questions(paper) for paper in self.library.papers)

    def _understood(self, text: str, settled: Settled, conversation: Conversation) -> Draft:
        terms = self._vocabulary.replaced(settled.own)
        own = settled.own if settled.leaning is not Leaning.NONE else settled.question
        return Draft(
            question=text,
            conversation=conversation,
            library=self.library,
            settled=settled,
            ask=_in_its_turn(understand(own, tuple(terms), self.library.names), settled),
            terms=terms,
        )

    def _told(self, draft: Draft, claims: Sequence[Claim], listed: ListQuery | None = None) -> Answer:
        """The answer that a look-up gives; where the chosen papers do not carry it, what these say themselves."""
        kept = within(draft, claims)
        return replace(answered(draft, kept), listed=listed) if kept else self._composed(draft)

    def _composed(self, draft: Draft) -> Answer:
        """The answer in the words of the passages found, unless they hold none."""
        searched, draft = draft, reread(draft, self.reranker)
        verdict = self._verdict(searched, draft.read)
        silent = silence(draft, verdict)
        if silent is not None:
            return not_found(draft, _does_not_say(draft.place) if draft.place else silent)
        kept = within(draft, passages_shown(draft))
        if not kept:
            return not_found(draft, Says.NOT_FOUND)
        return answered(draft, [Claim(text=Says.NEAR), *kept] if verdict is Verdict.NEAR else kept)

    def _verdict(self, draft: Draft, read: Sequence[float]) -> Verdict:
        """What the judge holds; a place or another paper that is named was named for what it says."""
        told = draft.place is not None or (draft.settled.before is not None and bool(draft.ask.papers))
        if self._judge is None or self.pieces is None or told:
            return Verdict.ANSWER
        return judged(draft, self.seen(draft.settled.own), self._judge, read)

    def seen(self, question: str) -> Vectors:
        """What the judge sees of a question by itself: its vector, and what stands for its word pieces as one."""
        vector, pieces = self.searcher.vector(question), self.searcher.pieces(question)
        return np.concatenate([vector, pieces.whole]) if pieces else vector

    def _lies_elsewhere(self, results: SearchResults) -> bool:
        """Whether the best of the chosen papers is far below the best of all: they do not speak of it."""
        every = self.searcher.search(results.query, 1)
        best = max((result.score for result in results.kept), default=0.0)
        return bool(every.kept) and best < ELSEWHERE * every.kept[0].score


def _in_its_turn(ask: Ask, settled: Settled) -> Ask:
    """ "And for carers?" asks for the kind of thing that the question before it asked for."""
    if settled.leaning is not Leaning.TOGETHER or ask.kind is not Kind.FACT or ask.expects is not None:
        return ask
    before = understand(root(settled.before or ""))
    if before.kind not in (Kind.TARGET, Kind.OWNER, Kind.TIMESCALE):
        return ask
    return replace(ask, kind=before.kind, expects=before.expects)


def _does_not_say(place: Place) -> str:
    return f"{capital(place.words)} does not say."


def _says_nothing(settled: Settled) -> tuple[AnswerStatus, Says] | None:
    """A first question without a word that could be looked for."""
    empty = settled.leaning is Leaning.NONE and not stems(settled.own)
    return (AnswerStatus.UNCLEAR, Says.UNCLEAR) if empty else None


def _listed(draft: Draft) -> tuple[list[Claim], ListQuery] | None:
    """The list that is asked for; where nothing is left of a list that was narrowed, a sentence says so.

    A topic that no item names is looked for instead.
    """
    query, before = list_query(draft), list_before(draft)
    if query is None:
        return None
    if claims := list_claims(draft, query):
        return claims, query
    return (none_left(draft, query, before), before) if before and confines(draft, query, before) else None


def _confined(draft: Draft, chosen: tuple[str, ...]) -> Draft:
    """The draft of a question that some papers alone may answer; a single one counts as named."""
    if not chosen:
        return draft
    named = tuple(paper for paper in draft.ask.papers if paper in chosen) or (chosen if len(chosen) == 1 else ())
    focus = tuple(id_ for id_ in draft.settled.focus if draft.library.passage(id_).paper in chosen)
    return replace(
        draft,
        papers=chosen,
        ask=replace(draft.ask, papers=named),
        settled=replace(draft.settled, focus=focus),
    )
