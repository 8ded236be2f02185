"""What is asked, recognised from the form of a question."""

import pytest

from assistant.questions import Ask, Expects, Kind, Listed, expected, understand
from corpus.records import Horizon, Paper, PaperKind
from index.paper_names import PaperNames

PAPERS = (
    Paper(
        id="strategy",
        title="Kent Care Strategy",
        file="s.txt",
        kind=PaperKind.STRATEGY,
        called=("care strategy", "the strategy", "version 8", "v8"),
    ),
    Paper(id="plan", title="Draft Forward Plan 2023", file="p.txt", kind=PaperKind.ACTION_PLAN, called=("forward plan", "jfp")),
    Paper(id="one", title="Report One", file="1.txt", kind=PaperKind.COMMITTEE_REPORT, called=("covering report",)),
    Paper(id="two", title="Report Two", file="2.txt", kind=PaperKind.COMMITTEE_REPORT, called=("covering report", "asc report")),
)  # fmt: skip
NAMES = PaperNames(PAPERS)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What does the vision say?", Kind.FACT),
        ("Tell me about carers", Kind.FACT),
        ("Who is responsible for virtual wards?", Kind.OWNER),
        ("whose job is it to recruit nurses", Kind.OWNER),
        ("Which board leads on diabetes?", Kind.OWNER),
        ("Which trust is in charge of stroke?", Kind.OWNER),
        ("When will the diagnostic centres be finished?", Kind.TIMESCALE),
        ("What is the deadline for the carers strategies?", Kind.TIMESCALE),
        ("How soon will the hubs open?", Kind.TIMESCALE),
        ("What is the target?", Kind.TARGET),
        ("What is the target for smoking in pregnancy?", Kind.TARGET),
        ("what are they aiming for on loneliness", Kind.TARGET),
        ("What share of adults are inactive?", Kind.TARGET),
        ("Which outcome covers loneliness?", Kind.COVERAGE),
        ("Where does housing come in?", Kind.COVERAGE),
        ("Is there anything about veterans?", Kind.COVERAGE),
        ("Does the strategy mention pets?", Kind.COVERAGE),
        ("What are the priorities of outcome 4?", Kind.LIST),
        ("Name the enablers", Kind.LIST),
        ("Which indicators have no baseline?", Kind.LIST),
        ("How many GP practices are there?", Kind.COUNT),
        ("What was dropped from the strategy?", Kind.CHANGE),
        ("What changed?", Kind.CHANGE),
        ("what's different", Kind.CHANGE),
        ("What changed for carers?", Kind.FACT),
        ("Was that always the number?", Kind.CHANGE),
        ("What was taken out?", Kind.CHANGE),
        ("I have taken on a job, is that alright?", Kind.FACT),
        ("Was the target watered down?", Kind.CHANGE),
        ("what was the old target", Kind.CHANGE),
        ("what did version 8 add for carers?", Kind.CHANGE),
        ("has a word gone missing since?", Kind.CHANGE),
        ("Two papers seem to differ on music", Kind.COMPARE),
        ("What are the four partnerships called?", Kind.LIST),
        ("Do the two reports agree on the date?", Kind.COMPARE),
        ("What is the difference between the two reports?", Kind.COMPARE),
        ("What does VCSE stand for?", Kind.DEFINITION),
        ("what is an ICS?", Kind.DEFINITION),
        ("what does ICB mean?", Kind.DEFINITION),
        ("What is an ICS?", Kind.DEFINITION),
        ("what is the icb", Kind.DEFINITION),
        ("What's the VCSE?", Kind.DEFINITION),
        ("What is the vision?", Kind.FACT),
        ("What does ICB mean?", Kind.DEFINITION),
        ("Define co-production", Kind.DEFINITION),
        ("the survey ran from when to when", Kind.TIMESCALE),
        ("whose decision is it to close the pier", Kind.OWNER),
        ("which outfit runs the pier", Kind.OWNER),
    ],
)
def test_the_form_of_a_question_tells_its_kind(question: str, kind: Kind) -> None:
    assert understand(question).kind is kind


