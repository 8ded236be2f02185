"""Everyday words and the papers' words for them."""

import pytest

from assistant.vocabulary import Vocabulary, read_vocabulary

VOCABULARY = Vocabulary(
    acronyms={"COPD": "chronic obstructive pulmonary disease", "IT": "information technology", "WHO": "World Health Organization"},
    lay={
        "fags": ("smoking", "tobacco"),
        "nan": ("older people",),
        "old people": ("older people", "aged 65 and over"),
        "bed blocking": ("delayed discharge",),
    },
    spelling={"alchohol": "alcohol"},
    longest=2,
)  # fmt: skip
KNOWN = frozenset({"pregnancy", "smoking", "dementia", "carers", "carer", "wards"})


@pytest.mark.parametrize(
    ("question", "meanings"),
    [
        ("My nan and her fags", ("older people", "smoking", "tobacco")),
        ("fags for old people", ("smoking", "tobacco", "older people", "aged 65 and over")),
        ("my nan’s house", ("older people",)),
        ("my nan's house", ("older people",)),
        ("bed-blocking", ("delayed discharge",)),
        ("What is COPD?", ("chronic obstructive pulmonary disease",)),
        ("copd care", ("chronic obstructive pulmonary disease",)),
        ("IT systems", ("information technology",)),
        ("Is it true?", ()),
        ("What is the vision?", ()),
        ("Who leads on stroke?", ()),
        ("What does the WHO say?", ("World Health Organization",)),
        ("COPDs", ("chronic obstructive pulmonary disease",)),
    ],
)  # fmt: skip
def test_lay_words_bring_the_papers_words_in_their_order(question: str, meanings: tuple[str, ...]) -> None:
    assert VOCABULARY.meanings(question) == meanings


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("smokign in pregancy", "smoking in pregnancy"),
        ("alchohol", "alcohol"),
        ("dementa for carers", "dementia for carers"),
        ("carer or carers", "carer or carers"),
        ("wars", "wars"),
        ("fags", "fags"),
        ("hospital mothers", "hospital mothers"),
    ],
)
def test_a_misspelt_word_is_mended_where_one_word_is_plainly_meant(typed: str, mended: str) -> None:
    assert VOCABULARY.mended(typed, KNOWN) == mended


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("What about A&E?", "Accident and Emergency"),
        ("is there help for the kids", "children and young people"),
        ("lighting up when pregnant", "smoking in pregnancy"),
        ("bed-blocking", "delayed discharge"),
        ("fags and booze", "hospital admissions due to alcohol"),
    ],
)
def test_the_shipped_vocabulary_knows_how_residents_speak(question: str, term: str) -> None:
    assert term in read_vocabulary().meanings(question)


def test_every_lay_term_of_the_shipped_vocabulary_can_be_found() -> None:
    vocabulary = read_vocabulary()
    assert [phrase for phrase in vocabulary.lay if len(phrase.split()) > vocabulary.longest] == []
    assert [phrase for phrase, terms in vocabulary.lay.items() if not terms] == []


def test_a_word_in_quotation_marks_is_not_misspelt() -> None:
    known = frozenset({"neighbourhood"})
    assert VOCABULARY.mended("how big is a 'neighbourhood' here", known) == "how big is a 'neighbourhood' here"


def test_of_words_that_are_equally_near_the_first_of_the_alphabet_is_meant() -> None:
    known = frozenset({"blorts", "blorty", "blortz"})
    assert VOCABULARY.mended("blortx", known) == "blorts"


@pytest.mark.parametrize(
    ("question", "english"),
    [
        ("dzien dobry chcialbym wiedziec how many carers smoke in pregnancy", "how many carers smoke in pregnancy"),
        ("what is said on dementia, per favore", "what is said on dementia, per favore"),
        ("dzien dobry dziekuje carers", "dzien dobry dziekuje carers"),
    ],
)
def test_the_english_part_of_a_question_in_two_languages_is_kept(question: str, english: str) -> None:
    assert VOCABULARY.english(question, KNOWN) == english
