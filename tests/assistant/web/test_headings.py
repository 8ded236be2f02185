from assistant.web.headings import headings
from corpus.records import Document


def named(document: Document) -> list[tuple[int, str]]:
    return [(heading.depth, heading.name) for heading in headings(document)]


def test_an_outcome_has_its_labels_and_priorities_below_it(strategy: Document) -> None:
    found = named(strategy)
    at = found.index((0, "Shared outcome 1: Give children and young people the best start in life"))
    assert found[at + 1 : at + 7] == [
        (1, "What we heard:"),
        (1, "Priorities to deliver this outcome:"),
        (2, "Support families and communities so children thrive"),
        (2, "Strive for children and young people to be physically and emotionally healthy"),
        (2, "Help preschool and school-age children and young people achieve their potential"),
        (1, "Indicators for this outcome could include:"),
    ]


def test_what_comes_after_the_outcomes_is_not_below_the_last(strategy: Document) -> None:
    assert named(strategy)[-3:] == [
        (0, "Delivering the strategy"),
        (0, "Monitoring the delivery of the strategy"),
        (0, "Conclusion"),
    ]


def test_what_people_say_is_no_heading(strategy: Document) -> None:
    assert not any(name.startswith("I ") for _, name in named(strategy))


def test_a_chapter_has_its_title_with_it(plan: Document) -> None:
    assert [name for depth, name in named(plan) if name.startswith("Chapter 2")] == [
        "Chapter 2: How we will help the most vulnerable and disadvantaged"
    ]


def test_headings_of_numbered_paragraphs_are_below_their_section(cabinet: Document) -> None:
    found = named(cabinet)
    at = found.index((0, "2. Strategy development, contents and delivery"))
    assert found[at + 1 : at + 4] == [(1, "Development"), (1, "Contents"), (2, "2.7 Introductory pages")]


def test_a_page_of_the_agenda_pack_has_its_headings_below_it(changes: Document) -> None:
    found = named(changes)
    at = found.index((0, "Agenda pack page number 33:"))
    assert found[at + 2 : at + 5] == [
        (1, "Provide high quality primary care"),
        (1, "Support carers"),
        (0, "Agenda pack page number 34:"),
    ]
