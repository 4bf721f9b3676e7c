"""Lays the days of a programme onto dates."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations, groupby, pairwise

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Placed:
    """One day of a programme on its date."""

    week: int
    day: int
    on: date


def lay_out(days: Iterable[tuple[int, int]], start: date, weekdays: Collection[int]) -> list[Placed]:
    """Programme days (week, number in the week) on the chosen weekdays (0 Monday), in order of date.

    The first week begins on `start`, or on the next Monday when too few chosen weekdays are left; from then
    on a programme week is a calendar week. ValueError when a week has more days than weekdays are chosen.
    """
    chosen = checked(weekdays)
    weeks = by_week(days)
    if not weeks:
        return []
    for week, numbers in weeks.items():
        if len(numbers) > len(chosen):
            raise ValueError(too_few(week, len(numbers), len(chosen)))
    first = min(weeks)
    monday, left = first_week(start, chosen, len(weeks[first]))
    placed = []
    for week, numbers in weeks.items():
        begins = monday + timedelta(weeks=week - first)
        picked = spread(left if week == first else chosen, len(numbers))
        placed += [
            Placed(week, number, begins + timedelta(days=weekday))
            for number, weekday in zip(numbers, picked, strict=True)
        ]
    return placed


def checked(weekdays: Collection[int]) -> list[int]:
    if wrong := [weekday for weekday in weekdays if weekday not in range(7)]:
        raise ValueError(f"Weekdays run from 0 (Monday) to 6 (Sunday), not {wrong[0]}.")
    return sorted(set(weekdays))


def by_week(days: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    ordered = sorted(days)
    if twice := next((one for one, other in pairwise(ordered) if one == other), None):
        raise ValueError(f"Day {twice[1]} of week {twice[0]} is there twice.")
    return {week: [number for _, number in group] for week, group in groupby(ordered, key=lambda day: day[0])}


def too_few(week: int, needed: int, chosen: int) -> str:
    workouts = "1 workout" if needed == 1 else f"{needed} workouts"
    days = "1 weekday is" if chosen == 1 else f"{chosen or 'no'} weekdays are"
    return f"Week {week} has {workouts} and {days} chosen: choose at least {needed}."


def first_week(start: date, chosen: Sequence[int], needed: int) -> tuple[date, list[int]]:
    """The Monday of the first programme week and the weekdays that it may use."""
    monday = start - timedelta(days=start.weekday())
    left = [weekday for weekday in chosen if weekday >= start.weekday()]
    if len(left) >= needed:
        return monday, left
    return monday + timedelta(weeks=1), list(chosen)


def spread(weekdays: Sequence[int], count: int) -> tuple[int, ...]:
    """`count` of the weekdays, as far from each other as they can be; a single one is the first."""
    return max(combinations(weekdays, count), key=evenness)


def evenness(weekdays: tuple[int, ...]) -> tuple[int, int, int]:
    """The larger the better: the smallest gap, then the whole span, then an early start."""
    gaps = [later - earlier for earlier, later in pairwise(weekdays)]
    first = weekdays[0] if weekdays else 0
    return min(gaps, default=0), sum(gaps), -first


def gap_note(dates: Iterable[date], min_gap_days: int) -> str | None:
    """What to say when two workouts are nearer than the programme advises; 2 days are 48 h."""
    pairs = list(pairwise(sorted(dates)))
    gap = min(((other - one).days for one, other in pairs), default=min_gap_days)
    if gap >= min_gap_days:
        return None
    apart = {0: "on the same day", 1: "on neighbouring days"}.get(gap, f"{gap} days apart")
    nearest = [(one.weekday(), other.weekday()) for one, other in pairs if (other - one).days == gap]
    names = {f"{WEEKDAYS[one]} and {WEEKDAYS[other]}" for one, other in nearest}
    where = f" ({names.pop()})" if len(names) == 1 and gap == 1 else ""
    return f"Two workouts {apart}{where}; {24 * min_gap_days} h apart is advised for this programme."
