"""What speaks against a test today: warning signs, stages without a maximal effort, and pain."""

from collections.abc import Iterable
from dataclasses import dataclass

from clients.health import OpenInjury
from clients.models import Injury, InjuryEvent, Side
from trainer.balance.models import StrengthTest
from trainer.balance.protocols import HAMSTRINGS, LEFT, QUADRICEPS, RIGHT
from trainer.balance.recording.results import PAIN_TO_STOP_AT
from trainer.programs.pain import row_of

HIGHEST_DEMAND = 5
MUSCLES_OF = {
    Injury.Structure.HAMSTRING: (HAMSTRINGS,),
    Injury.Structure.SIT_BONE: (HAMSTRINGS,),
    Injury.Structure.QUADRICEPS: (QUADRICEPS,),
    Injury.Structure.ACL: (HAMSTRINGS, QUADRICEPS),
    Injury.Structure.KNEE: (HAMSTRINGS, QUADRICEPS),
}


@dataclass(frozen=True)
class Stop:
    """One reason not to test, or to ask first; `tone` as the notes of a page have it."""

    tone: str
    title: str
    words: str


def stops_of(injuries: Iterable[OpenInjury]) -> list[Stop]:
    """Warning signs first: they stand until a clinician's word is recorded."""
    found = []
    for injury in injuries:
        if injury.flags:
            signs = " ".join(f"{soon}: {flag.sentence}" for flag, soon in injury.warnings)
            title = f"Do not test: a warning sign is open ({injury.label})"
            found.append(Stop("stop", title, signs))
        elif injury.rule is None:
            words = f"No rule is known for the {injury.label}. Ask the clinician before a maximal test."
            found.append(Stop("warn", "Ask before you test", words))
        elif injury.rule.demand_max == 0:
            words = f"With the {injury.label} nothing is loaded here until a clinician says so."
            found.append(Stop("stop", "Do not test at this stage", words))
        elif injury.rule.demand_max < HIGHEST_DEMAND:
            words = (
                f"A maximal test loads the thigh fully. With the {injury.label}, "
                f"{injury.rule.title.lower()} allows a hamstring demand of {injury.rule.demand_max} of "
                f"{HIGHEST_DEMAND}. Ask the clinician first."
            )
            found.append(Stop("warn", "Ask before you test", words))
    return sorted(found, key=lambda stop: stop.tone != "stop")


def warned(injuries: Iterable[OpenInjury]) -> bool:
    """Whether a warning sign is open: then nothing is tested, whatever the pain."""
    return any(injury.flags for injury in injuries)


def was_warned(test: StrengthTest) -> bool:
    """Whether a warning sign of the client was open when this test was written down."""
    kinds = InjuryEvent.Kind
    events = InjuryEvent.objects.filter(
        client=test.client_id,
        at__lte=test.recorded_at,
        kind__in=(kinds.FLAG, kinds.CLEARED, kinds.RESOLVED),
    )
    last = dict(events.order_by("at", "pk").values_list("injury", "kind"))
    return kinds.FLAG in last.values()


def pain_limits(injuries: Iterable[OpenInjury]) -> dict[tuple[str, str], int]:
    """The highest pain to go on with, for each injured muscle and leg: an injury may lower the test's own."""
    limits: dict[tuple[str, str], int] = {}
    for found in injuries:
        sides = (LEFT, RIGHT) if found.injury.side == Side.BOTH else (found.injury.side,)
        limit = min(row_of(found.injury.facts()).adjust, PAIN_TO_STOP_AT)
        for muscle_group in MUSCLES_OF.get(Injury.Structure(found.injury.structure), ()):
            for side in sides:
                limits[muscle_group, side] = min(limit, limits.get((muscle_group, side), limit))
    return limits
