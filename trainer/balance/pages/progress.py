"""The client's own progress page: her tests, her week, and what she can do again.

No target, and no gap but that of an injured leg.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Max

from clients.health import CLINICIANS
from clients.models import Client, GateMet
from trainer.balance import charts, timeline
from trainer.balance.methods import Method, TestDay
from trainer.balance.numbers import with_unit
from trainer.balance.pages import sides
from trainer.balance.pages.own_words import CHECKED, leg_words, summary
from trainer.balance.protocols import BOTH, HAMSTRINGS, LEFT, RIGHT
from trainer.balance.reliability import UNITS_OF_STRENGTH
from trainer.balance.timeline import Timeline
from trainer.balance.volume import monday_of
from trainer.programs.models import Workout
from trainer.session_logs.models import PainReport

# The column of the page is narrow on every screen.
OWN_SIZE = replace(charts.COMPACT, name="own")
PLACES = {HAMSTRINGS: "Back of the thigh"}
UNITS = {"deg": "degrees", "Nm": "newton metres", "N": "newtons", "reps": "repetitions"}
MOST_GATES = 6
A_WORD = (*CLINICIANS, "cleared")


@dataclass(frozen=True)
class WeekRow:
    """One workout of this week and what became of it; `stopped` where pain ended part of it."""

    workout: Workout
    words: str
    done: bool
    stopped: bool


def context_of(client: Client) -> dict[str, Any]:
    """A dozen queries at most; her own injuries are hers to see whatever her trainer may."""
    found = timeline.of(client, timeline.USUAL_SPAN, health=True)
    week = week_of(client, found.last)
    context: dict[str, Any] = {
        "found": found,
        "week": week,
        "done": sum(row.done for row in week),
        "again": can_do_again(client),
    }
    if found.method is None or found.latest is None:
        return context
    shown = sides.sides_of(found.all_days)
    return context | {
        "sides": shown,
        "legs": [leg_words(found, found.method, found.latest, side) for side in (LEFT, RIGHT)],
        "words": summary(found, found.method),
        "spot": found.involved(found.latest.on),
        "drawing": charts.timeline(own_history(found, found.method), OWN_SIZE),
        "place": place_of(found.method),
        "what": what_of(found.method),
        "rows": [(day, own_values(found, day, found.method, shown)) for day in reversed(found.days)],
    }


def can_do_again(client: Client) -> list[GateMet]:
    """The gates met last, without those that are somebody's word and nothing she does."""
    met = client.gates_met.order_by("-met_on", "-pk")
    return [row for row in met if not any(word in row.gate.lower() for word in A_WORD)][:MOST_GATES]


def week_of(client: Client, today: dt.date) -> list[WeekRow]:
    monday = monday_of(today)
    workouts = client.workouts.between(monday, monday + dt.timedelta(days=6))
    shown = workouts.exclude(state=Workout.State.DROPPED).annotate(sets_done=Count("session_log__sets"))
    reports = PainReport.objects.filter(
        client=client, session__workout__in=workouts, action="stop"
    ).order_by()
    stops = dict(reports.values_list("session__workout_id").annotate(Max("value")))
    return [_of_week(workout, workout.sets_done, stops.get(workout.pk)) for workout in shown]


def _of_week(workout: Workout, sets: int, pain: int | None) -> WeekRow:
    done = workout.state == Workout.State.DONE
    if pain is not None:
        return WeekRow(workout, f"You felt {pain} and stopped. That was right.", done, True)
    words = f"Done, {sets} {'set' if sets == 1 else 'sets'}" if done and sets else workout.get_state_display()
    return WeekRow(workout, words, done, False)


def own_history(found: Timeline, method: Method) -> charts.History:
    """The leading muscle's own values in place of a ratio, without a band and without weekly sets."""
    lines = tuple(_line(found.days, method, side) for side in (LEFT, RIGHT, BOTH))
    return charts.History(
        found.first,
        found.last,
        lines,
        digits=0,
        injuries=tuple(timeline.injury_span(injury, found.last) for injury in found.injuries),
        breaks=tuple(charts.Event(one.on, one.sentence) for one in found.breaks),
    )


def _line(days: Sequence[TestDay], method: Method, side: str) -> charts.Line:
    values = [(day, day.sound(method.muscle_group)) for day in days]
    points = [charts.Point(day.on, own[side], day.settings) for day, own in values if side in own]
    return charts.Line(side, tuple(points), measured=method.measured)


def own_values(found: Timeline, day: TestDay, method: Method, shown: Sequence[str]) -> list[str]:
    """The leading muscle's; what waits for a word shows no number."""
    values = day.sound(method.muscle_group)
    missing = [CHECKED.capitalize() if found.held_reason(day, side) else "–" for side in shown]
    told = zip(shown, missing, strict=True)
    return [with_unit(values[side], method.unit) if side in values else words for side, words in told]


def place_of(method: Method) -> str:
    return PLACES.get(method.muscle_group, "Front of the thigh")


def what_of(method: Method) -> str:
    """What the numbers of the line are, in plain words before the name of the test."""
    unit = UNITS.get(method.unit, method.unit)
    better = f"; {method.better_words}" if method.better_words else ""
    if method.unit in UNITS_OF_STRENGTH:
        return f"How strong, in {unit}. The test is called {method.how.title}"
    return f"{method.how.title}, in {unit}{better}"