def test_two_kinds_of_paper_side_by_side_are_compared() -> None:
    asked = understand("What do the care strategy and the forward plan say about carers?", names=NAMES)
    assert (asked.kind, asked.papers) == (Kind.COMPARE, ("strategy", "plan"))


@pytest.mark.parametrize(
    "question",
    [
        "How does outcome 5 differ between the forward plan and the care strategy, has it moved?",
        "Set the forward plan's outcome 5 beside the one in the care strategy",
        "Was the wording changed, or does the care strategy match the forward plan?",
    ],
)
def test_two_papers_and_a_word_of_comparing_are_compared_whatever_else_is_said(question: str) -> None:
    assert understand(question, names=NAMES).kind is Kind.COMPARE


def test_two_versions_are_no_two_papers() -> None:
    asked = understand("How does the care strategy differ from 7.1, and the forward plan?", names=NAMES)
    assert asked.kind is Kind.CHANGE


def test_two_reports_of_one_name_are_not_compared() -> None:
    asked = understand("What does the covering report recommend?", names=NAMES)
    assert (asked.kind, asked.papers) == (Kind.FACT, ("one", "two"))


@pytest.mark.parametrize(
    ("question", "expects"),
    [
        ("How many GP practices are there?", Expects.FIGURE),
        ("What percentage of adults are inactive?", Expects.FIGURE),
        ("how often do people feel lonely", Expects.FIGURE),
        ("How much will it cost?", Expects.MONEY),
        ("What is the budget?", Expects.MONEY),
        ("how much money goes to carers", Expects.MONEY),
        ("When was the report discussed?", Expects.DATE),
        ("How long until the hubs open?", Expects.DATE),
        ("What date is the meeting?", Expects.DATE),
        ("Who is the director of adult social care?", Expects.NAME),
        ("What is the name of the person who is the lead officer?", Expects.NAME),
        ("Has the strategy been approved?", Expects.DECISION),
        ("What decision did the committee take?", Expects.DECISION),
        ("Did the parish have the plan adopted?", Expects.DECISION),
        ("Which parishes have an adopted plan?", None),
        ("How many people voted for the harbour master?", Expects.FIGURE),
        ("By how much must spending on boats be cut?", Expects.FIGURE),
        ("How much was spent on boats?", Expects.MONEY),
        ("whats the ferry cost so far", Expects.MONEY),
        ("What do we pay Smith & Sons for the pier?", Expects.MONEY),
        ("What does the pay policy say of boats?", None),
        ("What was the money limit on each?", Expects.MONEY),
        ("What yearly sum goes to carers?", Expects.MONEY),
        ("what pay rise did they get", Expects.FIGURE),
        ("What is the minimum wait?", Expects.FIGURE),
        ("whats the most a family can get", Expects.FIGURE),
        ("What is the most important risk?", None),
        ("What was life expectancy in Bath?", Expects.FIGURE),
        ("explain life expectancy as the paper does", None),
        ("Why is the pier listed as a risk to the budget?", None),
        ("and why was it rejected?", None),
        ("What age were they on average?", Expects.FIGURE),
        ("How likely is he to get it?", Expects.FIGURE),
        ("How has the rate moved since 2014?", Expects.FIGURE),
        ("What sum is set aside?", Expects.MONEY),
        ("What is the most that can be spent on one person?", Expects.MONEY),
        ("What cut in costs are they asked for?", None),
        ("How quick do I have to declare it?", Expects.DATE),
        ("what phone number do i ring to complain", None),
        ("what is the number to call", None),
        ("What is the number of calls to the phone line?", Expects.FIGURE),
        ("the survey ran from when to when", Expects.DATE),
        ("Between what dates was it open?", Expects.DATE),
        ("Date the pledge was signed", Expects.DATE),
        ("the note from when Cabinet signed it", None),
        ("When can an experimental treatment be funded?", None),  # in which case
        ("when must I tell the DVLA", None),
        ("When can the hub open?", Expects.DATE),
        ("When will it be funded?", Expects.DATE),
        ("Who has to approve the plan?", None),
        ("Who is responsible for stroke?", None),
        ("Which outcome has a date?", None),
        ("List the dates", None),
        ("Tell me about carers", None),
    ],
)
def test_the_form_of_a_question_tells_what_an_answer_must_hold(question: str, expects: Expects | None) -> None:
    assert expected(question) is expects


