"""Rows of the library and of plans as the guard reads them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from exercises.models import Exercise, MuscleShare
from trainer.accounts.models import User
from trainer.programs.guard import ExerciseProfile, Prescription
from trainer.programs.models import PrescriptionFields


def with_shares(exercises: QuerySet[Exercise]) -> QuerySet[Exercise]:
    """Fetch what `profile_of` reads, in one query more."""
    return exercises.prefetch_related(Prefetch("shares", MuscleShare.objects.select_related("muscle")))


def profile_of(exercise: Exercise) -> ExerciseProfile:
    return ExerciseProfile(
        slug=exercise.slug,
        name=exercise.name,
        pattern=exercise.pattern,
        modes=frozenset(exercise.modes),
        lengths=frozenset(exercise.lengths),
        hip_flexion=exercise.hip_flexion,
        demand=exercise.demand,
        effort=exercise.effort,
        tags=frozenset(exercise.tags),
        one_leg=exercise.one_leg,
        level=exercise.level,
        measure=tuple(exercise.measures),
        shares={share.muscle.slug: float(share.share) for share in exercise.shares.all()},
        equipment=tuple(exercise.equipment),
        tags_known=exercise.tags_known,
        own=exercise.owner_id is not None,
    )


class Library:
    """The exercises that plans at hand need, with their shares, in two queries.

    Those that stand in the plans, archived or whoever's own they are; and, where a trainer is to choose
    something else, everything that she may choose from.
    """

    def __init__(self, rows: Iterable[PrescriptionFields] = (), *, trainer: User | None = None) -> None:
        standing = {
            pk for row in rows for pk in (row.exercise_id, getattr(row, "swapped_from_id", None)) if pk
        }
        wanted = Q(pk__in=standing)
        if trainer:
            wanted |= Q(owner=None) | Q(owner=trainer)
        self.trainer = trainer
        self.exercises = {exercise.pk: exercise for exercise in with_shares(Exercise.objects.filter(wanted))}
        self.profiles = {pk: profile_of(exercise) for pk, exercise in self.exercises.items()}

    def prescriptions(self, rows: Iterable[PrescriptionFields]) -> list[Prescription]:
        return [prescription_of(row, self.profiles[row.exercise_id]) for row in rows]

    def by_slug(self, slug: str) -> Exercise:
        return next(exercise for exercise in self.exercises.values() if exercise.slug == slug)

    def open_profiles(self) -> list[ExerciseProfile]:
        """What may be planned anew: of the library and the trainer's own, what is not archived."""
        choosing = {None, self.trainer.pk if self.trainer else None}
        return [
            self.profiles[pk]
            for pk, exercise in self.exercises.items()
            if exercise.archived_at is None and exercise.owner_id in choosing
        ]


def prescription_of(row: PrescriptionFields, profile: ExerciseProfile | None = None) -> Prescription:
    """One row of a plan; without a profile at hand the exercise's shares are read for it."""
    return Prescription(
        id=row.pk,
        exercise=profile or profile_of(row.exercise),
        side=row.side,
        sets=row.sets,
        reps=tuple(row.reps),
        reps_top=row.reps_top,
        seconds=row.seconds,
        metres=row.metres,
        load_kg=row.load_kg,
        rpe=None if row.rpe is None else float(row.rpe),
        percent_speed=row.percent_speed,
    )


def dose_fields(prescription: Prescription) -> dict[str, Any]:
    """A prescription's dose under the names of the row's fields."""
    return {
        "side": prescription.side,
        "sets": prescription.sets,
        "reps": list(prescription.reps),
        "reps_top": prescription.reps_top,
        "seconds": prescription.seconds,
        "metres": prescription.metres,
        "load_kg": prescription.load_kg,
        "rpe": None if prescription.rpe is None else Decimal(str(prescription.rpe)),
        "percent_speed": prescription.percent_speed,
    }
