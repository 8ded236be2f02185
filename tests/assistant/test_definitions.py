"""What an acronym stands for, where a paper spells it out."""

from pathlib import Path

import pytest

from assistant import definitions
from assistant.definitions import definition_claims, spelt_out, usual_meaning
from index.building import build
from index.library import Library
from tests.assistant.conftest import WordEmbedder
from tests.assistant.finding import draft, places, texts

LETTERS = """# Letters

The Integrated Care System (ICS) plans for all of the county and beyond, year by year.

Both hyper-acute stroke units (HASUs) and acute stroke units (ASUs) open in the spring of next year.

The Local Care Board (LCB) meets with the Stroke Network Team (SNT) on the first day of each month.

The Office for Health Improvement and Disparities (OHID) writes reports on the health of people.

The team (see page 4), the others (NB) and those of Kent (and Medway) meet in the town hall.

People wait in the emergency department, and the ED is open at all hours of the day and night.

The Early Action Team (EAT) comes to the home of whoever calls it by day or by night, all year.

The quality improvement of services goes on in every one of the towns and villages along the coast.
"""


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Library:
    papers, folder = tmp_path_factory.mktemp("papers"), tmp_path_factory.mktemp("index")
    (Path(papers) / "letters.txt").write_text(LETTERS)
    build(papers, folder, WordEmbedder())
    return Library.open(folder)


def test_an_expansion_is_the_words_before_the_bracket_whose_initials_it_has(letters: Library) -> None:
    assert [(entry.acronym, entry.expansion) for entry in spelt_out(letters.passages_with(""))] == [
        ("ICS", "Integrated Care System"),
        ("HASU", "hyper-acute stroke units"),
        ("ASU", "acute stroke units"),
        ("LCB", "Local Care Board"),
        ("SNT", "Stroke Network Team"),
        ("OHID", "Office for Health Improvement and Disparities"),
        ("EAT", "Early Action Team"),
    ]


@pytest.mark.parametrize("question", ["what does ICS stand for?", "what does ics stand for", "what is the ICS?"])
def test_an_acronym_is_answered_with_its_expansion_and_its_place(letters: Library, question: str) -> None:
    claims = definition_claims(draft(letters, question))
    assert texts(claims) == ["ICS stands for Integrated Care System."]
    assert places(claims or ()) == [
        ("letters", "The Integrated Care System (ICS) plans for all of the county and beyond, year by year.")
    ]


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("what does ics stand for", ["ICS stands for Integrated Care System."]),
        ("WHAT DOES EAT STAND FOR", ["EAT stands for Early Action Team."]),
        ("what does eat stand for", None),
    ],
)
def test_among_many_passages_an_english_word_is_an_acronym_where_it_is_typed_so(
    letters: Library, monkeypatch: pytest.MonkeyPatch, question: str, says: list[str] | None
) -> None:
    assert texts(definition_claims(draft(letters, "what does eat stand for"))) == ["EAT stands for Early Action Team."]
    monkeypatch.setattr(definitions, "_RARE", 0)
    assert texts(definition_claims(draft(letters, question))) == says


def test_an_acronym_is_known_by_its_singular_too(letters: Library) -> None:
    claims = definition_claims(draft(letters, "What does HASU stand for?"))
    assert texts(claims) == ["HASU stands for hyper-acute stroke units."]


def test_two_acronyms_of_one_passage_are_answered_from_there(letters: Library) -> None:
    claims = definition_claims(draft(letters, "What do SNT and LCB stand for?"))
    assert texts(claims) == [
        "SNT stands for Stroke Network Team.",
        "LCB stands for Local Care Board.",
    ]
    assert len(set(places(claims or ()))) == 1


@pytest.mark.parametrize(
    "question", ["What does NB stand for?", "What does co-production mean?", "What is the vision?"]
)
def test_what_no_paper_spells_out_is_left_to_others(letters: Library, question: str) -> None:
    assert definition_claims(draft(letters, question)) is None


def test_the_usual_meaning_is_cited_where_a_paper_uses_the_words(letters: Library) -> None:
    claims = usual_meaning(draft(letters, "What does ED stand for?"), {"ED": "emergency department"})
    assert texts(claims) == ["ED is short for “emergency department”, words that this paper uses."]


@pytest.mark.parametrize(
    ("question", "acronyms"),
    [
        ("What does AI stand for?", {"AI": "artificial intelligence"}),
        ("Who waits in the emergency department?", {"ED": "emergency department"}),
    ],
)
def test_no_meaning_is_given_that_the_papers_do_not_bear_out(
    letters: Library, question: str, acronyms: dict[str, str]
) -> None:
    assert usual_meaning(draft(letters, question), acronyms) is None


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("what does ICB stand for", ["ICB stands for Integrated Care Board."]),
        ("what does SATOD stand for", ["SATOD stands for Smoking at time of delivery."]),
        ("what is the KMCR?", ["KMCR stands for Kent and Medway Care Record."]),
        ("what does hcp stand for", ["HCP stands for Health and Care Partnership."]),
    ],
)
def test_the_five_papers_spell_out_their_letters(library: Library, question: str, says: list[str]) -> None:
    assert texts(definition_claims(draft(library, question))) == says
