"""The client's own progress: words before numbers, no target and no gap in percent."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from clients.models import Client
from trainer.balance import charts, timeline
from trainer.balance.methods import Method, TestDay
from trainer.balance.numbers import day_words, with_unit
from trainer.balance.protocols import BOTH, HAMSTRINGS, LEFT, RIGHT, protocol
from trainer.balance.reliability import LIKELY_REAL, PROBABLE_TREND
from trainer.balance.timeline import Timeline
from trainer.balance.verdicts import Verdict, comparable
from trainer.balance.volume import monday_of
from trainer.programs.models import Workout

# The column of the page is narrow on every screen.
OWN_SIZE = replace(charts.COMPACT, name="own")
# Ratios in which "the back makes two thirds of the front" is a fair way to say it.
SAID_AS_SHARE = ("conventional", "isometric")
SHARES = {
    "a quarter": 1 / 4,
    "a third": 1 / 3,
    "two fifths": 2 / 5,
    "half": 1 / 2,
    "three fifths": 3 / 5,
    "two thirds": 2 / 3,
    "three quarters": 3 / 4,
    "four fifths": 4 / 5,
    "nine tenths": 9 / 10,
}


@dataclass(frozen=True)
class LegWords:
    side: str
    trend: str
    share: str


def context_of(client: Client) -> dict[str, Any]:
    """Seven queries; her own injuries are hers to see whatever her trainer may."""
    found = timeline.of(client, timeline.USUAL_SPAN, health=True)
    monday = monday_of(found.last)
    workouts = client.workouts.between(monday, monday + dt.timedelta(days=6)).exclude(
        state=Workout.State.DROPPED
    )
    week = list(workouts)
    context: dict[str, Any] = {
        "found": found,
        "week": week,
        "done": sum(workout.state == Workout.State.DONE for workout in week),
    }
    if found.method is None or found.latest is None:
        return context
    history = own_history(found, found.method)
    return context | {
        "legs": [leg_words(found, found.method, found.latest, side) for side in (LEFT, RIGHT)],
        "words": summary(found.verdicts),
        "drawing": charts.timeline(history, OWN_SIZE),
        "what": _what(found.method),
        "rows": [_row(day, found.method) for day in reversed(found.days)],
    }


def own_history(found: Timeline, method: Method) -> charts.History:
    """The hamstrings' own values in place of a ratio, without a band and without weekly sets."""
    lines = tuple(
        charts.Line(
            side,
            tuple(
                charts.Point(day.on, day.hamstrings[side], day.settings)
                for day in found.days
                if side in day.hamstrings
            ),
            measured=method.measured,
        )
        for side in (LEFT, RIGHT, BOTH)
    )
    injuries = tuple(timeline.injury_span(injury, found.last) for injury in found.injuries)
    return charts.History(found.first, found.last, lines, digits=0, injuries=injuries)


def summary(verdicts: list[Verdict]) -> tuple[str, str]:
    """A heading and what it means, from what the hamstrings did since the test before."""
    moved = {LEFT: 0, RIGHT: 0}
    for verdict in verdicts:
        if verdict.muscle_group == HAMSTRINGS and verdict.side in moved:
            moved[verdict.side] = _direction(verdict)
    up = [side for side, direction in moved.items() if direction > 0]
    down = [side for side, direction in moved.items() if direction < 0]
    if down:
        return (
            f"{_legs(down)} tested lower this time",
            "It is more than the usual up and down, so your trainer looks at it with you.",
        )
    if up:
        return (
            f"{_legs(up)} {'is' if len(up) == 1 else 'are'} getting stronger",
            "More than the usual up and down.",
        )
    if verdicts:
        return "Both legs are holding steady", "What changed since the test before is the usual up and down."
    return "Your first test is in", "The next one, done the same way, shows what changed."


def leg_words(found: Timeline, method: Method, latest: TestDay, side: str) -> LegWords:
    own = [v for v in found.verdicts if (v.side, v.muscle_group) == (side, HAMSTRINGS)]
    if side not in latest.hamstrings:
        trend = "Not tested"
    elif not own:
        trend = "First test"
    else:
        trend = {1: "Stronger", 0: "Steady", -1: "Lower this time"}[_direction(own[0])]
    ratios = [day.values[side] for day in comparable(found.all_days) if side in day.values]
    said = method.kind in SAID_AS_SHARE and ratios
    return LegWords(side, trend, f"The back of the thigh makes {share_words(ratios[-1])}." if said else "")


def share_words(ratio: float) -> str:
    """The nearest everyday fraction of the front's force."""
    if ratio > 0.95:
        return "about as much as the front, or more"
    nearest = min(SHARES, key=lambda words: abs(SHARES[words] - ratio))
    return f"about {nearest} of the front's force"


def _direction(verdict: Verdict) -> int:
    if verdict.change.verdict not in (LIKELY_REAL, PROBABLE_TREND):
        return 0
    return 1 if verdict.change.difference > 0 else -1


def _legs(sides: list[str]) -> str:
    return "Both legs" if len(sides) == 2 else f"Your {sides[0]} leg"


def _what(method: Method) -> str:
    test = protocol(method.protocol)
    return f"{test.title}, in {'degrees' if method.unit == 'deg' else method.unit}"


def _row(day: TestDay, method: Method) -> list[str]:
    values = [day.hamstrings.get(side) for side in (LEFT, RIGHT)]
    return [day_words(day.on), *("–" if value is None else with_unit(value, method.unit) for value in values)]
