"""Where a line begins anew, and which numbers never share one."""

import datetime as dt

import pytest

from trainer.balance.methods import breaks_of, days_of, lines_of, methods_of
from trainer.balance.ratios import ReadingFacts, asymmetries
from trainer.balance.verdicts import verdicts_of

DAY = dt.date(2026, 5, 3)


def fact(side, muscle_group, value, ago=0, **changes):
    facts = {
        "test_id": ago,
        "tested_on": DAY - dt.timedelta(days=ago),
        "protocol": "isometric",
        "speed_deg_s": None,
        "angle_deg": 90,
        "device": "Lafayette",
        "gravity_corrected": "unknown",
        "unit": "N",
    }
    return ReadingFacts(side=side, muscle_group=muscle_group, value=value, **(facts | changes))


def pair(ago=0, **changes):
    return [fact("left", "hamstrings", 200, ago, **changes), fact("left", "quadriceps", 400, ago, **changes)]


def breaks(*readings):
    (method,) = methods_of(readings)
    return breaks_of(days_of(readings, method))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"device": "Kinvent"}, "another device"),
        ({"position": "prone"}, "another position"),
        ({"gravity_corrected": "yes"}, "another gravity setting"),
        ({"device": "Kinvent", "position": "prone"}, "another device and another position"),
        (
            {"device": "Kinvent", "position": "prone", "gravity_corrected": "no"},
            "another device, another position and another gravity setting",
        ),
    ],
)
def test_another_setting_breaks_the_line_and_a_sentence_says_so(change, words):
    (found,) = breaks(*pair(ago=30), *pair(**change))
    assert (found.on, found.sentence) == (DAY, f"From 3 May 2026 with {words}: a new line.")


def test_the_same_words_in_another_case_or_spacing_break_nothing():
    readings = [
        *pair(30, device="Lafayette  HHD", position="Prone"),
        *pair(device=" lafayette hhd ", position="prone"),
    ]
    assert breaks(*readings) == []


def test_a_break_leaves_no_verdict_and_no_joint():
    readings = [*pair(60), *pair(30, device="Kinvent"), *pair(device="Kinvent")]
    (method,) = methods_of(readings)
    days = days_of(readings, method)
    (line,) = lines_of(days, method)
    assert [point.settings.device for point in line.points] == ["lafayette", "kinvent", "kinvent"]
    assert len(verdicts_of(days[:2], method)) == 0
    assert len(verdicts_of(days, method)) == 3


def extension(ago=0, **changes):
    knee = {"protocol": "active_knee_extension", "angle_deg": None, "unit": "deg", "device": "", **changes}
    return fact("left", "hamstrings", 20, ago, **knee)


def test_another_tester_breaks_only_a_test_whose_error_is_known_for_one_tester():
    """Active knee extension: 8 degrees, same tester (Neto 2015)."""
    (found,) = breaks(extension(30, tester="Ana"), extension(tester="Bob"))
    assert found.sentence == "From 3 May 2026 with another tester: a new line."
    assert breaks(extension(30, tester="Ana"), extension(tester="ana")) == []
    assert breaks(*pair(30, tester="Ana"), *pair(tester="Bob")) == []


def test_another_angle_of_either_muscle_is_another_method():
    """ "Never mix angles in one trend line" (Roberti's warning holds for a and for b)."""
    readings = [*pair(30), *pair(20, angle_deg=30), *pair(quadriceps_angle_deg=60)]
    assert [(method.code, method.title) for method in methods_of(readings)] == [
        (
            "isometric-at90-at60",
            "Isometric ratio, knee at 90° for the hamstrings and 60° for the quads",
        ),
        ("isometric-at30", "Isometric ratio, knee at 30°"),
        ("isometric-at90", "Isometric ratio, knee at 90°"),
    ]


def test_the_same_angle_written_for_both_muscles_is_one_angle():
    readings = [*pair(30), *pair(quadriceps_angle_deg=90)]
    (method,) = methods_of(readings)
    assert len(days_of(readings, method)) == 2
    assert breaks(*readings) == []


def test_muscles_tested_with_two_pairs_of_angles_make_no_ratio():
    back = fact("left", "hamstrings", 200, quadriceps_angle_deg=60)
    front = fact("left", "quadriceps", 400, quadriceps_angle_deg=30)
    assert not any(method.is_ratio for method in methods_of([back, front]))


def test_both_legs_in_one_repetition_have_a_line_and_a_side_to_side_of_their_own():
    """300 and 240 N: 11.1 % of the sum, where two single tests give 20 % of the stronger."""
    together = [
        fact("left", "hamstrings", 300, both_legs_in_one_rep=True),
        fact("right", "hamstrings", 240, both_legs_in_one_rep=True),
    ]
    single = [fact("left", "hamstrings", 300, 9), fact("right", "hamstrings", 240, 9)]
    both, one = methods_of([*together, *single])
    assert both.title == "Isometric, dynamometer, knee at 90°, both legs in one repetition"
    found = {gap.kind: round(gap.value, 1) for gap in asymmetries([*together, *single])}
    assert found == {"two_leg": 11.1, "stronger_leg": 20.0}
    (day,) = days_of([*together, *single], both)
    assert day.gap.kind == "two_leg"
    assert days_of([*together, *single], one)[0].gap.kind == "stronger_leg"


def test_forces_and_torques_of_one_angle_are_two_lines_also_without_a_ratio():
    readings = [*pair(), fact("left", "hamstrings", 60, unit="Nm")]
    assert {method.code for method in methods_of(readings)} == {"isometric-at90", "isometric-at90-nm"}
