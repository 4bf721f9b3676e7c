"""Real change or day-to-day variation: the decision rule, and the words it is told in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt
from statistics import stdev

from trainer.balance import protocols
from trainer.balance.numbers import fixed, in_unit, plain, signed, with_unit
from trainer.balance.protocols import BOTH, HAMSTRINGS, QUADRICEPS, Error, Protocol

WITHIN = "within day-to-day variation"
LIKELY_REAL = "likely real"
PROBABLE_TREND = "probable trend"
NO_VERDICT = "no verdict"

# Two changes in a row of this share of the error, in one direction, are a trend (Plumb's own rule).
TREND_SHARE = 0.7
MDC95_OF_SEM = 1.96 * sqrt(2)
# A percentage of an angle or of a distance from the toes means nothing.
UNITS_WITHOUT_PERCENT = ("deg", "cm")
UNITS_OF_STRENGTH = ("N", "Nm", "kg")


@dataclass(frozen=True)
class Change:
    """One value against an earlier one; `error` is in the value's own unit, None when it is not known.

    The sentence is what `moved` and why that is the verdict, with the `limit` of the test in it.
    """

    difference: float
    percent: float | None
    error: float | None
    verdict: str
    sentence: str
    moved: str
    limit: str

    @property
    def is_real(self) -> bool:
        """More than the usual up and down, by itself or seen twice."""
        return self.verdict in (LIKELY_REAL, PROBABLE_TREND)


@dataclass(frozen=True)
class Fall:
    """Hamstrings of one leg that got worse beyond the error of the test, with the ratio told beside it."""

    side: str
    change: Change
    ratio_before: float | None
    ratio_after: float | None
    sentence: str
    title: str


def standard_error(sd: float, icc: float) -> float:
    """Standard error of measurement, from the spread between people and the test-retest correlation."""
    return sd * sqrt(1 - icc)


def typical_error(differences: Sequence[float]) -> float:
    """Typical error, from the test-retest differences of several people: practically the standard error."""
    return stdev(differences) / sqrt(2)


def mdc95(standard_error_or_cv: float) -> float:
    """The smallest change that is detectable with 95 % confidence; from a CV in percent, in percent."""
    return standard_error_or_cv * MDC95_OF_SEM


def change(
    old: float,
    new: float,
    *,
    protocol: str | Protocol,
    muscle_group: str,
    earlier: Sequence[float] = (),
    side: str = "",
    unit: str = "",
    tester_known: bool = True,
) -> Change:
    """Weigh a new value of one muscle against the last one; `earlier` are those before that, oldest first.

    `unit` is needed only where it is not the protocol's usual one. Where the error of the test is known
    for one and the same tester, there is no verdict unless it is known who tested.
    """
    test = protocols.protocol(protocol)
    name = _name(side, test.told_as or muscle_group)
    found = _weigh(old, new, earlier, test.error(muscle_group), name, unit or test.unit)
    if tester_known or not test.same_tester or found.error is None:
        return found
    why = f"The {found.limit} holds for the same tester; who tested is not written down."
    return replace(found, error=None, verdict=NO_VERDICT, sentence=f"{found.moved} {why}", limit="")


def ratio_change(
    old: float, new: float, *, kind: str, earlier: Sequence[float] = (), side: str = ""
) -> Change:
    """Weigh a ratio against the last one of the same method, leg and setting."""
    return _weigh(old, new, earlier, protocols.ratio_kind(kind).error, _name(side, "ratio"), "")


def asymmetry_change(old: float, new: float, *, protocol: str | Protocol) -> Change | None:
    """Weigh a side-to-side figure, in points of percent with plus for a stronger right leg.

    Nothing where no error is set for this test.
    """
    error = protocols.protocol(protocol).asymmetry_error
    if error is None:
        return None
    points = new - old
    verdict = LIKELY_REAL if abs(points) >= error.of(old) else WITHIN
    limit = f"{plain(error.of(old))} points"
    moved = f"Side to side went from {_gap(old)} to {_gap(new)}."
    return Change(points, None, error.of(old), verdict, f"{moved} {_reason(verdict, limit)}", moved, limit)


def hamstring_fall(
    *,
    protocol: str | Protocol,
    side: str,
    hamstrings: tuple[float, float],
    quadriceps: tuple[float, float] | None = None,
    unit: str = "",
) -> Fall | None:
    """The alert, from values before and after: only hamstrings that got worse beyond their error are one.

    Worse is lower, or higher where the protocol says that lower is better.
    A ratio also falls when the quadriceps grew, so it decides nothing and is only told beside.
    """
    moved = change(*hamstrings, protocol=protocol, muscle_group=HAMSTRINGS, side=side, unit=unit)
    lower_is_better = protocols.protocol(protocol).better == "lower"
    if moved.verdict != LIKELY_REAL or (moved.difference > 0) is not lower_is_better:
        return None
    is_strength = (unit or protocols.protocol(protocol).unit) in UNITS_OF_STRENGTH
    title = "Hamstring strength down" if is_strength and not lower_is_better else "Hamstrings tested worse"
    if quadriceps is None or min(quadriceps) <= 0:
        return Fall(side, moved, None, None, moved.sentence, title)
    front = change(*quadriceps, protocol=protocol, muscle_group=QUADRICEPS, side=side, unit=unit)
    before, after = hamstrings[0] / quadriceps[0], hamstrings[1] / quadriceps[1]
    beside = (
        f"The ratio went from {fixed(before)} to {fixed(after)}; "
        f"the quadriceps went from {_from_to(*quadriceps, unit or protocols.protocol(protocol).unit)}"
        f"{_in_brackets(front.percent, None)}, {_aside(front)}."
    )
    return Fall(side, moved, before, after, f"{moved.sentence} {beside}", title)


def _weigh(
    old: float, new: float, earlier: Sequence[float], error: Error | None, name: str, unit: str
) -> Change:
    difference = new - old
    percent = difference / old * 100 if old > 0 and unit not in UNITS_WITHOUT_PERCENT else None
    if error is not None and error.absolute is None and old <= 0:
        error = None  # a percentage of nothing
    level = _shown(new, unit) == _shown(old, unit)
    moved = f"{_moved(old, new, unit, name)}{'' if level else _in_brackets(percent, error)}."
    if error is None:
        reason = "The day-to-day variation is not known here, so there is no verdict."
        return Change(difference, percent, None, NO_VERDICT, f"{moved} {reason}", moved, "")
    verdict = _verdict(old, new, earlier, error)
    limit = with_unit(error.absolute, unit) if error.absolute is not None else f"{plain(error.percent or 0)}%"
    sentence = f"{moved} {_reason(verdict, limit)}"
    return Change(difference, percent, error.of(old), verdict, sentence, moved, limit)


def _verdict(old: float, new: float, earlier: Sequence[float], error: Error) -> str:
    difference = new - old
    if difference != 0 and abs(difference) >= error.of(old):
        return LIKELY_REAL
    if earlier:
        before = old - earlier[-1]
        enough = abs(difference) >= TREND_SHARE * error.of(old) and abs(before) >= TREND_SHARE * error.of(
            earlier[-1]
        )
        if enough and before * difference > 0:
            return PROBABLE_TREND
    return WITHIN


def _reason(verdict: str, limit: str) -> str:
    if verdict == LIKELY_REAL:
        return f"Changes of {limit} or more are likely real with this test."
    if verdict == PROBABLE_TREND:
        return (
            "It is the second such change in a row: a probable trend. "
            f"A single change is likely real with this test from {limit}."
        )
    return f"That is within day-to-day variation: with this test changes of {limit} or more are likely real."


def _moved(old: float, new: float, unit: str, name: str) -> str:
    """Whose value went where; without the full stop."""
    name = name[0].upper() + name[1:]
    if _shown(new, unit) == _shown(old, unit):
        return f"{name} stayed at {_shown(new, unit)}"
    return f"{name} {'rose' if new > old else 'fell'} from {_from_to(old, new, unit)}"


def _from_to(old: float, new: float, unit: str) -> str:
    return f"{in_unit(old, unit) if unit else fixed(old)} to {_shown(new, unit)}"


def _shown(value: float, unit: str) -> str:
    return with_unit(value, unit) if unit else fixed(value)


def _in_brackets(percent: float | None, error: Error | None) -> str:
    """Whole percents, but never a rounding that hides on which side of the error a change lies."""
    if not percent:
        return ""
    limit = error.percent if error else None
    digits = 1 if limit is not None and round(abs(percent)) == limit else 0
    return f" ({signed(percent, digits)}%)"


def _aside(front: Change) -> str:
    return "with no verdict" if front.verdict == NO_VERDICT else front.verdict


def _name(side: str, what: str) -> str:
    return what if side in ("", BOTH) else f"{side} {what}"


def _gap(signed_gap: float) -> str:
    behind = {True: " (left behind)", False: " (right behind)"}[signed_gap > 0] if signed_gap else ""
    return f"{plain(abs(signed_gap))}%{behind}"
