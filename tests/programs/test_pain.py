from datetime import date

import pytest

from clients.stages import rules
from tests.programs.profiles import UNDER, hurt
from trainer.programs.guard import before_choosing, pain_limits, pain_verdict, referral

# 4.11.7: "go on" to, "adjust" to, above that "stop". R30 and R31 follow the pain limit of their own row
# (4.10); nothing is loaded under R00 and R01.
TABLE = {
    **dict.fromkeys(("R10", "R11", "R12", "R13", "R20", "R21", "R22", "R32", "R33", "R34"), (1, 2)),
    **dict.fromkeys(("R40", "R41", "R42", "R43"), (3, 3)),
    **dict.fromkeys(("R14", "R15", "R44", "R50", "R60", "R61", "R62"), (2, 4)),
    "R30": (1, 1),
    **dict.fromkeys(("R00", "R01", "R31"), (0, 0)),
}


def expected(value: int, go_on: int, adjust: int) -> str:
    return "go_on" if value <= go_on else "adjust" if value <= adjust else "stop"


@pytest.mark.parametrize("value", range(11))
@pytest.mark.parametrize("rule_id", TABLE)
def test_every_number_at_every_row_follows_the_table(rule_id: str, value: int):
    verdict = pain_verdict(value, [UNDER[rule_id]], settled=True)
    assert (verdict.go_on_max, verdict.adjust_max) == TABLE[rule_id]
    assert verdict.action == expected(value, *TABLE[rule_id])


def test_every_row_of_the_rules_has_its_place_in_the_table():
    assert set(TABLE) == {rule.id for rule in rules()}


@pytest.mark.parametrize("value", range(11))
def test_without_an_injury_pain_to_two_goes_on_and_five_stops(value: int):
    assert pain_verdict(value, []).action == expected(value, 2, 4)


@pytest.mark.parametrize(
    ("allowed", "limits"), [(0, (0, 0)), (1, (1, 1)), (2, (1, 2)), (3, (1, 3)), (4, (1, 4)), (9, (1, 4))]
)
def test_a_clinician_may_set_the_limit_of_a_strain_up_to_four(allowed: int, limits: tuple[int, int]):
    assert pain_limits([hurt("early_load", pain_max=allowed)]) == limits


def test_a_clinicians_limit_only_lowers_the_other_rows():
    tendon = UNDER["R41"]
    assert pain_limits([type(tendon)(**{**vars(tendon), "pain_max": 4})]) == (3, 3)
    assert pain_limits([type(tendon)(**{**vars(tendon), "pain_max": 2})]) == (2, 2)
    assert pain_limits([hurt("cleared", pain_max=1)]) == (1, 1)


def test_no_pain_limit_stands_in_for_an_assessment():
    assert pain_limits([hurt("acute", assessed=False, pain_max=4)]) == (0, 0)
    assert pain_limits([hurt("acute", red_flags=("nerve",), pain_max=4)]) == (0, 0)


def test_a_clinicians_limit_ends_with_the_injury():
    assert pain_limits([hurt(pain_max=1, resolved_on=date(2026, 1, 1))]) == (2, 4)


def test_an_open_injury_without_a_rule_is_met_as_carefully_as_a_strain():
    assert pain_limits([hurt(structure="calf")]) == (1, 2)
    assert pain_limits([hurt(structure="calf", limits={"sprint_max": 50}, pain_max=3)]) == (1, 3)
    assert pain_limits([hurt(structure="calf", resolved_on=date(2026, 1, 1))]) == (2, 4)


def test_of_two_injuries_of_the_place_the_lower_numbers_count():
    assert pain_limits([UNDER["R60"], UNDER["R41"]]) == (2, 3)
    verdict = pain_verdict(2, [UNDER["R60"], UNDER["R12"]])
    assert verdict.action == "adjust"
    assert verdict.source.startswith("Aspetar")


