"""The last test day of a method against the one before, muscle by muscle and leg by leg."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trainer.balance.methods import SIDES, Method, TestDay
from trainer.balance.protocols import HAMSTRINGS, LEFT, QUADRICEPS, RIGHT, Protocol
from trainer.balance.reliability import Change, Fall, asymmetry_change, change, hamstring_fall, ratio_change


@dataclass(frozen=True)
class Verdict:
    """One muscle of one leg, its ratio, or both legs "side to side", since the test before."""

    side: str
    muscle_group: str
    change: Change


def comparable(days: Sequence[TestDay]) -> list[TestDay]:
    """The last day and those before it with the same device and settings, oldest first."""
    if not days:
        return []
    return [day for day in days if day.settings == days[-1].settings]


def tester_known(day: TestDay, method: Method) -> bool:
    """Whether a test whose error is known for one tester says who that was; true of all other tests."""
    return bool(day.settings.tester) or not method.how.same_tester


def verdicts_of(days: Sequence[TestDay], method: Method) -> list[Verdict]:
    """Nothing before a second test with the same device and settings, nor of a pair that is held back."""
    same = comparable(days)
    return [verdict for side in SIDES for verdict in _of_side(same, side, method)] + _of_gap(same, method)


def _of_gap(days: Sequence[TestDay], method: Method) -> list[Verdict]:
    gaps = [day.gap for day in days[-2:]]
    if len(gaps) < 2 or gaps[0] is None or gaps[1] is None:
        return []
    found = asymmetry_change(gaps[0].signed, gaps[1].signed, protocol=method.how)
    return [Verdict("", "side to side", found)] if found else []


def _of_side(days: Sequence[TestDay], side: str, method: Method) -> Iterator[Verdict]:
    last = days[-1] if days else None
    for muscle_group in (HAMSTRINGS, QUADRICEPS):
        values = [day_values[side] for day in days if side in (day_values := day.sound(muscle_group))]
        if last and side in last.sound(muscle_group) and len(values) > 1:
            found = change(
                values[-2],
                values[-1],
                protocol=_protocol_of(method, muscle_group),
                muscle_group=muscle_group,
                earlier=values[:-2],
                side=side,
                unit=method.unit,
                tester_known=tester_known(last, method),
            )
            yield Verdict(side, muscle_group, found)
    ratios = [day.values[side] for day in days if side in day.values]
    if method.is_ratio and last and side in last.values and len(ratios) > 1:
        found = ratio_change(ratios[-2], ratios[-1], kind=method.kind, earlier=ratios[:-2], side=side)
        yield Verdict(side, "ratio", found)


def _protocol_of(method: Method, muscle_group: str) -> str | Protocol:
    """The quadriceps of a functional or mixed ratio were tested concentrically."""
    crossed = method.kind in ("functional", "mixed") and muscle_group == QUADRICEPS
    return "isokinetic_concentric" if crossed else method.how


def falls_of(days: Sequence[TestDay], method: Method) -> list[Fall]:
    """Legs whose hamstrings fell beyond the error at the last test."""
    same = comparable(days)[-2:]
    if len(same) < 2 or not tester_known(same[-1], method):
        return []
    old, new = same
    found = []
    for side in (LEFT, RIGHT):
        if side in old.sound(HAMSTRINGS) and side in new.sound(HAMSTRINGS):
            front = (old.quadriceps.get(side), new.quadriceps.get(side))
            quadriceps = (front[0], front[1]) if front[0] and front[1] else None
            fall = hamstring_fall(
                protocol=method.how,
                side=side,
                hamstrings=(old.hamstrings[side], new.hamstrings[side]),
                quadriceps=quadriceps,
                unit=method.unit,
            )
            found += [fall] if fall else []
    return found
