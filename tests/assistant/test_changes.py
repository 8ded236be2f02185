"""What a sentence said before, what was struck out, what still stands."""

from assistant.changes import change_claims
from assistant.versions import changes, former_of
from corpus.records import Change
from index.library import Library
from index.search import Searcher
from tests.assistant.finding import draft, holding, places, record, searched, texts

INACTIVE = "By 2028, the % of adults in Kent and Medway who are physically inactive will have fallen from 22.3% to "
AT_HOME = (
    "By 2028, we will increase the proportion of people who receive long-term support who live in their home or with "
    "family."
)
INCOME = "By 2028, average income in Kent and Medway will be 5% higher than the national average."


def asked(searcher: Searcher, question: str) -> list[str] | None:
    return texts(change_claims(searched(searcher, question)))


def test_only_the_paper_of_tracked_changes_holds_changes(library: Library) -> None:
    found = changes(library)
    assert {paper for paper, _ in found} == {"changes"}
    assert [change.after for _, change in found if change.before == "360"] == ["395"]


def test_the_former_of_a_sentence_is_the_change_that_reads_as_it_does(library: Library) -> None:
    current, tracked = holding(library, "strategy", "418.7"), holding(library, "changes", "418.7")
    assert former_of(library, current) == tracked


def test_a_sentence_that_was_never_changed_has_no_former(library: Library) -> None:
    assert former_of(library, holding(library, "strategy", "pupil absence")) is None


def test_a_changed_figure_is_given_before_and_after_with_the_verdict(searcher: Searcher) -> None:
    claims = change_claims(searched(searcher, "Was the target for physically inactive adults watered down?")) or []
    assert texts(claims) == [
        "Version 7.1 said “18%”, version 8.0 says “20%”.",
        "The new target is easier to reach (less ambitious): it asks for a smaller fall.",
        f"Changes between versions 7.1 and 8.0, agenda pack page 32: “{INACTIVE}[struck out: 18%] 20%.”",
        f"Integrated Care Strategy, version 8, shared outcome 3, indicators, reads now: “{INACTIVE}20%.”",
    ]
    assert places(claims) == [("changes", f"{INACTIVE}18% 20%.")] * 3 + [("strategy", f"{INACTIVE}20%.")]


def test_a_rise_that_is_to_be_smaller_is_easier(searcher: Searcher) -> None:
    says = asked(searcher, "Was the target for people still at home 91 days after discharge weakened?") or []
    assert says[:2] == [
        "Version 7.1 said “90”, version 8.0 says “85%”.",
        "The new target is easier to reach (less ambitious): it asks for a smaller rise.",
    ]


def test_no_verdict_is_given_that_is_not_asked_for(searcher: Searcher) -> None:
    says = asked(searcher, "What was the previous target for physically inactive adults?") or []
    assert [text.split(":")[0] for text in says] == [
        "Version 7.1 said “18%”, version 8.0 says “20%”.",
        "Changes between versions 7.1 and 8.0, agenda pack page 32",
        "Integrated Care Strategy, version 8, shared outcome 3, indicators, reads now",
    ]


def test_what_was_struck_out_and_is_gone_is_quoted_as_it_was(searcher: Searcher) -> None:
    claims = change_claims(searched(searcher, "Was the average income indicator dropped?")) or []
    assert texts(claims) == [
        "It was struck out (removed) between versions 7.1 and 8.0 and does not appear in version 8.",
        f"Version 7.1 said: “{INCOME}”",
    ]
    assert {(citation.quote, citation.superseded) for claim in claims for citation in claim.cites} == {(INCOME, True)}


def test_words_that_were_struck_out_are_said_first(searcher: Searcher) -> None:
    says = asked(searcher, "Which word was struck out of the sentence on evidenced based support?") or []
    assert says[0] == "Struck out: “all”."


def test_a_sentence_that_is_asked_for_is_said_first(searcher: Searcher) -> None:
    assert asked(searcher, "Which indicator on average income was dropped?") == [
        f"Struck out: “{INCOME}” It stood in version 7.1 and does not appear in version 8."
    ]


