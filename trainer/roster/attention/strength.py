"""What the list says of strength tests."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from django.urls import reverse

from clients.models import Injury
from trainer.balance import retests
from trainer.balance.formulas import error_of_ratio
from trainer.balance.numbers import day_words, plain, signed
from trainer.balance.protocols import HAMSTRINGS, LEFT, QUADRICEPS, RIGHT, Protocol
from trainer.balance.ratios import Asymmetry, ReadingFacts, Settings, asymmetries
from trainer.balance.reliability import UNITS_WITHOUT_PERCENT, Fall, hamstring_fall
from trainer.roster.attention.rules import (
    NEVER_TESTED_WEEKS,
    OVERDUE_DAYS,
    SYMMETRY_GOAL,
    SYMMETRY_WEEKS_AFTER,
    SYMMETRY_WEEKS_APART,
    Notice,
)
from trainer.roster.desk import DeskRow

MUSCLES = {"hamstring": HAMSTRINGS, "hamstring_sit_bone": HAMSTRINGS, "quadriceps": QUADRICEPS}


def of(row: DeskRow) -> Iterator[Notice]:
    yield from _falls(row)
    yield from _gaps(row)
    yield from _test(row)


def _balance_url(row: DeskRow) -> str:
    return reverse("balance:balance", args=[row.client.pk])


def _falls(row: DeskRow) -> Iterator[Notice]:
    """One notice for the leg that fell furthest at the last test, naming the other leg if it fell too."""
    falls = sorted(_fallen(row), key=lambda found: found[1].change.percent or 0)
    if not falls:
        return
    reading, fall = falls[0]
    strong, _, rest = fall.sentence.partition(". ")
    others = [other for _, other in falls if other.side != fall.side]
    too = (
        f" The {others[0].side} leg's fell too ({signed(others[0].change.percent or 0, 0)}%)."
        if others
        else ""
    )
    speed = f" at {reading.speed_deg_s}°/s" if reading.speed_deg_s else ""
    yield Notice(
        row.client,
        "fall",
        str(reading.test_id),
        reading.tested_on,
        f"{strong}.",
        f" {rest}{too} {reading.how.title}{speed}.",
        _balance_url(row),
    )


def _fallen(row: DeskRow) -> Iterator[tuple[ReadingFacts, Fall]]:
    series: dict[tuple[str, Settings, str, str], list[ReadingFacts]] = defaultdict(list)
    for reading in row.readings:
        if not reading.held_back:
            series[(reading.protocol, reading.settings, reading.side, reading.muscle_group)].append(reading)
    newest = max((reading.tested_on for reading in row.readings), default=None)
    for (code, settings, side, muscle), readings in series.items():
        if muscle != HAMSTRINGS or len(readings) < 2 or readings[-1].tested_on != newest:
            continue
        front = series.get((code, settings, side, QUADRICEPS), [])
        same_days = [reading.tested_on for reading in front[-2:]] == [r.tested_on for r in readings[-2:]]
        fall = hamstring_fall(
            protocol=readings[-1].how,
            side=side,
            hamstrings=(readings[-2].value, readings[-1].value),
            quadriceps=(front[-2].value, front[-1].value) if same_days else None,
            unit=readings[-1].unit,
        )
        if fall:
            yield readings[-1], fall


def _gaps(row: DeskRow) -> Iterator[Notice]:
    """One for each injured leg and muscle, with the newest injury that counts."""
    protocols = {reading.protocol: reading.how for reading in row.readings}
    looked_at = set()
    for injury in row.all_injuries:
        place = injury.side, MUSCLES.get(injury.structure)
        if not _counts(injury, row.today) or place in looked_at:
            continue
        looked_at.add(place)
        if pair := _last_two(row, injury):
            yield from _gap(row, injury, *pair, protocols[pair[1].protocol])


def _counts(injury: Injury, today: dt.date) -> bool:
    over_since = injury.resolved_on and today - injury.resolved_on
    recent = not over_since or over_since <= dt.timedelta(weeks=SYMMETRY_WEEKS_AFTER)
    return recent and injury.assessed and injury.structure in MUSCLES and injury.side in (LEFT, RIGHT)


def _last_two(row: DeskRow, injury: Injury) -> tuple[Asymmetry, Asymmetry] | None:
    """The newest test since the injury, at its slowest speed, and the last that it may be compared with."""
    found = [
        one
        for one in asymmetries(row.readings, injury.side)
        if one.kind == "limb_symmetry"
        and one.muscle_group == MUSCLES[injury.structure]
        and one.tested_on >= injury.onset_on
    ]
    day = max((one.tested_on for one in found), default=None)
    last = min((one for one in found if one.tested_on == day), key=lambda o: o.speed_deg_s or 0, default=None)
    if last is None:
        return None
    apart = last.tested_on - dt.timedelta(weeks=SYMMETRY_WEEKS_APART)
    same = (last.protocol, last.settings, last.unit)
    before = [o for o in found if o.tested_on <= apart and (o.protocol, o.settings, o.unit) == same]
    return (before[-1], last) if before else None


def _gap(row: DeskRow, injury: Injury, before: Asymmetry, last: Asymmetry, how: Protocol) -> Iterator[Notice]:
    error = error_in_points(before, how)
    if error is None or last.value >= SYMMETRY_GOAL or last.value - before.value > error:
        return
    other = RIGHT if injury.side == LEFT else LEFT
    speed = f", {last.speed_deg_s}°/s" if last.speed_deg_s else ""
    yield Notice(
        row.client,
        "gap",
        f"{injury.pk}-{last.tested_on}",
        last.tested_on,
        f"The {injury.side} {last.muscle_group} are not catching up:",
        f" {plain(before.value, 0)}% of the {other} leg's on {day_words(before.tested_on)}, "
        f"{plain(last.value, 0)}% on {day_words(last.tested_on)}. With this test a change beyond "
        f"{plain(error, 0)} points is likely real. {how.title}{speed}; {injury.label} since "
        f"{day_words(injury.onset_on)}.",
        _balance_url(row),
    )


def error_in_points(symmetry: Asymmetry, how: Protocol) -> float | None:
    """How far limb symmetry may move without a real change; None where nothing is known of this test.

    Both legs are read with the error of the test, as independent of each other, which is the upper bound.
    """
    if how.asymmetry_error:
        return how.asymmetry_error.of(symmetry.value)
    error = how.error(symmetry.muscle_group)
    if error is None or how.better == "lower" or symmetry.unit in UNITS_WITHOUT_PERCENT:
        return None
    if min(symmetry.left, symmetry.right) <= 0:
        return None
    left, right = (error.of(value) / value * 100 for value in (symmetry.left, symmetry.right))
    return symmetry.value * error_of_ratio(left, right) / 100


def _test(row: DeskRow) -> Iterator[Notice]:
    """The test that is due first; where none was ever done, that there is none."""
    if not row.readings:
        yield from _never_tested(row)
        return
    injuries = [injury.facts() for injury in row.injuries]
    tests = retests.plan(row.readings, row.retests, injuries, row.today)
    test = next((test for test in tests if test.is_due(row.today)), None)
    if test is None or test.due_on is None:
        return
    late = row.today - test.due_on >= dt.timedelta(days=OVERDUE_DAYS)
    yield Notice(
        row.client,
        "test",
        f"{test.protocol}-{test.due_on}",
        test.due_on,
        f"Strength test {'overdue' if late else 'due'}.",
        f" {test.method}: the day was {day_words(test.due_on)}, {test.when(row.today)} ({test.because})."
        if test.due_on < row.today
        else f" {test.method}: the day is today ({test.because}).",
        retests.record_url(row.client.pk, test),
    )


def _never_tested(row: DeskRow) -> Iterator[Notice]:
    since = row.client.created_at.date()
    weeks = (row.today - since).days // 7
    if weeks <= NEVER_TESTED_WEEKS:
        return
    url = reverse("balance:test_choose", args=[row.client.pk])
    rest = f" None of the last year is on file, after {weeks} weeks of coaching."
    yield Notice(row.client, "test", "never", since, "Strength test overdue.", rest, url)
