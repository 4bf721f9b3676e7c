"""What the tests say to the client herself: words before numbers, and never how she compares with a mark."""

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.balance.methods import Method, TestDay
from trainer.balance.numbers import day_words
from trainer.balance.pages.sides import OTHER
from trainer.balance.protocols import LEFT, RIGHT
from trainer.balance.reliability import change
from trainer.balance.timeline import Timeline
from trainer.balance.verdicts import Verdict, comparable

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
STRENGTH = ("N", "Nm", "kg")
# Below this share nothing is said of what came back, from there on it is all of it.
A_LITTLE, ALL = 0.2, 0.95


@dataclass(frozen=True)
class LegWords:
    side: str
    trend: str
    share: str


def summary(found: Timeline, method: Method) -> tuple[str, str]:
    """A heading and what it means, from what the leading muscle did since the test before."""
    moved = {LEFT: 0, RIGHT: 0}
    own = [verdict for verdict in found.verdicts if verdict.muscle_group == method.muscle_group]
    for verdict in own:
        if verdict.side in moved:
            moved[verdict.side] = direction(verdict, method)
    up = [side for side, way in moved.items() if way > 0]
    down = [side for side, way in moved.items() if way < 0]
    if down:
        return (
            f"{_legs(down)} tested {lower_words(method)} this time",
            "It is more than the usual up and down, so your trainer looks at it with you.",
        )
    if came_back := won_back(found, method):
        side, words = came_back
        other = OTHER[side]
        beside = "has grown too" if other in up else "held its strength"
        return f"Your {side} leg is coming back", f"{words} Your {other} leg {beside}."
    if len(up) == 1 and _was_behind(found, method, up[0]):
        held = f"Your {OTHER[up[0]]} leg held its strength."
        return f"Your {up[0]} leg is catching up", f"It gained more than the usual up and down. {held}"
    if up:
        return (
            f"{_legs(up)} {'is' if len(up) == 1 else 'are'} getting {better_words(method)}",
            "More than the usual up and down.",
        )
    if own:
        return "Both legs are holding steady", "What changed since the test before is the usual up and down."
    return "Your first test is in", "The next one, done the same way, shows what changed."


def won_back(found: Timeline, method: Method) -> tuple[str, str] | None:
    """The injured leg and how much of its loss is back; nothing unless the loss was real."""
    latest = found.latest
    side = found.involved(latest.on) if latest else ""
    if not side or method.how.better == "lower":
        return None
    onset = max(row.onset_on for row in found.all_injuries if row.side == side)
    days = [day for day in comparable(found.all_days) if side in _own(day, method)]
    before = [_own(day, method)[side] for day in days if day.on < onset]
    since = [_own(day, method)[side] for day in days if day.on >= onset]
    if not before or len(since) < 2:
        return None
    lost = change(
        before[-1], min(since), protocol=method.how, muscle_group=method.muscle_group, unit=method.unit
    )
    if not lost.is_real or lost.difference >= 0:
        return None
    share = (since[-1] - min(since)) / -lost.difference
    if share < A_LITTLE:
        return None
    what = "all" if share >= ALL else f"about {_nearest(share)}"
    return side, f"It has won back {what} of what it lost since {day_words(onset)}."


def leg_words(found: Timeline, method: Method, latest: TestDay, side: str) -> LegWords:
    own = [v for v in found.verdicts if (v.side, v.muscle_group) == (side, method.muscle_group)]
    if side not in _own(latest, method):
        trend = "Not tested"
    elif not own:
        trend = "First test"
    else:
        words = {1: better_words(method), 0: "steady", -1: f"{lower_words(method)} this time"}
        trend = words[direction(own[0], method)].capitalize()
    ratios = [day.values[side] for day in comparable(found.all_days) if side in day.values]
    said = method.kind in SAID_AS_SHARE and ratios
    return LegWords(side, trend, f"The back of the thigh makes {share_words(ratios[-1])}." if said else "")


def share_words(ratio: float) -> str:
    """The nearest everyday fraction of the front's force."""
    if ratio > ALL:
        return "about as much as the front, or more"
    return f"about {_nearest(ratio)} of the front's force"


def direction(verdict: Verdict, method: Method) -> int:
    """1 for better, -1 for worse, 0 for the usual up and down."""
    if not verdict.change.is_real:
        return 0
    return 1 if (verdict.change.difference > 0) is (method.how.better == "higher") else -1


def better_words(method: Method) -> str:
    return "stronger" if method.unit in STRENGTH else "better"


def lower_words(method: Method) -> str:
    return "lower" if method.how.better == "higher" else "less well"


def _was_behind(found: Timeline, method: Method, side: str) -> bool:
    before = found.before
    values = _own(before, method) if before else {}
    return {LEFT, RIGHT} <= values.keys() and values[side] < values[OTHER[side]]


def _own(day: TestDay, method: Method) -> dict[str, float]:
    values: dict[str, float] = getattr(day, method.muscle_group)
    return values


def _nearest(share: float) -> str:
    return min(SHARES, key=lambda words: abs(SHARES[words] - share))


def _legs(sides: Sequence[str]) -> str:
    return "Both legs" if len(sides) == 2 else f"Your {sides[0]} leg"
