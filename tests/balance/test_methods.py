import datetime as dt
from itertools import permutations

import pytest

from trainer.balance.importers import drafts, isokinetic_table, nordbord, one_row_per_test
from trainer.balance.methods import days_of, lines_of, methods_of
from trainer.balance.ratios import ReadingFacts
from trainer.balance.verdicts import falls_of, verdicts_of

DAY = dt.date(2026, 11, 18)


def reading(side, muscle_group, value, ago=0, **changes):
    facts = {
        "test_id": ago,
        "tested_on": DAY - dt.timedelta(days=ago),
        "protocol": "isokinetic_concentric",
        "speed_deg_s": 60,
        "angle_deg": None,
        "device": "Cybex",
        "gravity_corrected": "yes",
        "unit": "Nm",
    }
    return ReadingFacts(side=side, muscle_group=muscle_group, value=value, **(facts | changes))


def pair(hamstrings, quadriceps, side="left", **more):
    return [reading(side, "hamstrings", hamstrings, **more), reading(side, "quadriceps", quadriceps, **more)]


def maxima(protocol, **more):
    return pair(40, 80, protocol=protocol, unit="kg", speed_deg_s=None, **more)


def test_the_method_tested_last_comes_first_and_the_slowest_of_one_day():
    readings = [*pair(90, 160, speed_deg_s=240), *pair(90, 160), *pair(90, 160, ago=30, speed_deg_s=120)]
    assert [method.code for method in methods_of(readings)] == [
        "conventional-60",
        "conventional-240",
        "conventional-120",
    ]


def test_hamstrings_alone_make_a_line_of_their_own_values():
    (method,) = methods_of(
        [reading("left", "hamstrings", 330, protocol="nordic", unit="N", speed_deg_s=None)]
    )
    assert (method.code, method.title, method.is_ratio, method.digits) == (
        "nordic",
        "Nordic, force per leg",
        False,
        0,
    )
    assert method.band() is None
    assert method.shown(330.4) == "330 N"


def test_measured_and_estimated_maxima_are_two_methods():
    codes = {method.code for method in methods_of([*maxima("one_rm"), *maxima("estimated_one_rm", ago=9)])}
    assert codes == {"curl_extension", "curl_extension-estimated_one_rm"}


def test_angles_and_units_are_methods_of_their_own():
    isometric = {"protocol": "isometric", "speed_deg_s": None, "unit": "N"}
    readings = [
        *pair(200, 400, angle_deg=30, **isometric),
        *pair(200, 400, angle_deg=90, **isometric),
        *pair(60, 120, angle_deg=90, **isometric | {"unit": "Nm"}),
    ]
    assert {method.title for method in methods_of(readings)} == {
        "Isometric ratio, knee at 30°",
        "Isometric ratio, knee at 90°",
        "Isometric ratio, knee at 90°, in Nm",
    }
    assert len({method.code for method in methods_of(readings)}) == 3


def test_a_day_holds_both_muscles_their_ratio_and_the_gap():
    readings = [*pair(90, 160), *pair(72, 160, "right")]
    (method,) = methods_of(readings)
    (day,) = days_of(readings, method)
    assert day.values == {"left": 0.5625, "right": 0.45}
    assert (day.hamstrings, day.quadriceps) == ({"left": 90, "right": 72}, {"left": 160, "right": 160})
    assert day.gap.value == pytest.approx(20)
    assert day.held_back == {}


def test_an_impossible_ratio_is_not_a_point():
    readings = [*pair(77, 11, speed_deg_s=120), *pair(70, 110, "right", speed_deg_s=120)]
    (method,) = methods_of(readings)
    (day,) = days_of(readings, method)
    assert set(day.values) == {"right"}
    assert "7.00" in day.held_back["left"]
    assert [line.side for line in lines_of([day], method)] == ["right"]


def test_two_devices_of_one_day_are_two_rows():
    readings = [*pair(90, 160), *pair(60, 160, device="Biodex")]
    (method,) = methods_of(readings)
    assert [day.settings.device for day in days_of(readings, method)] == ["biodex", "cybex"]


def test_the_order_of_entry_changes_neither_methods_nor_days():
    readings = [*pair(90, 160), *pair(80, 150, "right", ago=9)]
    (method,) = methods_of(readings)
    expected = [(day.on, day.values) for day in days_of(readings, method)]
    for order in permutations(readings):
        assert methods_of(order) == [method]
        assert [(day.on, day.values) for day in days_of(order, method)] == expected


