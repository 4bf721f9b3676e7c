"""What a trainer left open of her own exercise, and what nobody can then judge."""

from collections.abc import Iterable
from dataclasses import dataclass

from exercises.models import Exercise, Muscle


@dataclass(frozen=True)
class Lacking:
    what: str
    means: str


DEMAND = Lacking("Hamstring demand", "The guard cannot say whether an injury allows it at all.")
MODES = Lacking(
    "How the muscle works",
    "The guard cannot say whether a stage allows the lowering, the stretch or the springy work.",
)
LENGTH = Lacking("Hamstring length", "The guard cannot say whether it loads the hamstrings too long.")
HIP_BEND = Lacking("Hip bend", "The guard cannot hold it against the limit of a stage or a surgeon.")
CLASHES = Lacking("What it can clash with", "The guard cannot hold it against injuries and health answers.")
SHARES = Lacking("What one set counts for", "Its sets are missing from the count of hard sets.")


def lacking(exercise: Exercise, groups: Iterable[Muscle]) -> list[Lacking]:
    """Everything that the guard names as not known of an own exercise; reads `shares`."""
    shared = {share.muscle_id for share in exercise.shares.all()}
    run = exercise.pattern == Exercise.Pattern.SPRINT_DRILL and exercise.modes and "B" not in exercise.modes
    known = {
        DEMAND: exercise.demand is not None,
        MODES: exercise.modes,
        LENGTH: exercise.lengths or exercise.demand == 0 or exercise.modes == ["stretch"] or run,
        HIP_BEND: exercise.hip_flexion is not None or run,
        CLASHES: exercise.tags_known,
        SHARES: all(group.pk in shared for group in groups),
    }
    return [what for what, is_known in known.items() if not is_known]
