"""What the tests say to the client herself: words before numbers, and never how she compares with a mark.

After an injury of one leg the first line is about that leg beside the other.
What is held back is "being checked".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer.balance import protocols
from trainer.balance.methods import Method, TestDay
from trainer.balance.numbers import day_words, in_unit, with_unit
from trainer.balance.pages.sides import OTHER, gap_of
from trainer.balance.protocols import BOTH, LEFT, QUADRICEPS, RIGHT
from trainer.balance.reliability import NO_VERDICT, UNITS_OF_STRENGTH, change
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
CHECKED = "being checked"
# Better, worse, the usual up and down, and not known.
WAYS = (1, -1, 0, None)
# Below this share nothing is said of what came back, from there on it is all of it.
A_LITTLE, ALL = 0.2, 0.95


@dataclass(frozen=True)
class LegWords:
    """`trend` is the end of a sentence, without a capital."""

    side: str
    trend: str
    share: str


def summary(found: Timeline, method: Method) -> tuple[str, str]:
    """A heading and what it means, from what both muscles did since the test before."""
    heading, body = _of_leading(found, method)
    checked = _legs_checked(found)
    told = " ".join(filter(None, [body, _front(found, method), checked]))
    if lead := _beside_the_other(found, method):
        return lead, f"{heading}. {told}"
    return heading, told


def _legs_checked(found: Timeline) -> str:
    """Which leg has numbers that wait for the trainer's word."""
    latest = found.latest
    sides = [side for side in (LEFT, RIGHT, BOTH) if latest and found.held_reason(latest, side)]
    return f"A number of {' and '.join(_your(side) for side in sides)} is {CHECKED}." if sides else ""


def _beside_the_other(found: Timeline, method: Method) -> str:
    """Your right leg gives about four fifths of the left; "" without an injured leg or a test of strength."""
    latest = found.latest
    if latest is None or method.unit not in UNITS_OF_STRENGTH:
        return ""
    gap = gap_of(latest.sound(method.muscle_group), method, found.involved(latest.on))
    if gap is None or not gap.involved:
        return ""
    share = gap.percent / 100
    much = f"{_nearest(share)} of" if share < ALL else "as much as" if share <= 1 / ALL else "more than"
    about = "" if much == "more than" else "about "
    return f"Your {gap.involved} leg gives {about}{much} the {OTHER[gap.involved]}"


def _front(found: Timeline, method: Method) -> str:
    """What the front of the thighs did beyond the usual up and down, where the heading is about the back."""
    moved = {v.side: direction(v, method) for v in found.verdicts if v.muscle_group == QUADRICEPS}
    if method.muscle_group == QUADRICEPS:
        return ""
    told = [
        f"The front of {_thighs(sides)} tested {words} this time: more than the usual up and down."
        for way, words in ((1, better_words(method)), (-1, lower_words(method)))
        if (sides := [side for side, moved_way in moved.items() if moved_way == way])
    ]
    return " ".join(told)


def _thighs(sides: Sequence[str]) -> str:
    return f"your {sides[0]} thigh" if _is_one(sides) else "both thighs"


def _your(side: str) -> str:
    return "both legs" if side == BOTH else f"your {side} leg"


def _of_leading(found: Timeline, method: Method) -> tuple[str, str]:
    """From what the leading muscle did."""
    own = [verdict for verdict in found.verdicts if verdict.muscle_group == method.muscle_group]
    if found.latest and not own and _legs_checked(found):
        return "Your newest test is being checked", "Your trainer looks at its numbers first."
    if found.latest is None or not own:
        return "Your first test is in", "The next one, done the same way, shows what changed."
    moved = {verdict.side: direction(verdict, method) for verdict in own}
    up, down, level, unknown = ([side for side, way in moved.items() if way == which] for which in WAYS)
    if down:
        return (
            f"{_legs(down)} tested {lower_words(method)} this time",
            "It is more than the usual up and down, so your trainer looks at it with you.",
        )
    if came_back := won_back(found, method):
        return f"Your {came_back[0]} leg is coming back", _beside(came_back[1], OTHER[came_back[0]], moved)
    if len(up) == 1 and _was_behind(found, method, up[0]):
        gained = "It gained more than the usual up and down."
        return f"Your {up[0]} leg is catching up", _beside(gained, OTHER[up[0]], moved)
    if up:
        getting = f"{_are(up)} getting {better_words(method)}"
        return getting, "More than the usual up and down."
    if unknown:
        return "Your newest test is in", _only_moved(own, found.latest, method)
    usual = "is the usual up and down."
    if _front(found, method):
        return f"The back of {_thighs(level)} is holding steady", f"What changed there {usual}"
    return f"{_are(level)} holding steady", f"What changed since the test before {usual}"