def test_estimated_maxima_carry_the_range_they_may_be_out_by():
    """Each part 10 %: the ratio 14.1 %."""
    readings = maxima("estimated_one_rm")
    (method,) = methods_of(readings)
    (line,) = lines_of(days_of(readings, method), method)
    assert not line.measured
    assert (line.points[0].low, line.points[0].high) == (
        pytest.approx(0.42929, abs=1e-5),
        pytest.approx(0.57071, abs=1e-5),
    )


def test_verdicts_compare_only_the_same_device_and_setting():
    readings = [*pair(117, 172, ago=60), *pair(60, 172, ago=30, device="Biodex"), *pair(82, 165)]
    (method,) = methods_of(readings)
    days = days_of(readings, method)
    found = {verdict.muscle_group: verdict.change.verdict for verdict in verdicts_of(days, method)}
    assert found == {
        "hamstrings": "likely real",
        "quadriceps": "within day-to-day variation",
        "ratio": "within day-to-day variation",
    }
    (fall,) = falls_of(days, method)
    assert (fall.side, round(fall.ratio_after, 2)) == ("left", 0.5)


def test_a_nordic_imbalance_is_weighed_in_points():
    nordic = {"protocol": "nordic", "speed_deg_s": None, "unit": "N"}
    readings = [
        reading("left", "hamstrings", 310, 30, **nordic),
        reading("right", "hamstrings", 300, 30, **nordic),
        reading("left", "hamstrings", 330, **nordic),
        reading("right", "hamstrings", 250, **nordic),
    ]
    (method,) = methods_of(readings)
    gap = verdicts_of(days_of(readings, method), method)[-1]
    assert (gap.side, gap.muscle_group, gap.change.verdict) == ("", "side to side", "likely real")


def test_nothing_is_weighed_before_a_second_test():
    readings = pair(90, 160)
    (method,) = methods_of(readings)
    assert (verdicts_of(days_of(readings, method), method), falls_of([], method)) == ([], [])


def test_rows_of_a_study_become_tests_by_day_and_speed():
    parsed = isokinetic_table.parse(
        "subject,leg,velocity,movement,timepoint,load\n"
        "FP1,L,isok.60,ext,pre,200\nFP1,L,isok.60,flex,pre,110\nFP1,L,isok.240,flex,pre,80\nFP1,L,isom,ext,pre,250\n"
        "FP1,L,isom,ext,pre,261\n"
    )
    made = drafts.of_torques(parsed.rows, {"pre": DAY}, device="Cybex")
    assert [(draft.protocol, draft.settings.get("speed_deg_s"), len(draft.readings)) for draft in made] == [
        ("isokinetic_concentric", 60, 2),
        ("isokinetic_concentric", 240, 1),
        ("isometric", None, 1),
    ]
    assert [trial.value for trial in made[2].readings[0].trials] == [250, 261]
    assert {draft.tested_on for draft in made} == {DAY}


def test_each_line_of_a_nordbord_export_is_a_test():
    parsed = nordbord.parse(
        "Athlete,Date,L Reps,R Reps,L Max Force (N),R Max Force (N),Max Imbalance (%)\n"
        "Zoe,4/17/2026,3,3,312,287,8\nZoe,4/17/2026,3,0,318,2,99\n"
    )
    both, one = drafts.of_forces(parsed.rows)
    assert [(reading.side, reading.vendor_asymmetry) for reading in both.readings] == [
        ("left", 8),
        ("right", 8),
    ]
    assert [reading.side for reading in one.readings] == ["left"]
    assert (both.settings["device"], both.settings["source_row"]) == ("NordBord", 2)


def test_lines_of_our_own_table_with_one_setting_are_one_test():
    parsed = one_row_per_test.parse(
        "client,tested_on,protocol,side,muscle_group,value,unit,speed_deg_s,pain\n"
        "Zoe,2026-11-18,isokinetic_concentric,left,hamstrings,110,Nm,60,0\n"
        "Zoe,2026-11-18,isokinetic_concentric,left,hamstrings,118,Nm,60,1\n"
        "Zoe,2026-11-18,isokinetic_concentric,left,quadriceps,179,Nm,60,\n"
    )
    (draft,) = drafts.of_readings(parsed.rows)
    assert [len(reading.trials) for reading in draft.readings] == [2, 1]
    assert draft.readings[0].trials[1].pain == 1
