"""Quality and speed side by side: four pipelines asked the same questions in one run."""

import argparse
import time
from collections.abc import Callable, Mapping, Sequence

from benchmarks.questions import last_answer, questions, share

# isort: split
from evaluation import Given, Quote, judge, letters_of, published_texts, summarise
from tutorial_pipeline import NEAREST, TutorialPipeline

from assistant import open_assistant
from assistant.answer import AnswerStatus
from index.encoders import Embedder
from index.keywords import stems
from index.library import Library
from index.settings import read_settings

Pipeline = Callable[[Sequence[str]], Given]
_SHARES = {"right": "right", "evidence cited": "evidence", "first citation right": "first", "declined": "declined"}


def measure(options: argparse.Namespace) -> list[str]:
    """A line for each pipeline."""
    asked = questions(options.questions)
    texts = published_texts(read_settings().papers)
    letters = {paper: letters_of(text) for paper, text in texts.items()}
    assistant = open_assistant(options.index)
    pipelines: Mapping[str, Pipeline] = {
        "ours": lambda turns: last_answer(assistant, turns),
        "tutorial": TutorialPipeline(texts, assistant.embedder).answer,
        "BM25 alone": lambda turns: _by_words(assistant.library, turns),
        "dense alone": lambda turns: _by_vector(assistant.library, assistant.embedder, turns),
    }
    lines = [f"{len(asked)} questions{'':8}" + "".join(f"{name:>22}" for name in (*_SHARES, "median ms", "95th ms"))]
    for name, pipeline in pipelines.items():
        pipeline(asked[0].turns[-1:])
        verdicts = [judge(question, pipeline(question.turns), letters) for question in asked]
        figures = summarise(verdicts)
        shares = (getattr(figures, field).part for field in _SHARES.values())
        seconds = [verdict.given.seconds for verdict in verdicts]
        cells = [*("-" if part is None else f"{part:.1%}" for part in shares)]
        cells += [f"{1e3 * share(seconds, part):.1f}" for part in (0.5, 0.95)]
        lines.append(f"{name:20}" + "".join(f"{cell:>22}" for cell in cells))
    return lines


def _by_words(library: Library, turns: Sequence[str]) -> Given:
    """The passages with the best BM25 scores, as the tutorial shows its chunks."""
    began = time.perf_counter()
    return _shown(library, [id_ for id_, _ in library.keywords.search(stems(turns[-1]), NEAREST)], began)


def _by_vector(library: Library, embedder: Embedder, turns: Sequence[str]) -> Given:
    """The passages whose own vectors are nearest."""
    began = time.perf_counter()
    vector = embedder.embed([turns[-1]])[0]
    return _shown(library, [source.passage for source, _ in library.vectors.near_passages(vector, NEAREST)], began)


def _shown(library: Library, ids: Sequence[str], began: float) -> Given:
    passages = [library.passage(id_) for id_ in ids]
    return Given(
        status=AnswerStatus.ANSWERED,
        text="\n\n".join(passage.text for passage in passages),
        quotes=tuple(Quote(paper=passage.paper, text=passage.text) for passage in passages),
        seconds=time.perf_counter() - began,
    )
