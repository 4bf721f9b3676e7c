"""Where a line begins anew, and which numbers never share one."""

import datetime as dt
from dataclasses import replace

import pytest

from trainer.balance.methods import breaks_of, days_of, lines_of, methods_of
from trainer.balance.ratios import ReadingFacts, asymmetries, ratios
from trainer.balance.reliability import LIKELY_REAL, NO_VERDICT
from trainer.balance.verdicts import falls_of, verdicts_of

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
        ({"lever_arm_m": 0.31}, "another lever arm"),
        ({"machine_set_up": "Seat 5"}, "another setting of the device"),
        ({"device": "Kinvent", "machine_set_up": "Seat 5"}, "another device"),
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
        *pair(30, device="Lafayette  HHD", position="Prone", machine_set_up="Seat 4"),
        *pair(device=" lafayette hhd ", position="prone", machine_set_up=" seat  4"),
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
    (found,) = breaks(extension(30), extension(tester="Bob"))
    assert found.sentence == "From 3 May 2026 with the tester not known on both days: a new line."
    assert breaks(extension(30, tester="Ana"), extension(tester="ana")) == []
    assert breaks(*pair(30, tester="Ana"), *pair(tester="Bob")) == []


def test_a_torque_holds_its_lever_arm_already_and_a_centimetre_is_the_same_lever():
    assert breaks(*pair(30, unit="Nm", lever_arm_m=0.36), *pair(unit="Nm", lever_arm_m=0.31)) == []
    assert breaks(*pair(30, lever_arm_m=0.36), *pair(lever_arm_m=0.362)) == []


def test_forces_at_two_lever_arms_make_no_ratio_no_side_to_side_and_no_verdict():
    """The same torque reads 200 N at 0.36 m and 240 N at 0.30 m."""
    back = fact("left", "hamstrings", 200, lever_arm_m=0.36)
    other = [
        fact("left", "quadriceps", 400, lever_arm_m=0.30),
        fact("right", "hamstrings", 240, lever_arm_m=0.3),
    ]
    assert ratios([back, *other]) == []
    assert asymmetries([back, *other]) == []
    readings = [*pair(30, lever_arm_m=0.36), *pair(lever_arm_m=0.30)]
    (method,) = methods_of(readings)
    assert verdicts_of(days_of(readings, method), method) == []


MACHINES = {"protocol": "one_rm", "angle_deg": None, "unit": "kg", "device": "Gym"}


def machines(ago=0, *, curl="", extension="", hamstrings=40):
    """A leg curl and a leg extension, each set up by itself."""
    return [
        fact("left", "hamstrings", hamstrings, ago, machine_set_up=curl, **MACHINES),
        fact("left", "quadriceps", 80, ago, machine_set_up=extension, **MACHINES),
    ]


def test_leg_curl_and_leg_extension_have_a_ratio_whether_set_up_in_one_test_or_each_apart():
    for one_day in (machines(curl="Seat 4", extension="Seat 4"), machines(curl="Pad 2", extension="Seat 4")):
        (made,) = ratios(one_day)
        assert made.value == 0.5
        (method,) = methods_of(one_day)
        (day,) = days_of(one_day, method)
        assert (day.values, day.hamstrings, day.quadriceps) == ({"left": 0.5}, {"left": 40}, {"left": 80})


def test_either_machine_set_otherwise_begins_a_new_line():
    first = machines(30, curl="Pad 2", extension="Seat 4")
    assert breaks(*first, *machines(curl="pad 2", extension="seat 4")) == []
    for changed in (machines(curl="Pad 3", extension="Seat 4"), machines(curl="Pad 2", extension="Seat 5")):
        (found,) = breaks(*first, *changed)
        assert found.changed == ("another setting of the device",)


def test_one_seat_of_an_isokinetic_machine_makes_a_ratio_and_two_do_not():
    seat = {"protocol": "isokinetic_concentric", "speed_deg_s": 60, "angle_deg": None, "unit": "Nm"}
    back = fact("left", "hamstrings", 90, machine_set_up="Seat 4", **seat)
    assert len(ratios([back, fact("left", "quadriceps", 160, machine_set_up="seat 4", **seat)])) == 1
    assert ratios([back, fact("left", "quadriceps", 160, machine_set_up="Seat 9", **seat)]) == []


def test_who_tested_must_be_written_down_where_the_error_holds_for_one_tester():
    """Active knee extension: 8 degrees, same tester (Neto 2015); another test needs no name."""
    readings = [extension(30), replace(extension(), value=31)]
    (method,) = methods_of(readings)
    days = days_of(readings, method)
    (found,) = verdicts_of(days, method)
    assert (found.change.verdict, found.change.limit) == (NO_VERDICT, "")
    assert found.change.sentence.endswith("The 8° holds for the same tester; who tested is not written down.")
    assert falls_of(days, method) == []
    named = [replace(row, tester="Ana") for row in readings]
    days = days_of(named, method)
    assert verdicts_of(days, method)[0].change.verdict == LIKELY_REAL
    (fall,) = falls_of(days, method)
    assert fall.title == "Hamstrings tested worse"
    assert verdicts_of(days_of([*pair(30), *pair()], methods_of(pair())[0]), methods_of(pair())[0])


def test_of_two_tries_of_one_day_the_better_counts_also_where_lower_is_better():
    readings = [extension(tester="Ana"), replace(extension(tester="Ana"), value=14)]
    (method,) = methods_of(readings)
    assert days_of(readings, method)[0].values == {"left": 14}


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
