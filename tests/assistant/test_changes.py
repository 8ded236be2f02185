"""What a sentence said before, what was struck out, what still stands."""

from dataclasses import replace

import pytest

from assistant.changes import change_claims, one_change_claims
from assistant.conversation import Leaning
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
    says = asked(searcher, "Has the target for adults who are overweight or obese been dropped?") or []
    assert says[:2] == [
        "“Changes between versions 7.1 and 8.0” marks no change to this: it has not been removed and still stands.",
        "Target: 62% by 2028, from 64.1%.",
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


NAME = "Changes between versions 7.1 and 8.0"
LONELY = "By 2028/29, the proportion of people who feel lonely often or always will have reduced from "
SMOKING = (
    "By 2028/29, the proportion of mothers smoking at time of delivery will have reduced from 10.2% to no more than 6%."
)


@pytest.mark.parametrize(
    "question",
    ["Did the target for physically inactive adults get easier?", "Was the target for inactive adults made harder?"],
)
def test_easier_or_harder_asks_for_before_and_after(searcher: Searcher, question: str) -> None:
    assert (asked(searcher, question) or [])[:2] == [
        "Version 7.1 said “18%”, version 8.0 says “20%”.",
        "The new target is easier to reach (less ambitious): it asks for a smaller fall.",
    ]


def test_a_target_of_today_and_before_leads_with_today(searcher: Searcher) -> None:
    assert asked(searcher, "What is the target for people who feel lonely often or always and what was it before?") == [
        "Target: no more than 5% by 2028/29, from 7.3%.",
        f"Integrated Care Strategy, version 8, shared outcome 2, indicators: “{LONELY}7.3% to no more than 5% across Kent and Medway.”",
        "Struck out: “{%}7.3%”.",
        f"{NAME}, agenda pack page 31: “{LONELY}[struck out: {{%}}7.3%] to no more than 5% across Kent and Medway.”",
    ]


def test_a_measure_that_the_paper_of_changes_does_not_hold_is_not_said_to_be_unchanged(searcher: Searcher) -> None:
    now = [
        "Target: no more than 6% by 2028/29, from 10.2%.",
        f"Integrated Care Strategy, version 8, shared outcome 1, indicators: “{SMOKING}”",
    ]
    assert asked(
        searcher, "Has the target for mothers smoking at time of delivery changed since the last version?"
    ) == [
        f"“{NAME}” does not hold this sentence, and no paper here says what it was before. It stands now:",
        *now,
    ]
    assert asked(searcher, "Is the indicator on mothers smoking at time of delivery still in the strategy?") == [
        f"It still stands. “{NAME}” does not hold this sentence.",
        *now,
    ]


def test_what_was_struck_out_and_does_not_name_what_was_asked_for_is_only_near(searcher: Searcher) -> None:
    near = draft(searcher.library, "Was the living wage indicator changed?")
    assert texts(one_change_claims(near, holding(searcher.library, "changes", "average income"))) == [
        "What comes nearest to it was struck out (removed) between versions 7.1 and 8.0 and does not appear in version 8.",
        f"Version 7.1 said: “{INCOME}”",
    ]


@pytest.mark.parametrize("question", ["Which targets are new in this version?", "Are there any new targets?"])
def test_what_is_new_is_said_not_to_be_marked(searcher: Searcher, question: str) -> None:
    assert (asked(searcher, question) or [])[:2] == [
        "The papers do not mark what is new, since words that were only added are not marked. "
        "10 sentences hold struck-out words:",
        f"“[struck out: {INCOME}]”",
    ]


def test_a_follow_up_that_names_another_measure_is_not_answered_by_the_change_before(searcher: Searcher) -> None:
    before = searched(searcher, "Has the target for physically inactive adults changed?")
    focus = (holding(searcher.library, "changes", "physically inactive").id,)
    own = "Did the overweight one change too?"
    settled = replace(before.settled, own=own, leaning=Leaning.TOGETHER, focus=focus)
    says = texts(change_claims(replace(before, question=own, settled=settled))) or []
    assert not any("18%" in text for text in says)
