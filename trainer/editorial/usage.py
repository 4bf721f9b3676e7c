"""Where an exercise's words are on show: the library cannot know, programmes stand above it."""

from dataclasses import dataclass

from django.db.models import Count

from exercises.models import Exercise
from trainer.programs.models import Workout, WorkoutExercise


@dataclass(frozen=True)
class Usage:
    workouts: int
    trainers: int


def usage_of(exercise: Exercise) -> Usage:
    """Workouts not yet done that contain the exercise, and how many trainers coach those clients."""
    counted = WorkoutExercise.objects.filter(
        exercise=exercise,
        workout__state__in=[Workout.State.PLANNED, Workout.State.BEGUN],
        client__coachings__ended_at=None,
    ).aggregate(
        workouts=Count("workout", distinct=True), trainers=Count("client__coachings__trainer", distinct=True)
    )
    return Usage(**counted)