def _beside(words: str, other: str, moved: Mapping[str, int | None]) -> str:
    """What the other leg did, where that is known."""
    if moved.get(other) is None:
        return words
    return f"{words} Your {other} leg {'has grown too' if moved[other] else 'held its strength'}."


def _only_moved(own: Sequence[Verdict], latest: TestDay, method: Method) -> str:
    """What was measured, where nobody knows how much of a change is the usual up and down."""
    told = [
        f"{_legs([verdict.side])}: {_from_to(verdict, latest, method)}."
        for verdict in own
        if direction(verdict, method) is None
    ]
    return f"{' '.join(told)} How much this test differs from day to day is not known."


def _from_to(verdict: Verdict, latest: TestDay, method: Method) -> str:
    new = _own(latest, method)[verdict.side]
    shown, difference = with_unit(new, method.unit), verdict.change.difference
    return f"from {in_unit(new - difference, method.unit)} to {shown}" if difference else f"{shown} again"


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
    if found.held_reason(latest, side):
        return LegWords(side, CHECKED, "")
    days = [day for day in comparable(found.all_days) if side in day.values]
    share = ""
    if method.kind in SAID_AS_SHARE and days:
        on = "" if days[-1] is latest else f", at the test of {day_words(days[-1].on)}"
        share = f"The back of the thigh makes {share_words(_told_ratio(days[-1], side, method))}{on}."
    return LegWords(side, _trend(found, method, latest, side), share)


def _told_ratio(day: TestDay, side: str, method: Method) -> float:
    """The mean of both legs while they differ by less than the error: noise must not read as a difference."""
    own, error = day.values[side], protocols.ratio_kind(method.kind).error
    other = day.values.get(OTHER.get(side, ""), own)
    within = error is None or abs(own - other) < error.of(min(own, other))
    return (own + other) / 2 if within else own


def _trend(found: Timeline, method: Method, latest: TestDay, side: str) -> str:
    if side not in _own(latest, method):
        return "tested with the other" if BOTH in _own(latest, method) else "not tested"
    own = next((v for v in found.verdicts if (v.side, v.muscle_group) == (side, method.muscle_group)), None)
    if own is None:
        return "first test"
    way = direction(own, method)
    if way is None:
        return _from_to(own, latest, method)
    return {1: better_words(method), 0: "steady", -1: f"{lower_words(method)} this time"}[way]


def share_words(ratio: float) -> str:
    """The nearest everyday fraction of the front's force."""
    if ratio > ALL:
        return "about as much as the front, or more"
    return f"about {_nearest(ratio)} of the front's force"


def direction(verdict: Verdict, method: Method) -> int | None:
    """One of WAYS: without a known error nobody can say that a change is the usual up and down."""
    if verdict.change.verdict == NO_VERDICT:
        return None
    if not verdict.change.is_real:
        return 0
    return 1 if (verdict.change.difference > 0) is (method.how.better == "higher") else -1


def better_words(method: Method) -> str:
    return "stronger" if method.unit in UNITS_OF_STRENGTH else "better"


def lower_words(method: Method) -> str:
    return "lower" if method.how.better == "higher" else "less well"


def _was_behind(found: Timeline, method: Method, side: str) -> bool:
    before = found.before
    values = _own(before, method) if before else {}
    return {LEFT, RIGHT} <= values.keys() and values[side] < values[OTHER[side]]


def _own(day: TestDay, method: Method) -> dict[str, float]:
    return day.sound(method.muscle_group)


def _nearest(share: float) -> str:
    return min(SHARES, key=lambda words: abs(SHARES[words] - share))


def _legs(sides: Sequence[str]) -> str:
    return f"Your {sides[0]} leg" if _is_one(sides) else "Both legs"


def _are(sides: Sequence[str]) -> str:
    return f"{_legs(sides)} {'is' if _is_one(sides) else 'are'}"


def _is_one(sides: Sequence[str]) -> bool:
    """One leg; not the two together, which are one side of a test too."""
    return len(sides) == 1 and sides[0] != BOTH
