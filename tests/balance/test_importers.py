import datetime as dt

import pytest

from trainer.balance.importers import isokinetic_table, nordbord, one_row_per_test
from trainer.balance.importers.table import WrongTableError

CYBEX = "subject,leg,velocity,movement,timepoint,load\r\n"
DASHBOARD = (
    "\ufeffAthlete,Date,L Reps,R Reps,L Max Force (N),R Max Force (N),Max Imbalance (%),"
    "L Max Torque (Nm),R Max Torque (Nm),L Avg Force (N),R Avg Force (N),Avg Imbalance (%)\r\n"
)
DUMP = (
    "profileId,testId,modifiedDate,testDate,testTypeId,testTypeName,notes,device,leftAvgForce,leftImpulse,"
    "leftMaxForce,leftTorque,leftCalibration,leftRepetitions,rightAvgForce,rightImpulse,rightMaxForce,"
    "rightTorque,rightCalibration,rightRepetitions\n"
)
OWN = (
    "client,tested_on,protocol,side,muscle_group,value,unit,body_mass_kg,device,angle_deg,speed_deg_s,"
    "gravity_corrected,pain,notes\n"
)


def test_a_study_table_gives_torques_with_speed_leg_and_muscle():
    parsed = isokinetic_table.parse(
        CYBEX + "FP13,R,isok.60,ext,pre,217\r\nFP13,L ,isok.240,flex,week2,93.5\r\n"
    )
    first, second = parsed.rows
    assert (first.line, first.subject, first.timepoint, first.protocol) == (
        2,
        "FP13",
        "pre",
        "isokinetic_concentric",
    )
    assert (first.side, first.muscle_group, first.speed_deg_s, first.torque_nm) == (
        "right",
        "quadriceps",
        60,
        217,
    )
    assert (second.side, second.muscle_group, second.speed_deg_s, second.torque_nm) == (
        "left",
        "hamstrings",
        240,
        93.5,
    )


def test_isometric_rows_of_a_study_table_keep_their_trials():
    parsed = isokinetic_table.parse(CYBEX + "FP1,L,isom,ext,pre,250\r\nFP1,L,isom,ext,pre,261\r\n")
    assert [(row.protocol, row.speed_deg_s, row.torque_nm) for row in parsed.rows] == [
        ("isometric", None, 250),
        ("isometric", None, 261),
    ]


def test_what_was_not_measured_is_told_apart_from_what_cannot_be_read():
    parsed = isokinetic_table.parse(
        CYBEX
        + "FP1,L,isok.60,ext,pre,NA\r\n\r\n,,,,,\r\nFP1,M,isok.60,ext,pre,200\r\nFP1,L,fast,ext,pre,200\r\n"
        "FP1,L,isok.60,hop,pre,200\r\nFP1,L,isok.60,ext,pre,strong\r\nFP1,L,isok.60,ext,pre,200,7\r\n"
    )
    assert parsed.rows == ()
    assert [(remark.line, remark.reason) for remark in parsed.not_tested] == [
        (2, "No torque was written down.")
    ]
    assert [remark.line for remark in parsed.rejected] == [5, 6, 7, 8, 9]
    assert parsed.rejected[0].reason == "“M” in leg is not one of l, r."
    assert parsed.rejected[3].reason == "“strong” in load is not a number."
    assert "more cells than the header" in parsed.rejected[4].reason


@pytest.mark.parametrize("text", ["nan", "inf", "1e3", "1,234.5", "12..3"])
def test_words_that_look_like_numbers_are_not(text):
    parsed = isokinetic_table.parse(CYBEX.replace(",", ";") + f"FP1;L;isok.60;ext;pre;{text}\n")
    assert [remark.line for remark in parsed.rejected] == [2]


def test_semicolons_and_decimal_commas_are_read():
    parsed = isokinetic_table.parse(CYBEX.replace(",", ";") + "FP1;L;isok.60;ext;pre;200,5\n")
    assert parsed.rows[0].torque_nm == 200.5


@pytest.mark.parametrize(
    "importer", [isokinetic_table, nordbord, one_row_per_test], ids=["study", "nordbord", "ours"]
)
@pytest.mark.parametrize(
    "text", ["", "\ufeff\r\n", "a,b,c\n1,2,3\n"], ids=["empty", "mark only", "other table"]
)
def test_another_table_is_refused_whole(importer, text):
    with pytest.raises(WrongTableError):
        importer.parse(text)


def test_a_dashboard_export_gives_one_row_for_each_leg():
    parsed = nordbord.parse(
        DASHBOARD + "Zoe,4/17/2026,3,3,312.4,287,8.1,131,120,300,280,6.7\r\n,,,,,,,,,,,\r\n"
    )
    left, right = parsed.rows
    assert (left.athlete, left.tested_on, left.side, left.force_n) == (
        "Zoe",
        dt.date(2026, 4, 17),
        "left",
        312.4,
    )
    assert (right.side, right.force_n, right.average_force_n, right.torque_nm) == ("right", 287, 280, 120)
    assert (right.repetitions, right.vendor_asymmetry) == (3, 8.1)
    assert (parsed.rejected, parsed.not_tested) == ((), ())


def test_a_dashboard_export_may_say_when_and_with_what():
    header = DASHBOARD.replace("Athlete,Date,", "Name,Date UTC,Time UTC,Device,Test,")
    parsed = nordbord.parse(header + "Zoe,12/1/2026,10:05,N123,Nordic,3,3,312,287,8,131,120,300,280,7\r\n")
    assert {(row.tested_on, row.time_utc, row.device) for row in parsed.rows} == {
        (dt.date(2026, 12, 1), "10:05", "N123")
    }


