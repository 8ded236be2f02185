import csv
import io
import re
from dataclasses import replace
from html import unescape

import pytest

from assistant.web.routing import Asked
from assistant.web.target_page import (
    View,
    pictures_of,
    place_words,
    target_pages,
    targets_csv,
    targets_html,
)
from assistant.web.targets import Target, targets_of
from index.library import Library


@pytest.fixture(scope="module")
def targets(library: Library) -> tuple[Target, ...]:
    return targets_of(library)


def view(**query: str) -> View:
    return View.read(Asked(query=tuple(query.items())))


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({}, 57),
        ({"paper": "jfp"}, 26),
        ({"part": "3"}, 8),
        ({"paper": "strategy", "part": "3"}, 6),
        ({"due": "2025"}, 4),
        ({"due": "No date given"}, 25),
        ({"figures": "both"}, 12),
        ({"changed": "1"}, 7),
        ({"words": "smoking DELIVERY"}, 1),
        ({"words": "<b>"}, 0),
        ({"paper": "no such paper"}, 0),
    ],
)
def test_a_view_shows_what_was_asked_for(targets: tuple[Target, ...], query: dict[str, str], shown: int) -> None:
    assert len(view(**query).of(targets)) == shown


def test_a_view_sorts_by_amount_and_puts_what_is_not_given_last(targets: tuple[Target, ...]) -> None:
    starts = [t.baseline for t in view(sort="start", paper="strategy").of(targets)]
    assert starts[:15] == [
        "5%", "7.3%", "7.9%", "8%", "10.2%", "22.3%", "32.3%", "49%", "63%", "64.1%", "65.8%", "418.7 per 100,000",
        None, None, None,
    ]  # fmt: skip
    dues = [t.due for t in view(sort="due", order="down", paper="jfp").of(targets) if t.due]
    assert dues == sorted(dues, reverse=True)


def test_a_column_that_there_is_not_is_passed_over() -> None:
    assert view(sort="<script>") == View()


def test_the_same_column_sorts_the_other_way_round_and_keeps_the_filter() -> None:
    assert view(paper="jfp").next_link("aim") == "/targets?paper=jfp&sort=aim"
    assert view(paper="jfp", sort="aim").next_link("aim") == "/targets?paper=jfp&sort=aim&order=down"
    assert view(sort="aim").sorted_by("aim") == "ascending"
    assert view(sort="aim", order="down").sorted_by("aim") == "descending"
    assert view(sort="aim").sorted_by("due") is None


def test_half_a_character_in_a_filter_is_no_error(targets: tuple[Target, ...]) -> None:
    odd = view(words="\ud83d")
    assert odd.link() == "/targets?words=%3F"
    assert "0</strong> of 57" in targets_html(targets, odd)


def test_the_page_says_what_is_not_given_and_what_changed(targets: tuple[Target, ...]) -> None:
    page = unescape(targets_html(targets, view(words="inactive")))
    row = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split("<tbody")[1].split("</tbody>")[0]))
    assert "22.3% 20% 2028 [struck out: 18% ] now 20%. See the change" in row
    assert "not given" in targets_html(targets, view(words="severe obesity"))


def test_markup_is_shown_as_text(targets: tuple[Target, ...]) -> None:
    odd = replace(targets[0], measure="<script>alert(1)</script>", target="<b>6%</b>")
    page = targets_html((odd,), view(words="script"))
    assert "<script>" not in page
    assert "<b>" not in page


def test_a_picture_says_in_words_what_it_shows(targets: tuple[Target, ...]) -> None:
    pictures = pictures_of(targets, targets)
    assert [(scale.name, len(scale.rows)) for scale in pictures.scales] == [
        ("Percentages", 13),
        ("Rates per 100,000", 1),
    ]
    said = [re.findall(r'aria-label="([^"]*)"', row) for row in pictures.scales[0].rows]
    assert said[0] == ["Proportion of mothers smoking at time of delivery: from 10.2% to no more than 6%"] * 2
    assert [one.split(": ")[1] for one, _ in said if "version 7.1" in one] == [
        "from 8% to above 10%, in version 7.1 15",
        "from 22.3% to 20%, in version 7.1 18",
        "from no figure to at least 85%, in version 7.1 90",
    ]


def test_the_pictures_show_what_the_table_shows(targets: tuple[Target, ...]) -> None:
    shown = view(words="alcohol", paper="strategy").of(targets)
    pictures = pictures_of(shown, targets)
    whole = pictures_of(targets, targets)
    assert pictures.scales == (whole.scales[1],)  # on the same scale as among all
    assert (pictures.drawn, pictures.undrawn) == (1, ())
    assert [(due.when, due.targets) for due in pictures.dues] == [("2028", shown)]


def test_what_cannot_be_drawn_is_said(targets: tuple[Target, ...]) -> None:
    pictures = pictures_of(targets, targets)
    assert (pictures.drawn, len(pictures.undrawn)) == (14, 43)
    page = unescape(targets_html(targets, view(words="family", part="3")))
    assert "1 is not drawn: the paper gives no level, or only a change" in page
    assert "live in their home or with family</a>: start not given, target not given" in page


def test_every_target_falls_due_once(targets: tuple[Target, ...]) -> None:
    dues = pictures_of(targets, targets).dues
    assert [(due.when, len(due.targets)) for due in dues][-1] == ("No date given", 25)
    assert sum(len(due.targets) for due in dues) == 57


def test_a_picture_has_no_style_and_no_script_of_its_own(targets: tuple[Target, ...]) -> None:
    pictures = "".join(part for scale in pictures_of(targets, targets).scales for part in (scale.head, *scale.rows))
    assert not re.search(r"style=|<style|<script|#0[1-6]0[1-6]|font-family", pictures)
    ids = re.findall(r' id="([^"]+)"', pictures)
    assert len(ids) == len(set(ids))


def test_csv_holds_the_view_with_its_quotes(targets: tuple[Target, ...]) -> None:
    rows = list(
        csv.DictReader(io.StringIO(targets_csv(view(words="smoking delivery").of(targets)).decode("utf-8-sig")))
    )
    assert [(r["Measure"], r["Starts from"], r["Target"], r["By when"], r["Paper"]) for r in rows] == [
        (
            "Proportion of mothers smoking at time of delivery",
            "10.2%",
            "no more than 6%",
            "2028/29",
            "Kent and Medway Integrated Care Strategy",
        )
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_can_start_a_formula(targets: tuple[Target, ...], start: str) -> None:
    odd = replace(targets[0], measure=f'{start}HYPERLINK("http://x","y")')
    (row,) = csv.DictReader(io.StringIO(targets_csv((odd,)).decode("utf-8-sig"), newline=""))
    assert row["Measure"] == f"'{odd.name}"


def test_the_pages_are_the_table_and_its_download(library: Library) -> None:
    page, download = target_pages(library)
    assert (page.path, download.path) == ("/targets", "/targets.csv")
    assert "1</strong> of 57" in str(page.reply(Asked(query=(("words", "smoking delivery"),))).body)
    reply = download.reply(Asked())
    assert (reply.media, reply.filename) == ("text/csv; charset=utf-8", "targets.csv")


def test_a_place_is_told_in_a_few_words() -> None:
    assert place_words("Chapter 5 › Improve flow › Metrics") == "Chapter 5, metrics"
    assert place_words("Contents") == "Contents"