@pytest.mark.parametrize(
    ("question", "listed"),
    [
        ("Which indicators are due in 2028?", Listed.INDICATOR),
        ("all the targets", Listed.INDICATOR),
        ("What are the priorities of outcome 4?", Listed.PRIORITY),
        ("What will partners do together?", Listed.PRIORITY),
        ("Name the outcomes", Listed.OUTCOME),
        ("How many enablers are there?", Listed.ENABLER),
        ("List the actions of chapter 3", Listed.ACTION),
        ("What are the goals?", Listed.GOAL),
        ("Which metrics does chapter 1 have?", Listed.METRIC),
        ("what did people say about GPs", Listed.HEARD),
        ("Are there any quotations from carers?", Listed.VOICE),
        ("What are the changes to the targets?", Listed.CHANGE),
        ("What is the vision?", None),
    ],
)
def test_a_question_names_the_records_it_wants_all_of(question: str, listed: Listed | None) -> None:
    assert understand(question).listed is listed


@pytest.mark.parametrize(
    ("question", "confined"),
    [
        ("Priorities of outcome 4", (4, None, None, None)),
        ("What is in the second outcome?", (2, None, None, None)),
        ("the 5th shared outcome", (5, None, None, None)),
        ("outcome no. 6 indicators", (6, None, None, None)),
        ("outcome six", (6, None, None, None)),
        ("Chapter Seven goals", (None, 7, None, None)),
        ("goals of chapter 3", (None, 3, None, None)),
        ("Targets for 2028/29", (None, None, "2028/29", None)),
        ("What happens by 2025?", (None, None, "2025", None)),
        ("What happened in 2019?", (None, None, None, None)),
        ("short term actions", (None, None, None, Horizon.SHORT)),
        ("medium-term actions", (None, None, None, Horizon.MEDIUM)),
        ("Which actions are longer term?", (None, None, None, Horizon.LONG)),
        ("What is said about long term conditions?", (None, None, None, None)),
        ("the NHS long term plan", (None, None, None, None)),
        ("outcome 12", (None, None, None, None)),
    ],
)
def test_a_question_is_confined_to_what_it_names(
    question: str, confined: tuple[int | None, int | None, str | None, Horizon | None]
) -> None:
    asked = understand(question)
    assert (asked.outcome, asked.chapter, asked.year, asked.horizon) == confined


@pytest.mark.parametrize(
    ("question", "now", "former"),
    [
        ("What is the current rate of smoking?", True, False),
        ("What is the baseline for smoking?", True, False),
        ("what was the old target", False, True),
        ("Was that always the number?", False, True),
        ("What is the target for smoking?", False, False),
    ],
)
def test_a_question_asks_for_now_or_for_before(question: str, now: bool, former: bool) -> None:
    asked = understand(question)
    assert (asked.now, asked.former) == (now, former)


@pytest.mark.parametrize(
    ("question", "papers"),
    [
        ("What does the Forward Plan say about carers?", ("plan",)),
        ("Kent Care Strategy outcomes", ("strategy",)),
        ("the ASC report", ("two",)),
        ("the strategy's vision", ("strategy",)),
        ("what strategies are there for carers?", ()),
        ("Tell me about carers in the JFP.", ("plan",)),
    ],
)
def test_papers_are_known_by_what_people_call_them(question: str, papers: tuple[str, ...]) -> None:
    assert understand(question, names=NAMES).papers == papers


def test_a_question_is_understood_as_a_whole() -> None:
    question = "List the short-term actions by 2025 in chapter 2 of the forward plan"
    assert understand(question, ("stroke",), NAMES) == Ask(
        text=question,
        kind=Kind.LIST,
        listed=Listed.ACTION,
        papers=("plan",),
        chapter=2,
        year="2025",
        horizon=Horizon.SHORT,
        terms=("stroke",),
    )
