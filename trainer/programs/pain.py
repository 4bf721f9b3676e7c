"""What pain at the injured place means for the exercise being done: one table, 0 to 10."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clients.stages import InjuryFacts, rule_for

HIGHEST = 10
# Two points more than the day before is too much, whatever the number.
RISE = 2
RISING_WORKOUTS = 3
CLINICIAN_UP_TO = 4


@dataclass(frozen=True)
class Row:
    """Up to `go_on` the exercise goes on, up to `adjust` it gets lighter; above that it stops."""

    go_on: int
    adjust: int
    source: str


HEALING = Row(
    1,
    2,
    "Aspetar Hamstring Protocol: adjust or stop from 2. Hickey 2020: up to 4, in 43 men.",
)
TENDON = Row(3, 3, "Goom 2016: 0 to 3 on a daily load test, settled within 24 hours.")
EVERYDAY = Row(2, 4, "Plumb's own steps, after published pain-monitoring models.")
NOTHING = Row(0, 0, "Plumb's own steps: nothing is loaded here until a clinician says so.")
PLAN_ONLY = Row(1, 1, "Plumb's own steps, from the pain that the specialist's plan allows.")
ROWS = {
    **dict.fromkeys(("R00", "R01", "R31"), NOTHING),
    "R30": PLAN_ONLY,
    **dict.fromkeys(("R10", "R11", "R12", "R13", "R20", "R21", "R22", "R32", "R33", "R34"), HEALING),
    **dict.fromkeys(("R40", "R41", "R42", "R43"), TENDON),
    **dict.fromkeys(("R14", "R15", "R44", "R50", "R60", "R61", "R62"), EVERYDAY),
}
# Rows in which a clinician may allow more than the table; elsewhere a clinician's limit only lowers it.
RAISABLE = (HEALING, PLAN_ONLY)


@dataclass(frozen=True)
class PainVerdict:
    """What to do now: go_on, adjust or stop, and what has to follow after sudden pain."""

    action: str
    sentence: str
    go_on_max: int
    adjust_max: int
    source: str
    trainer_told: bool = False
    ask_red_flags: bool = False
    record_suspected: bool = False


def row_of(injury: InjuryFacts) -> Row:
    """The row for one injury; an open injury without a rule is met as carefully as a healing strain."""
    rule = rule_for(injury)
    if rule is None:
        return EVERYDAY if injury.resolved_on else HEALING
    row = ROWS.get(rule.id, HEALING)
    if injury.pain_max is None or injury.resolved_on or rule.id in {"R00", "R01"}:
        return row
    allowed = min(injury.pain_max, CLINICIAN_UP_TO)
    source = "The clinician's own pain limit for this injury."
    if row in RAISABLE or rule.id == "R31":
        return Row(min(HEALING.go_on, allowed), allowed, source)
    return Row(min(row.go_on, allowed), min(row.adjust, allowed), source) if allowed < row.adjust else row


def row_of_all(injuries: Iterable[InjuryFacts]) -> Row:
    """The lowest numbers of all injuries of a place, with the source of the strictest."""
    rows = [row_of(injury) for injury in injuries] or [EVERYDAY]
    source = min(rows, key=lambda row: (row.adjust, row.go_on)).source
    return Row(min(row.go_on for row in rows), min(row.adjust for row in rows), source)


def pain_limits(injuries_of_the_place: Iterable[InjuryFacts]) -> tuple[int, int]:
    """The highest number to go on with, and the highest to adjust at; above it the exercise stops."""
    row = row_of_all(injuries_of_the_place)
    return row.go_on, row.adjust


def pain_verdict(
    value: int,
    injuries_of_the_place: Iterable[InjuryFacts],
    *,
    yesterday: int | None = None,
    settled: bool | None = None,
    sudden: bool = False,
    trainer: str = "Your trainer",
) -> PainVerdict:
    """What this number means there; `settled` is whether the last time had settled within 24 hours."""
    if not 0 <= value <= HIGHEST:
        raise ValueError(f"Pain runs from 0 to {HIGHEST}, not {value}.")
    row = row_of_all(injuries_of_the_place)
    limits = (row.go_on, row.adjust, row.source)
    stop = f"Stop this exercise. {trainer} is told."
    if sudden:
        words = f"{stop} Answer the questions about warning signs next."
        return PainVerdict(
            "stop", words, *limits, trainer_told=True, ask_red_flags=True, record_suspected=True
        )
    if value > row.adjust:
        return PainVerdict("stop", stop, *limits, trainer_told=True)
    if reason := why_adjust(value, row.go_on, yesterday, settled):
        words = f"{reason} Make it lighter, shorter or slower, and say so."
        return PainVerdict("adjust", words, *limits)
    return PainVerdict("go_on", f"{value} is fine to go on.", *limits)


def why_adjust(value: int, go_on_max: int, yesterday: int | None, settled: bool | None) -> str:
    """The reason to do less, "" when there is none."""
    if value > go_on_max:
        return f"{value} is more than {go_on_max}."
    if yesterday is not None and value - yesterday >= RISE:
        return f"{value} is {value - yesterday} more than yesterday."
    if settled is False:
        return "It had not settled within 24 hours."
    return ""


def before_choosing(injuries_of_the_place: Iterable[InjuryFacts], *, trainer: str = "your trainer") -> str:
    """What stands beside the slider before a number is chosen."""
    _, adjust_max = pain_limits(injuries_of_the_place)
    return f"At {adjust_max + 1} or more, stop this exercise and {trainer} is told."


def referral(highest_of_workouts: Sequence[int], *, at_night: bool = False) -> str | None:
    """Why a clinician should look again: three workouts rising in a row (oldest first), or pain at night."""
    if at_night:
        return "Pain at night: ask a clinician to look at it."
    last = list(highest_of_workouts[-RISING_WORKOUTS:])
    if len(last) == RISING_WORKOUTS and last[0] < last[1] < last[2]:
        numbers = ", ".join(str(value) for value in last)
        return f"Pain rose over three workouts in a row ({numbers}): ask a clinician to look at it."
    return None
