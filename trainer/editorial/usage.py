"""Where an exercise's words are on show: the library cannot know, programmes stand above it."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from exercises.models import Exercise
from trainer.programs.models import Workout, WorkoutExercise

COUNTS = {
    "workouts": Count("workout", distinct=True),
    "trainers": Count("client__coachings__trainer", distinct=True),
}
PROGRAM = "workout__assignment__program"
OWN_PROGRAMS = "Trainers’ own programmes"


@dataclass(frozen=True)
class Usage:
    workouts: int
    trainers: int


@dataclass(frozen=True)
class ProgramUsage(Usage):
    program: str


def usage_of(exercise: Exercise) -> Usage:
    """Workouts not yet done that contain the exercise, and how many trainers coach those clients."""
    return Usage(**_on_show(exercise).aggregate(**COUNTS))


def usage_by_program(exercise: Exercise) -> list[ProgramUsage]:
    """The same by programme; those that trainers made count together, for their names may name clients."""
    own = Q(**{PROGRAM: None}) | Q(**{f"{PROGRAM}__owner__isnull": False})
    by_name = _on_show(exercise).exclude(own).values_list(f"{PROGRAM}__name").annotate(**COUNTS)
    found = [ProgramUsage(workouts, trainers, name) for name, workouts, trainers in by_name]
    found.sort(key=lambda usage: (-usage.workouts, usage.program))
    rest = _on_show(exercise).filter(own).aggregate(**COUNTS)
    return [*found, ProgramUsage(**rest, program=OWN_PROGRAMS)] if rest["workouts"] else found


def _on_show(exercise: Exercise) -> QuerySet[WorkoutExercise]:
    return WorkoutExercise.objects.filter(
        exercise=exercise,
        workout__state__in=[Workout.State.PLANNED, Workout.State.BEGUN],
        client__coachings__ended_at=None,
    )
