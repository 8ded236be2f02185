"""What BM25 counts: the same after it was kept on disk, and after it was put together from parts."""

from pathlib import Path

import numpy as np
import pytest

from index.postings import Postings

PASSAGES = (["boat", "river", "boat"], [], ["river", "hous"], ["honey"])


def told(postings: Postings) -> dict[str, list[tuple[int, int]]]:
    """For each stem, the rows that hold it with how often."""
    found = {stem: postings.holding(stem) for stem in postings.stems}
    return {stem: list(zip(rows.tolist(), times.tolist(), strict=True)) for stem, (rows, times) in found.items()}


COUNTED = {"boat": [(0, 2)], "river": [(0, 1), (2, 1)], "hous": [(2, 1)], "honey": [(3, 1)]}


def test_stems_are_counted_and_a_passage_without_any_counts_as_one() -> None:
    postings = Postings.of(PASSAGES)
    assert (told(postings), postings.lengths.tolist()) == (COUNTED, [3, 1, 2, 1])
    assert [found.tolist() for found in postings.holding("ferri")] == [[], []]


def test_counts_are_the_same_after_they_were_kept(tmp_path: Path) -> None:
    for passages in (PASSAGES, ()):
        Postings.of(passages).save(tmp_path)
        kept, counted = Postings.load(tmp_path), Postings.of(passages)
        assert (told(kept), kept.lengths.tolist()) == (told(counted), counted.lengths.tolist())


def test_parts_are_put_together_without_what_has_gone() -> None:
    first, second = Postings.of(PASSAGES[:2]), Postings.of(PASSAGES[2:])
    to = [np.array(rows, dtype=np.int32) for rows in ((2, 1), (0, -1))]
    joined = Postings.joined([(first, to[0]), (second, to[1])], 3)
    assert told(joined) == {"boat": [(2, 2)], "river": [(0, 1), (2, 1)], "hous": [(0, 1)]}
    assert joined.lengths.tolist() == [2, 1, 3]
    assert told(Postings.joined([], 0)) == {}


def test_counts_that_do_not_fit_together_are_not_read(tmp_path: Path) -> None:
    Postings.of(PASSAGES).save(tmp_path)
    np.save(tmp_path / "times.npy", np.zeros(2, dtype=np.int32))
    with pytest.raises(ValueError, match="do not fit together"):
        Postings.load(tmp_path)
