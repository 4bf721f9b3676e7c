"""What the list says of strength tests."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from clients.models import Injury
from trainer.balance import retests
from trainer.balance.formulas import error_of_ratio
from trainer.balance.methods import Method, TestDay, days_of, methods_of
from trainer.balance.numbers import day_words, plain, signed
from trainer.balance.protocols import LEFT, RIGHT, Protocol
from trainer.balance.ratios import Asymmetry, ReadingFacts, Settings, asymmetries, ratios
from trainer.balance.reliability import UNITS_WITHOUT_PERCENT, Fall
from trainer.balance.retest_rules import MUSCLES
from trainer.balance.verdicts import falls_of
from trainer.roster.attention.rules import (
    NEVER_TESTED_WEEKS,
    OVERDUE_DAYS,
    SYMMETRY_GOAL,
    SYMMETRY_WEEKS_AFTER,
    SYMMETRY_WEEKS_APART,
    Notice,
)
from trainer.roster.desk import DeskRow


def of(row: DeskRow) -> Iterator[Notice]:
    yield from _falls(row)
    yield from _gaps(row)
    yield from _test(row)


def _balance_url(row: DeskRow) -> str:
    return reverse("balance:balance", args=[row.client.pk])


@dataclass(frozen=True)
class Fallen:
    """Hamstrings of one leg that got worse at the newest test of a method with one setting."""

    method: Method
    day: TestDay
    fall: Fall

    @property
    def percent(self) -> float:
        """How far, whichever way is worse in this test."""
        return abs(self.fall.change.percent or 0)


def _falls(row: DeskRow) -> Iterator[Notice]:
    """One notice for each test day: the leg that fell furthest, naming the other leg if it fell too."""
    by_day: dict[dt.date, list[Fallen]] = defaultdict(list)
    for found in _fallen(row.readings):
        by_day[found.day.on].append(found)
    for on, falls in by_day.items():
        worst = max(falls, key=lambda found: found.percent)
        strong, _, rest = worst.fall.sentence.partition(". ")
        others = [o.fall for o in falls if o.method == worst.method and o.fall.side != worst.fall.side]
        speed = f" at {worst.method.speed_deg_s}°/s" if worst.method.speed_deg_s else ""
        yield Notice(
            row.client,
            "fall",
            str(worst.day.tests[-1]),
            on,
            f"{strong}.",
            f" {rest}{_too(others)} {worst.method.how.title}{speed}.",
            reverse("balance:balance", args=[row.client.pk], query={"method": worst.method.code}),
        )


def _too(others: Sequence[Fall]) -> str:
    if not others:
        return ""
    moved = others[0].change
    percent = f" ({signed(moved.percent, 0)}%)" if moved.percent else ""
    return f" The {others[0].side} leg's {'rose' if moved.difference > 0 else 'fell'} too{percent}."


def _fallen(readings: Sequence[ReadingFacts]) -> Iterator[Fallen]:
    for method in methods_of(readings):
        by_settings: dict[Settings, list[TestDay]] = defaultdict(list)
        for day in days_of(readings, method):
            by_settings[day.settings].append(day)
        for days in by_settings.values():
            for fall in falls_of(days, method):
                yield Fallen(method, days[-1], fall)


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
    doubted = {(r.tested_on, r.protocol, r.settings) for r in ratios(row.readings) if r.held_back}
    found = [
        one
        for one in asymmetries(row.readings, injury.side)
        if one.kind == "limb_symmetry"
        and (one.tested_on, one.protocol, one.settings) not in doubted
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
    other, moved = RIGHT if injury.side == LEFT else LEFT, last.value - before.value
    speed = f", {last.speed_deg_s}°/s" if last.speed_deg_s else ""
    yield Notice(
        row.client,
        "gap",
        f"{injury.pk}-{last.tested_on}",
        last.tested_on,
        f"The {injury.side} {last.muscle_group} are not {'clearly ' if moved > 0 else ''}catching up so far:",
        f" {plain(before.value, 0)}% of the {other} leg's on {day_words(before.tested_on)}, "
        f"then {plain(last.value, 0)}% on {day_words(last.tested_on)}. {_how_clear(moved, error)} "
        f"{how.title}{speed}; {injury.label} since {day_words(injury.onset_on)}.",
        _balance_url(row),
    )


def _how_clear(moved: float, error: float) -> str:
    """What two figures of limb symmetry show; only a fall comes here that is larger than the error."""
    if moved <= -error:
        return f"A change of {plain(error, 0)} points or more is likely real with this test."
    return f"With this test's day-to-day variation ({plain(error, 0)} points) that is no clear change."


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
