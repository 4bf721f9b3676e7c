"""Two test days of one method side by side, told in the words that the last two are told in."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from trainer.balance.methods import Method, TestDay, changed_between
from trainer.balance.numbers import day_words
from trainer.balance.ratios import Settings
from trainer.balance.reliability import NO_VERDICT, change
from trainer.balance.verdicts import Verdict, comparable, tester_known, verdicts_of


@dataclass(frozen=True)
class Choice:
    """A test day as a list offers it; `key` stands in the address."""

    key: str
    words: str
    day: TestDay


@dataclass(frozen=True)
class Comparison:
    """The later day against the earlier one; `why` says what keeps them from a verdict.

    `error` is what was wrong with the days asked for.
    """

    earlier: Choice
    later: Choice
    verdicts: list[Verdict]
    why: str = ""
    error: str = ""


def choices_of(days: Sequence[TestDay]) -> list[Choice]:
    """The newest first; a second device of the same day is numbered."""
    found: list[Choice] = []
    for day in days:
        same = sum(choice.day.on == day.on for choice in found)
        device = day.settings.device.capitalize()
        words = f"{day_words(day.on)}, {device}" if device else day_words(day.on)
        found.append(Choice(f"{day.on:%Y-%m-%d}{f'.{same + 1}' if same else ''}", words, day))
    return found[::-1]


def compare(days: Sequence[TestDay], method: Method, a: str = "", b: str = "") -> Comparison | None:
    """The days asked for, in the order of time; else the newest and the one like it before."""
    choices = choices_of(days)
    if len(choices) < 2:
        return None
    by_key = {choice.key: choice for choice in choices}
    later = by_key.get(b, choices[0])
    earlier = by_key.get(a) or _before(choices, later)
    if earlier is later and a == b:
        return Comparison(earlier, later, [], error="Choose two different tests.")
    if earlier is later:
        earlier = _before(choices, later)
    if choices.index(earlier) < choices.index(later):
        earlier, later = later, earlier
    changed = changed_between(earlier.day.settings, later.day.settings)
    found = _verdicts(days, method, earlier.day, later.day)
    if changed:
        found = [replace(row, change=replace(row.change, verdict=NO_VERDICT)) for row in found]
    why = f"Tested with {' and '.join(changed)}, so there is no verdict." if changed else ""
    return Comparison(earlier, later, found, why)


def since_before(days: Sequence[TestDay], method: Method) -> list[dict[str, str]]:
    """For each day the verdict of each leg on the leading muscle, against its test before."""
    earlier: dict[tuple[Settings, str], list[float]] = defaultdict(list)
    found = []
    for day in days:
        verdicts = {}
        for side, value in _values(day, method.muscle_group).items():
            values = earlier[day.settings, side][-2:]
            if values:
                weighed = change(
                    values[-1],
                    value,
                    protocol=method.how,
                    muscle_group=method.muscle_group,
                    earlier=values[:-1],
                    unit=method.unit,
                    tester_known=tester_known(day, method),
                )
                verdicts[side] = weighed.verdict
            earlier[day.settings, side].append(value)
        found.append(verdicts)
    return found


def _before(choices: list[Choice], later: Choice) -> Choice:
    """The newest day before with the same settings, else the day before, else the one after."""
    older = choices[choices.index(later) + 1 :]
    same = [choice for choice in older if choice.day.settings == later.day.settings]
    return next(iter([*same, *older]), choices[choices.index(later) - 1])


def _verdicts(days: Sequence[TestDay], method: Method, earlier: TestDay, later: TestDay) -> list[Verdict]:
    """Of what both days have; a trend also looks at the days before the earlier one."""
    before = comparable(days[: next(n for n, day in enumerate(days) if day is earlier) + 1])
    rows = verdicts_of([*before, replace(later, settings=earlier.settings)], method)
    return [row for row in rows if not row.side or row.side in _values(earlier, row.muscle_group)]


def _values(day: TestDay, what: str) -> dict[str, float]:
    return day.values if what == "ratio" else day.sound(what)
