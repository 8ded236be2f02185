"""Made-up indicators: what is measured, from where, to where, which way, where and by when."""

import pytest

from corpus.indicators import read_indicator
from corpus.records import Aim, Direction

UP, DOWN, KEEP = Direction.UP, Direction.DOWN, Direction.KEEP


@pytest.mark.parametrize(
    ("sentence", "by_when"),
    [
        ("By 2031, waits will fall from 9 to 4.", "2031"),
        ("By 2031/32 waits will fall from 9 to 4.", "2031/32"),
        ("By March 2031, waits will fall from 9 to 4.", "March 2031"),
        ("By the end of 2031, waits will fall from 9 to 4.", "the end of 2031"),
        ("Waits will fall from 9 to 4 by 2031.", None),
    ],
)
def test_the_year_stands_at_the_head_of_the_sentence(sentence: str, by_when: str | None) -> None:
    assert read_indicator(sentence)[0] == by_when


@pytest.mark.parametrize(
    ("sentence", "aim"),
    [
        ("By 2030, dog bites will have fallen from 12% to no more than 3%.", Aim(measure="dog bites", baseline="12%", target="no more than 3%", direction=DOWN)),
        ("By 2030, the share of swimmers will increase from 1,200 to 3,400.", Aim(measure="share of swimmers", baseline="1,200", target="3,400", direction=UP)),
        ("By 2030, falls will have reduced from 41.5 to 38 per 1,000 in Exmouth.", Aim(measure="falls", baseline="41.5 per 1,000", target="38 per 1,000", direction=DOWN, area="Exmouth")),
        ("By 2030, falls will have reduced from 41 per 100 to 38 per 100.", Aim(measure="falls", baseline="41 per 100", target="38 per 100", direction=DOWN)),
        ("By 2030, obesity will have reduced from 5%.", Aim(measure="obesity", baseline="5%", direction=DOWN)),
        ("By 2030, litter will have reduced by at least 10%.", Aim(measure="litter", target="by at least 10%", direction=DOWN)),
        ("By 2030, uptake will be maintained at the current level of 63%.", Aim(measure="uptake", baseline="63%", target="63%", direction=KEEP)),
        ("By 2030, uptake will increase to at least 70%.", Aim(measure="uptake", target="at least 70%", direction=UP)),
        ("By 2030, pay will be 5% higher than the national average.", Aim(measure="pay", target="5% higher than the national average", direction=UP)),
        ("By 2030, we will increase the number of ramps in Devon and Torbay.", Aim(measure="number of ramps in Devon and Torbay", direction=UP, area="Devon and Torbay")),
        ("By 2030 we will reduce waiting times by at least 20%.", Aim(measure="waiting times", target="by at least 20%", direction=DOWN)),
        ("By 2030 we will meet national expectations for stays of 21+ days.", Aim(measure="stays of 21+ days", target="meet national expectations")),
        ("By 2030 we will have implemented our ferry strategy", Aim(measure="our ferry strategy", target="implemented")),
        ("All ports will make progress towards their tidal targets.", Aim(measure="progress towards their tidal targets")),
        ("The share of adults (aged 18 to 64) in work is in line with the national average.", Aim(measure="The share of adults (aged 18 to 64) in work", target="in line with the national average")),
        ("People with reduced sight who sail will have increased.", Aim(measure="People with reduced sight who sail", direction=UP)),
        ("Sickness absence", Aim(measure="Sickness absence")),
    ],
)  # fmt: skip
def test_a_sentence_gives_its_own_words_and_no_more(sentence: str, aim: Aim) -> None:
    assert read_indicator(sentence)[1] == (aim,)


def test_two_measures_of_one_sentence_are_two_aims() -> None:
    _, aims = read_indicator("By 2030, the rate of falls will be 4% and hip fractures will have reduced from 9%.")
    assert aims == (
        Aim(measure="rate of falls", target="4%"),
        Aim(measure="hip fractures", baseline="9%", direction=DOWN),
    )


def test_two_areas_of_one_measure_are_two_aims() -> None:
    _, aims = read_indicator("Uptake will have increased in Devon to at least 85% and in Torbay to at least 60%.")
    assert aims == (
        Aim(measure="Uptake", target="at least 85%", direction=UP, area="Devon"),
        Aim(measure="Uptake", target="at least 60%", area="Torbay"),
    )


def test_and_before_the_verb_parts_no_measure() -> None:
    _, aims = read_indicator("Scores for both day and night pupils will have increased.")
    assert aims == (Aim(measure="Scores for both day and night pupils", direction=UP),)
