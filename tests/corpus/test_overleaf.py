"""Tables that go on overleaf are joined; what a page holds stays on its page where it can."""

from corpus.pdf.overleaf import joined_overleaf
from corpus.pdf.tables import Table

KNOWN: frozenset[str] = frozenset()


def table(*rows: tuple[str, ...], edges: tuple[float, ...] = (0, 100, 200), goes_on: bool = False) -> Table:
    return Table(rows=rows, bold=(False,) * len(rows), edges=edges, top=0, bottom=50, goes_on=goes_on)


def rows(pages: list[list[Table]]) -> list[list[tuple[str, ...]]]:
    joined = joined_overleaf(pages, KNOWN)
    return [[row for one in page if isinstance(one, Table) for row in one.rows] for page in joined]


def test_a_page_that_holds_only_the_rest_of_a_row_is_left_empty() -> None:
    first = table(("A", "B"), ("Goal", "We mend the steps and"))
    pages = [[first], [table(("", "the quay."))], [table(("More", "Boats."))]]
    assert rows(pages) == [[("A", "B"), ("Goal", "We mend the steps and the quay.")], [], [("More", "Boats.")]]


def test_tables_of_other_columns_follow_one_that_went_over_pages() -> None:
    wide = (0, 50, 100, 200)
    pages = [
        [table(("A", "B"), ("1", "2."))],
        [table(("3", "4."))],
        [table(("X", "Y", "Z"), ("5", "6", "7."), edges=wide)],
        [table(("X", "Y", "Z"), ("8", "9", "10."), edges=wide)],
    ]
    assert rows(pages) == [
        [("A", "B"), ("1", "2.")],
        [("3", "4.")],
        [("X", "Y", "Z"), ("5", "6", "7.")],
        [("8", "9", "10.")],
    ]
