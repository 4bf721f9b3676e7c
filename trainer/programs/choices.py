"""Every exercise that a trainer may put in another's place, with the guard's verdict for this client."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from exercises.models import Exercise
from trainer.accounts.models import User
from trainer.programs import findings
from trainer.programs.actions import ahead
from trainer.programs.dose import Choice, choose
from trainer.programs.guard import Finding, distance
from trainer.programs.models import Assignment, WorkoutExercise
from trainer.programs.plan import Place, places_of
from trainer.programs.profiles import Library, dose_fields, prescription_of


@dataclass(frozen=True)
class Candidate:
    """One exercise as it would stand in the next workout; `beside` where it does already."""

    exercise: Exercise
    row: WorkoutExercise
    choice: Choice
    beside: bool

    @property
    def verdict(self) -> str:
        """Which words the page uses: fits, care, settle, clinician or metres."""
        if not self.choice.is_counted:
            return "metres"
        return ("fits", "care", "settle", "clinician")[self.choice.verdict.rank]


@dataclass(frozen=True)
class Choosing:
    """What fits comes first, and the nearest of it; `general` is said of every exercise alike."""

    exercise: Exercise
    rows: list[WorkoutExercise]
    first: WorkoutExercise | None
    candidates: list[Candidate]
    health_visible: bool

    @cached_property
    def workouts(self) -> int:
        return len({row.workout_id for row in self.rows})

    @property
    def general(self) -> list[Finding]:
        said = (finding for one in self.candidates for finding in one.choice.verdict.everywhere)
        return list({finding.injury_id: finding for finding in said}.values())

    @property
    def places(self) -> list[Place]:
        return places_of(self.rows)


def exercises_of(assignment: Assignment) -> QuerySet[Exercise]:
    rows = WorkoutExercise.objects.filter(workout__assignment=assignment)
    return Exercise.objects.filter(pk__in=rows.values("exercise"))


def choosing(assignment: Assignment, exercise: Exercise, by: User) -> Choosing:
    """Read in a fixed number of queries; without a workout ahead there is nothing to choose for."""
    in_order = ahead(assignment, exercise).select_related("workout")
    rows = list(in_order.order_by("workout__scheduled_on", "workout_id", "position"))
    situation = findings.situations([assignment.client])[assignment.client_id]
    first = rows[0] if rows else None
    found = candidates(first, by, situation.known) if first else []
    return Choosing(exercise, rows, first, found, situation.health_visible)


def candidates(row: WorkoutExercise, by: User, known: findings.Known) -> list[Candidate]:
    library = Library([row], trainer=by)
    wanted = library.profiles[row.exercise_id]
    planned = prescription_of(row, wanted)
    beside = set(row.workout.exercises.values_list("exercise__slug", flat=True))
    found = []
    for profile in library.open_profiles():
        if profile.slug != wanted.slug:
            choice = choose(planned, profile, *known)
            drawn = WorkoutExercise(**dose_fields(choice.prescription))
            found.append(Candidate(library.by_slug(profile.slug), drawn, choice, profile.slug in beside))
    found.sort(
        key=lambda one: (
            not one.choice.is_counted,
            one.choice.verdict.rank,
            distance(wanted, one.choice.prescription.exercise),
        )
    )
    return found
