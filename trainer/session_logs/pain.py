"""How much it hurts and what follows from it: the limits in words, and what is closed for today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clients.health import AFTER_SUDDEN_PAIN
from clients.models import Injury, Side
from clients.stages import InjuryFacts, red_flag
from trainer.accounts.models import User
from trainer.programs import findings
from trainer.programs.findings import ClientFindings
from trainer.programs.guard import PainVerdict, pain_limits
from trainer.programs.models import Workout, WorkoutExercise
from trainer.programs.pain import RISE
from trainer.session_logs.models import PainReport, SessionLog
from trainer.session_logs.words import capital

STOP = "stop"
WORST_FIRST = ("stop", "adjust", "go_on")


@dataclass(frozen=True)
class Limit:
    """What each number from 0 to 10 means today; from `adjust_from` less, from `stop_at` nothing more."""

    place: str
    words: str
    adjust_from: int
    stop_at: int


def open_injuries(found: ClientFindings) -> list[InjuryFacts]:
    """Injuries that are not over, as far as they may be read here."""
    return [injury for injury in found.situation.injuries if injury.resolved_on is None]


def place_of(injuries: Iterable[InjuryFacts]) -> str:
    """In the right hamstring; in the right hamstring or somewhere else; "" where nothing is injured."""
    names, elsewhere = [], []
    for injury in injuries:
        if injury.structure == Injury.Structure.OTHER:
            elsewhere = ["somewhere else"]
            continue
        structure = Injury.Structure(injury.structure).label
        if injury.structure != Injury.Structure.ACL:
            structure = structure.lower()
        names.append(structure if injury.side == Side.BOTH else f"{injury.side} {structure}")
    places = [f"in the {' or the '.join(dict.fromkeys(names))}"] if names else []
    return " or ".join(places + elsewhere)


def limit(injuries: Sequence[InjuryFacts], trainer: str) -> Limit:
    """The limit, stated before a number is given."""
    fine, adjust = pain_limits(injuries)
    parts = ["0 is fine to go on" if fine == 0 else f"0 to {fine} is fine to go on"]
    if adjust > fine:
        numbers = str(adjust) if adjust == fine + 1 else f"{fine + 1} to {adjust}"
        parts.append(f"{numbers} means lighter, shorter or slower")
    words = f"{'; '.join(parts)}. At {adjust + 1} or more, stop the exercise and {trainer} is told."
    return Limit(place=place_of(injuries), words=words, adjust_from=fine + 1, stop_at=adjust + 1)


def strictest(injuries: Sequence[InjuryFacts]) -> InjuryFacts | None:
    """The injury with the lowest limit, which a number is kept with."""
    return min(injuries, key=lambda injury: pain_limits([injury])[::-1], default=None)


def highest(reports: Iterable[PainReport]) -> int | None:
    return max((report.value for report in reports), default=None)


def worst(reports: Iterable[PainReport]) -> str:
    actions = {report.action for report in reports}
    return next((action for action in WORST_FIRST if action in actions), "go_on")


def why_stopped(
    prescriptions: Iterable[WorkoutExercise], reports: Iterable[PainReport], trainer: str
) -> dict[int, str]:
    """What pain has ended for today; a lower number later does not open it again.

    Sudden pain ends everything that asks the hamstrings for work, whether or not the guard may know of it.
    `trainer` is "" where nobody else is told.
    """
    stops = [report for report in reports if report.action == STOP]
    sudden = any(report.sudden for report in stops)
    told = f" {capital(trainer)} is told." if trainer else ""
    closed: dict[int, str] = {}
    for line in prescriptions:
        values = [report.value for report in stops if report.prescription_id == line.pk and not report.sudden]
        if values:
            closed[line.pk] = f"Pain {values[0]} of 10.{told}"
        elif sudden and (line.exercise.demand or 0) > 0:
            closed[line.pk] = f"Sudden pain.{told}"
    return closed


def why_held(found: ClientFindings, prescription: int) -> str:
    """What the guard says of a prescription that may not be done now, "" when nothing holds it."""
    if prescription not in found.held:
        return ""
    finding = found.why(prescription)[0]
    return f"{finding.title}. {finding.reason}"


def why_closed(workout: Workout, session: SessionLog, prescription: WorkoutExercise, by: User) -> str:
    """Why this person can log no set of this prescription now, "" when she can."""
    reports = session.pain_reports.all()
    found = findings.for_workout(workout, own=workout.client.user_id == by.pk)
    told = "your trainer" if found.health_visible else ""
    stopped = why_stopped([prescription], reports, told).get(prescription.pk, "")
    if stopped:
        return f"This exercise is stopped for today. {stopped}"
    return why_held(found, prescription.pk)


def what_next(injury: Injury | None) -> list[str]:
    """What to do after sudden pain: the sentence of each warning sign, or the general advice."""
    flags = [red_flag(code) for code in injury.red_flags] if injury else []
    return [flag.sentence for flag in flags if flag] or [AFTER_SUDDEN_PAIN]


def morning_words(verdict: PainVerdict, *, value: int, during: int | None, settled: bool) -> str:
    """What the number of the morning after means for the next workout."""
    if verdict.action == STOP:
        return (
            f"{value} of 10 this morning is above your limit of {verdict.adjust_max}. "
            "Do not train the sore place today; your trainer is told."
        )
    if verdict.action == "go_on":
        return f"{value} of 10 this morning is fine: go on as planned."
    if not settled:
        reason = "It has not settled since the workout."
    elif during is not None and value - during >= RISE:
        reason = f"{value} of 10 is {value - during} more than in the workout."
    else:
        reason = f"{value} of 10 is more than {verdict.go_on_max}."
    return f"{reason} Take the next workout one step down: lighter, shorter or slower."