def test_columns_are_found_by_name_not_by_place():
    parsed = nordbord.parse("R Max Force (N),Date,L Max Force (N),Athlete\n280,4/17/2026,300,Zoe\n")
    assert [(row.side, row.force_n, row.repetitions) for row in parsed.rows] == [
        ("left", 300, None),
        ("right", 280, None),
    ]


def test_no_repetitions_is_not_a_test_and_never_an_imbalance():
    parsed = nordbord.parse(DASHBOARD + "Zoe,4/17/2026,3,0,312,2,99.4,131,1,300,2,99\r\n")
    assert [row.side for row in parsed.rows] == ["left"]
    assert parsed.not_tested[0].reason == "The right leg has 0 repetitions, so its 2 N are not a test."


def test_a_leg_without_a_force_was_not_tested():
    parsed = nordbord.parse(DASHBOARD + "Zoe,4/17/2026,3,,312,,,131,,300,,\r\n")
    assert [row.side for row in parsed.rows] == ["left"]
    assert parsed.not_tested[0].reason == "The right leg has no force: not tested."


@pytest.mark.parametrize("date", ["17/4/2026", "2/30/2026", "2026-04-17", "", "4/17/26"])
def test_a_day_that_is_not_month_day_year_rejects_the_line(date):
    parsed = nordbord.parse(DASHBOARD + f"Zoe,{date},3,3,312,287,8,131,120,300,280,7\r\n")
    assert parsed.rows == ()
    assert [remark.line for remark in parsed.rejected] == [2]


def test_a_dump_of_the_interface_is_read_too():
    line = "p1,t1,x,2026-04-17T09:12:00Z,1,Nordic,,N9,300,1,312,131,1,3,280,1,287,120,1,0\n"
    parsed = nordbord.parse(DUMP + line)
    (left,) = parsed.rows
    assert (left.athlete, left.tested_on, left.device, left.force_n) == (
        "p1",
        dt.date(2026, 4, 17),
        "N9",
        312,
    )
    assert left.vendor_asymmetry is None
    assert len(parsed.not_tested) == 1


def test_another_test_on_the_same_device_is_not_a_nordic():
    line = "p1,t1,x,2026-04-17,1,ISO 30,,N9,300,1,312,131,1,3,280,1,287,120,1,3\n"
    parsed = nordbord.parse(DUMP + line)
    assert parsed.rejected[0].reason == "“ISO 30” is not a Nordic test."


def test_an_empty_template_gives_nothing_and_complains_of_nothing():
    parsed = nordbord.parse(DASHBOARD + ",,,,,,,,,,,\r\n" * 143)
    assert (parsed.rows, parsed.rejected, parsed.not_tested) == ((), (), ())


def test_our_own_table_is_read_whole():
    line = "Zoe,2026-11-18,isokinetic_concentric,left,hamstrings,118,Nm,64,Cybex,,60,yes,2,=fresh legs\n"
    (row,) = one_row_per_test.parse(OWN + line).rows
    assert (row.client, row.tested_on, row.protocol) == (
        "Zoe",
        dt.date(2026, 11, 18),
        "isokinetic_concentric",
    )
    assert (row.side, row.muscle_group, row.value, row.unit) == ("left", "hamstrings", 118, "Nm")
    assert (row.body_mass_kg, row.device, row.angle_deg, row.speed_deg_s) == (64, "Cybex", None, 60)
    assert (row.gravity_corrected, row.pain, row.notes) == ("yes", 2, "=fresh legs")


def test_columns_of_our_own_table_that_may_be_empty_may_be_missing():
    header = "client;tested_on;protocol;side;muscle_group;value;unit\n"
    text = f"{header}Zoe;2026-11-18;sit_and_reach;both;hamstrings;-4,5;cm\n"
    (row,) = one_row_per_test.parse(text).rows
    assert (row.value, row.gravity_corrected, row.pain) == (-4.5, "unknown", None)


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("client", "", "whose test"),
        ("tested_on", "18/11/2026", "year-month-day"),
        ("tested_on", "2026-02-30", "calendar"),
        ("protocol", "nordics", "protocol"),
        ("side", "L", "side"),
        ("muscle_group", "glutes", "muscle_group"),
        ("value", "much", "value"),
        ("unit", "kg", "N"),
        ("angle_deg", "30.5", "whole number"),
        ("gravity_corrected", "perhaps", "gravity_corrected"),
        ("pain", "11", "Pain"),
    ],
)
def test_a_line_that_cannot_be_right_is_rejected_with_its_reason(column, cell, reason):
    cells = dict(
        zip(
            OWN.strip().split(","),
            ["Zoe", "2026-11-18", "nordic", "left", "hamstrings", "300", "N", "64", "", "", "", "", "", ""],
            strict=True,
        )
    )
    cells[column] = cell
    parsed = one_row_per_test.parse(OWN + ",".join(cells.values()) + "\n")
    assert parsed.rows == ()
    (remark,) = parsed.rejected
    assert remark.line == 2
    assert reason in remark.reason


def test_a_line_without_a_value_was_not_tested():
    parsed = one_row_per_test.parse(OWN + "Zoe,2026-11-18,nordic,left,hamstrings,NA,N,,,,,,,\n")
    assert [remark.line for remark in parsed.not_tested] == [2]


def test_a_cell_of_absurd_length_does_not_break_the_reader():
    with pytest.raises(WrongTableError, match="cannot be read"):
        isokinetic_table.parse(CYBEX + '"' + "x" * 200_000)
