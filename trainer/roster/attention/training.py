"""What the list says of the plan and of what was done of it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from hashlib import blake2s
from math import inf

from django.urls import reverse
from django.utils.text import Truncator

from trainer.balance.numbers import plain
from trainer.balance.protocols import HAMSTRINGS, QUADRICEPS
from trainer.balance.targets import HARD_SETS
from trainer.balance.volume import FRONT_HEAVY_BELOW, Week
from trainer.programs.models import Workout
from trainer.roster.attention.rules import KEPT_WEEKS, LEANING_WEEKS, MISSED_IN_A_ROW, Notice
from trainer.roster.desk import DeskRow

WEEK = dt.timedelta(weeks=1)


def of(row: DeskRow) -> Iterator[Notice]:
    yield from _held(row)
    yield from _kept(row)
    yield from _leaning(row)
    yield from _missed(row)


def _held(row: DeskRow) -> Iterator[Notice]:
    if not row.held or any(injury.red_flags for injury in row.injuries):
        return
    count = len(row.held)
    day = row.coming[0].scheduled_on
    when = "today" if day == row.today else f"on {day:%A %-d %B}"
    yield Notice(
        row.client,
        "held",
        # Other exercises are another question; their names are too long for a name of it.
        blake2s("\n".join(row.held).encode(), digest_size=6).hexdigest(),
        day,
        f"{count} exercises wait" if count > 1 else "1 exercise waits",
        f" for your decision: {_first_names(row.held)}. The next workout is {when}.",
        reverse("programs:client_program", args=[row.client.pk]),
    )


def _first_names(names: Sequence[str]) -> str:
    return f"{', '.join(names[:3])}{f' and {len(names) - 3} more' if len(names) > 3 else ''}"


def _kept(row: DeskRow) -> Iterator[Notice]:
    old = [one for one in row.kept if row.today - one.on >= KEPT_WEEKS * WEEK]
    if not old:
        return
    first = min(old, key=lambda one: (one.on, one.override.pk))
    if len(old) == 1:
        strong = f"Kept {(row.today - first.on).days // 7} weeks ago:"
        reason = Truncator(first.override.reason).chars(80).rstrip(".")
        rest = f" {first.title}. Your reason was “{reason}”. Does it still hold?"
    else:
        strong = f"{len(old)} exercises were kept {KEPT_WEEKS} weeks ago or more:"
        names = sorted({one.override.exercise.name for one in old})
        rest = f" {_first_names(names)}. Do your reasons still hold?"
    yield Notice(
        row.client,
        "kept",
        str(max(one.override.pk for one in old)),
        first.on,
        strong,
        rest,
        reverse("programs:client_program", args=[row.client.pk]),
    )


def _leaning(row: DeskRow) -> Iterator[Notice]:
    wanted = [row.monday - weeks * WEEK for weeks in range(LEANING_WEEKS, 0, -1)]
    weeks = [week for week in row.weeks if week.starts_on in wanted]
    if len(weeks) < LEANING_WEEKS or any(week.unknown for week in weeks):
        return
    target = row.targets.get(HARD_SETS)
    # A hamstring block leans to the hamstrings on purpose: that shows only against a band of one's own.
    low, high = (target.low, target.high) if target else (FRONT_HEAVY_BELOW, inf)
    balances = [_balance(week) for week in weeks]
    if all(balance < low for balance in balances):
        to, why = QUADRICEPS, _limited(row)
    elif all(balance > high for balance in balances):
        to, why = HAMSTRINGS, ""
    else:
        return
    back, front = (sum(week.sets(muscle) for week in weeks) for muscle in (HAMSTRINGS, QUADRICEPS))
    balance = f", {plain(back / front, 2)} to 1" if front else ""
    band = (
        f"outside {plain(low, 2)} to {plain(high, 2)}, your own band"
        if target
        else f"below {plain(low, 2)}, Plumb's own proposal"
    )
    yield Notice(
        row.client,
        "leaning",
        to,
        wanted[0],
        f"{LEANING_WEEKS} weeks lean to the {to}:",
        f" {plain(back)} hard sets for the hamstrings, {plain(front)} for the quadriceps{balance}. "
        f"Every week was {band}.{why}",
        reverse("balance:balance", args=[row.client.pk]),
    )


def _balance(week: Week) -> float:
    """Of one week; a week without hard sets of either muscle leans nowhere."""
    back, front = week.sets(HAMSTRINGS), week.sets(QUADRICEPS)
    if front:
        return back / front
    return inf if back else 1


def _limited(row: DeskRow) -> str:
    """An open injury whose stage takes hamstring work away is a reason, and worth saying."""
    limits = (found for found in row.open_injuries if found.rule and found.rule.demand_max < 5)
    found = next(limits, None)
    return f" The {found.label} limits hamstring work now, which may be why." if found else ""


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
    yield Notice(
        row.client,
        "missed",
        f"since-{last.performed_on}" if last else "never",
        missed[-1].scheduled_on,
        f"No session logged since {last.performed_on:%-d %B}." if last else "No session logged yet.",
        f" The last {len(missed)} planned workouts were missed.",
        reverse("session_logs:sessions", args=[row.client.pk]),
    )