@pytest.mark.parametrize(
    ("value", "yesterday", "settled", "action"),
    [
        (3, None, None, "go_on"),
        (3, 2, True, "go_on"),
        (3, 1, True, "adjust"),
        (2, 0, True, "adjust"),
        (1, None, False, "adjust"),
        (0, 5, True, "go_on"),
        (4, 4, True, "stop"),
        (4, None, False, "stop"),
    ],
)
def test_a_tendon_that_rose_by_two_or_did_not_settle_is_adjusted(value, yesterday, settled, action):
    assert pain_verdict(value, [UNDER["R41"]], yesterday=yesterday, settled=settled).action == action


def test_a_strain_that_rose_by_two_or_did_not_settle_steps_down_too():
    assert pain_verdict(1, [UNDER["R12"]], settled=False).action == "adjust"
    assert pain_verdict(2, [], yesterday=0).action == "adjust"


@pytest.mark.parametrize("value", range(11))
def test_sudden_pain_stops_at_any_number_and_asks_what_has_to_be_asked(value: int):
    for injuries in ([], [UNDER["R15"]], [UNDER["R41"]]):
        verdict = pain_verdict(value, injuries, sudden=True, trainer="Nadia")
        assert verdict.action == "stop"
        assert (verdict.trainer_told, verdict.ask_red_flags, verdict.record_suspected) == (True, True, True)
        assert verdict.sentence == (
            "Stop this exercise. Nadia is told. Answer the questions about warning signs next."
        )


def test_the_sentence_says_what_to_do_and_why():
    strain = [UNDER["R11"]]
    assert pain_verdict(1, strain).sentence == "1 is fine to go on."
    assert (
        pain_verdict(2, strain).sentence
        == "2 is more than 1. Make it lighter, shorter or slower, and say so."
    )
    assert pain_verdict(3, strain, trainer="Nadia").sentence == "Stop this exercise. Nadia is told."
    assert pain_verdict(3, strain).sentence == "Stop this exercise. Your trainer is told."
    rose = pain_verdict(3, [UNDER["R41"]], yesterday=1)
    assert rose.sentence == "3 is 2 more than yesterday. Make it lighter, shorter or slower, and say so."
    stayed = pain_verdict(1, [UNDER["R41"]], settled=False)
    assert stayed.sentence.startswith("It had not settled within 24 hours.")


def test_only_a_stop_tells_the_trainer_and_only_sudden_pain_asks_more():
    told = {value: pain_verdict(value, [UNDER["R11"]]).trainer_told for value in (1, 2, 3)}
    assert told == {1: False, 2: False, 3: True}
    assert not pain_verdict(10, [UNDER["R11"]]).record_suspected


@pytest.mark.parametrize(("rule_id", "first"), [("R11", 3), ("R41", 4), ("R60", 5), ("R31", 1), ("R30", 2)])
def test_the_stop_limit_stands_beside_the_slider_before_a_number_is_chosen(rule_id: str, first: int):
    words = before_choosing([UNDER[rule_id]])
    assert words == f"At {first} or more, stop this exercise and your trainer is told."
    assert before_choosing([], trainer="Nadia") == "At 5 or more, stop this exercise and Nadia is told."


@pytest.mark.parametrize("value", [-1, 11])
def test_pain_off_the_scale_is_refused(value: int):
    with pytest.raises(ValueError, match="Pain runs from 0 to 10"):
        pain_verdict(value, [])


@pytest.mark.parametrize(
    ("highest", "refers"),
    [
        ([1, 2, 3], True),
        ([5, 1, 2, 3], True),
        ([1, 2, 2], False),
        ([3, 2, 1], False),
        ([1, 2], False),
        ([], False),
    ],
)
def test_three_workouts_rising_in_a_row_are_referred(highest: list[int], refers: bool):
    assert (referral(highest) is not None) is refers


def test_a_referral_says_its_numbers_and_pain_at_night_is_one_by_itself():
    assert (
        referral([0, 1, 2, 4])
        == "Pain rose over three workouts in a row (1, 2, 4): ask a clinician to look at it."
    )
    assert referral([], at_night=True) == "Pain at night: ask a clinician to look at it."