def test_what_was_struck_out_and_is_still_printed_is_shown_as_a_disagreement(searcher: Searcher) -> None:
    claims = change_claims(
        searched(searcher, "Is the indicator on people who live in their home or with family still in?")
    )
    assert texts(claims) == [
        "The papers disagree: Changes between versions 7.1 and 8.0 shows it struck out (removed), but Integrated Care "
        "Strategy, version 8, shared outcome 3, indicators, still prints it, and that paper is the newer word.",
        f"“{AT_HOME}”",
    ]
    assert [paper for paper, _ in places(claims or ())] == ["changes", "strategy", "strategy", "changes"]
    assert {quote for _, quote in places(claims or ())} == {AT_HOME}


def test_what_replaced_a_struck_out_sentence_is_what_follows_it(searcher: Searcher) -> None:
    assert (asked(searcher, "What replaced the environmental indicator to be added?") or [])[-1] == (
        "The sentence that follows it there: “All NHS organisations and local authorities will make progress towards "
        "their net-zero targets.”"
    )


def test_what_was_not_changed_still_stands(searcher: Searcher) -> None:
    says = asked(searcher, "Has the target for mothers smoking at time of delivery been dropped?") or []
    assert says[:2] == [
        "“Changes between versions 7.1 and 8.0” marks no change to this: it has not been removed and still stands.",
        "Target: no more than 6% by 2028/29, from 10.2%.",
    ]


def test_every_target_that_became_easier_or_harder_is_listed(searcher: Searcher) -> None:
    claims = asked(searcher, "Which targets have been watered down?") or []
    assert claims[0] == f"{len(claims) - 1} targets of version 7.1 have another figure in version 8.0:"
    assert [claim.partition(":")[0] for claim in claims[1:]] == [
        "The new target is easier to reach (less ambitious)",
    ] * (len(claims) - 1)
    assert any("said “18%”, version 8.0 says “20%”" in claim for claim in claims)


def test_a_change_of_something_else_is_not_shown(searcher: Searcher) -> None:
    assert not (asked(searcher, "Has the target for Mars missions been lowered?") or [""])[0].startswith("Version 7.1")


def test_all_changes_are_listed_and_counted(searcher: Searcher, library: Library) -> None:
    claims = change_claims(searched(searcher, "What changed between versions 7.1 and 8.0?")) or []
    sentences = {change.span for _, change in changes(library)}
    assert (
        claims[0].text
        == f"Between versions 7.1 and 8.0, {len(sentences)} sentences hold struck-out words (words that were only added are not marked):"
    )
    assert len(claims) == 1 + len(sentences)


def test_all_that_is_gone_is_listed_by_itself(searcher: Searcher) -> None:
    assert asked(searcher, "What was dropped from the strategy?") == [
        "Between versions 7.1 and 8.0, 6 sentences were struck out and not replaced (words that were only added are not marked):",
        "“[struck out: East Kent is bordered by the sea.]”",
        f"“[struck out: {INCOME}]”",
        "“[struck out: Environmental indicator to be added]”",
        "“[struck out: Social care indicator to be added]”",
        f"“[struck out: {AT_HOME}]”",
        "“[struck out: Maintain the increasing trend in the ratio of time people spend living in a healthy condition "
        "compared to total lifespan.]”",
    ]


def test_dropped_indicators_are_listed_without_other_sentences(searcher: Searcher) -> None:
    assert "bordered by the sea" not in " ".join(asked(searcher, "Which indicators were dropped?") or [])


def test_a_question_that_is_not_about_versions_is_left_to_others(searcher: Searcher) -> None:
    assert change_claims(searched(searcher, "What is the target for physically inactive adults?")) is None


def test_a_library_without_tracked_changes_says_nothing_of_versions(small: Library) -> None:
    assert change_claims(draft(small, "What changed between versions 7.1 and 8.0?")) is None


def test_a_change_holds_the_sentence_before_and_after(library: Library) -> None:
    change = record(library, "changes", Change, "physically inactive")
    assert (change.before, change.after, change.reads) == ("18%", "20%", f"{INACTIVE}20%.")
