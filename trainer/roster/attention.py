"""Who needs a look: every rule of the list, in the order of urgency, with its words.

The days and counts here are Plumb's own choices, not published numbers; the page "How this list is made"
prints them from RULES.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse

from clients.models import Client, Injury
from clients.stages import RED_FLAGS
from trainer.balance.numbers import signed
from trainer.balance.protocols import HAMSTRINGS, QUADRICEPS, protocol
from trainer.balance.ratios import ReadingFacts, Settings
from trainer.balance.reliability import Fall, hamstring_fall
from trainer.programs.models import Workout
from trainer.roster.desk import DeskRow
from trainer.session_logs.models import PainReport

PAIN_DAYS = 7
MISSED_IN_A_ROW = 2
TEST_WEEKS = 12


@dataclass(frozen=True)
class Rule:
    key: str
    title: str
    how: str


RULES = (
    Rule(
        "red_flag",
        "A warning sign is open",
        "A question asked with an injury was answered yes, and no clinician's word is recorded yet.",
    ),
    Rule(
        "pain",
        "Pain above the rule",
        f"In the last {PAIN_DAYS} days a pain report reached the point where that exercise stops. The limit "
        "depends on the injury and its stage; the sentence names it.",
    ),
    Rule(
        "suspected",
        "Suspected, not assessed",
        "An injury is on file that no clinician has assessed. Work on that leg is held until then.",
    ),
    Rule(
        "held",
        "Exercises wait for your decision",
        "The coming workouts hold exercises that do not fit an injury's stage or a health answer. Until they "
        "are swapped, kept with a reason or left out, the client cannot log them.",
    ),
    Rule(
        "fall",
        "Hamstring strength down",
        "The last two tests with the same device and settings differ by more than the error of that test. "
        "Only the hamstrings raise this; a ratio can fall because the quadriceps grew, so it is told beside.",
    ),
    Rule(
        "missed",
        "Workouts missed",
        f"The last {MISSED_IN_A_ROW} planned workouts or more passed without one being logged.",
    ),
    Rule(
        "test",
        "Strength test overdue",
        f"The last strength test was more than {TEST_WEEKS} weeks ago, or there is none after "
        f"{TEST_WEEKS} weeks of coaching.",
    ),
)
ORDER = {rule.key: place for place, rule in enumerate(RULES)}


@dataclass(frozen=True)
class Notice:
    """One sentence of the list: a mark, since when, the strong part and the rest, and one next step."""

    client: Client
    rule: str
    mark: str
    icon: str
    since: dt.date
    strong: str
    rest: str
    action: str
    url: str


def notices(rows: Iterable[DeskRow]) -> list[Notice]:
    """Every notice of these clients, the most urgent first, the newest first within a rule."""
    found = [notice for row in rows for notice in of_client(row)]
    return sorted(found, key=lambda notice: (ORDER[notice.rule], -notice.since.toordinal(), notice.client.pk))


def of_client(row: DeskRow) -> Iterator[Notice]:
    for injury in row.injuries:
        yield from _of_injury(row, injury)
    yield from _pain(row)
    yield from _held(row)
    yield from _falls(row)
    yield from _missed(row)
    yield from _test_overdue(row)


def _of_injury(row: DeskRow, injury: Injury) -> Iterator[Notice]:
    url = reverse("clients:injury", args=[row.client.pk, injury.pk])
    if injury.red_flags:
        signs = {flag.code: flag.question for flag in RED_FLAGS}
        asked = signs.get(injury.red_flags[0], injury.red_flags[0])
        strong = "A warning sign is open"
        rest = (
            f": “{asked}” was answered yes. Every prescription is held until a clinician's word is recorded."
        )
        yield Notice(
            row.client, "red_flag", "stop", "stop", injury.onset_on, strong, rest, "Open injury", url
        )
    elif not injury.assessed:
        strong = f"{injury.label.capitalize()}, not assessed."
        rest = " Hamstring work on that leg is held until a clinician has seen it."
        if injury.side == "both":
            rest = rest.replace("that leg", "both legs")
        yield Notice(
            row.client, "suspected", "warn", "cross", injury.onset_on, strong, rest, "Open injury", url
        )


def _pain(row: DeskRow) -> Iterator[Notice]:
    stops = [
        report
        for report in row.pains
        if report.action == "stop" and (row.today - report.reported_on).days <= PAIN_DAYS
    ]
    if not stops:
        return
    worst = max(stops, key=lambda report: (report.reported_on, report.value))
    before = [report.value for report in row.pains if report.reported_at < worst.reported_at]
    up = f", up from {before[0]}" if before and before[0] < worst.value else ""
    where = f" in {worst.exercise_name}" if worst.exercise_name else ""
    yield Notice(
        row.client,
        "pain",
        "stop",
        "pain",
        worst.reported_on,
        f"Pain {worst.value} of 10",
        f"{where} on {worst.reported_on:%A}{up}. {_pain_rule(row, worst)}",
        "Review session",
        reverse("session_logs:session", args=[row.client.pk, worst.session_id]),
    )


def _pain_rule(row: DeskRow, report: PainReport) -> str:
    if report.sudden:
        return "It came suddenly, so the exercise was stopped and an injury is suspected."
    injury = next((injury for injury in row.injuries if injury.pk == report.injury_id), None)
    reason = f"With a {injury.label}" if injury else "With no injury on file"
    return f"{reason}, an exercise stops at that point."


def _held(row: DeskRow) -> Iterator[Notice]:
    if not row.held or any(injury.red_flags for injury in row.injuries):
        return
    count = len(row.held)
    strong = f"{count} exercises wait" if count > 1 else "1 exercise waits"
    names = f"{', '.join(row.held[:3])}{f' and {count - 3} more' if count > 3 else ''}"
    day = row.coming[0].scheduled_on
    when = "today" if day == row.today else f"on {day:%A %-d %B}"
    yield Notice(
        row.client,
        "held",
        "warn",
        "shield",
        day,
        strong,
        f" for your decision: {names}. The next workout is {when}.",
        "Settle the plan",
        reverse("programs:client_program", args=[row.client.pk]),
    )


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
        "warn",
        "down",
        reading.tested_on,
        f"{strong}.",
        f" {rest}{too} {protocol(reading.protocol).title}{speed}.",
        "See balance",
        reverse("balance:balance", args=[row.client.pk]),
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
            protocol=code,
            side=side,
            hamstrings=(readings[-2].value, readings[-1].value),
            quadriceps=(front[-2].value, front[-1].value) if same_days else None,
            unit=readings[-1].unit,
        )
        if fall:
            yield readings[-1], fall


def _missed(row: DeskRow) -> Iterator[Notice]:
    due = [workout for workout in row.workouts if workout.scheduled_on < row.today]
    missed: list[Workout] = []
    for workout in reversed(due):
        if not row.missed(workout):
            break
        missed.append(workout)
    if len(missed) < MISSED_IN_A_ROW:
        return
    last = row.last_session
    if last and last.performed_on >= missed[-1].scheduled_on:
        return
    strong = f"No session logged since {last.performed_on:%-d %B}." if last else "No session logged yet."
    yield Notice(
        row.client,
        "missed",
        "plain",
        "clock",
        missed[-1].scheduled_on,
        strong,
        f" The last {len(missed)} planned workouts were missed.",
        "See sessions",
        reverse("session_logs:sessions", args=[row.client.pk]),
    )


def _test_overdue(row: DeskRow) -> Iterator[Notice]:
    tested = [reading.tested_on for reading in row.readings]
    last = max(tested) if tested else row.client.created_at.date()
    weeks = (row.today - last).days // 7
    if weeks <= TEST_WEEKS:
        return
    rest = f" The last one was on {last:%-d %B %Y}, {weeks} weeks ago." if tested else " None is on file yet."
    yield Notice(
        row.client,
        "test",
        "plain",
        "test",
        last,
        "Strength test overdue.",
        rest,
        "Record a test",
        reverse("balance:test_choose", args=[row.client.pk]),
    )
