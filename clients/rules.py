"""Shapes of what is known about injuries: facts, rules, warning signs, health conditions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class InjuryFacts:
    """What the rules need to know of one injury; `limits` and `pain_max` are a clinician's own words."""

    id: int
    label: str
    structure: str
    side: str
    kind: str
    grade: str = ""
    bamic: str = ""
    stage: str = ""
    operated: bool = False
    assessed: bool = True
    red_flags: tuple[str, ...] = ()
    onset_on: date | None = None
    resolved_on: date | None = None
    limits: Mapping[str, object] = field(default_factory=dict)
    pain_max: int | None = None


@dataclass(frozen=True)
class Dose:
    """The dose up to which a stage allows an exercise by name; beyond it the stage's numbers count again."""

    sets: int | None = None
    reps: int | None = None
    seconds: int | None = None
    held: bool = False
    within_hip_flexion: bool = False


@dataclass(frozen=True)
class Rule:
    """What one stage of one kind of injury allows; None sets no limit. Degrees, RPE, per cent.

    `entry_run` is the speed of the run among its gates, in per cent of best speed. `measured` holds, by its
    words, the key of the test that puts a number to a gate.
    """

    id: str
    family: str
    stage: str
    title: str
    plain: str
    plain_client: str
    gates: tuple[str, ...]
    modes: frozenset[str]
    lengths: frozenset[str]
    lengths_unloaded: frozenset[str]
    demand_max: int
    rpe_max: int | None
    hip_flexion_max: int | None
    hip_flexion_max_unloaded: int | None
    pain_max: int | None
    pain_max_clinician: int | None
    stretch: str
    ballistic: str
    sprint_max: int
    sprint_words: str
    owner: str
    basis: str
    own: tuple[str, ...]
    source: str
    allows: tuple[str, ...]
    doses: Mapping[str, Dose]
    allows_words: tuple[str, ...]
    tags: Mapping[str, str]
    ask: tuple[str, ...] = ()
    keep: str = ""
    no_tension: bool = False
    entry_run: int | None = None
    lifts: frozenset[str] = frozenset()
    by_clinician: tuple[str, ...] = ()
    measured: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Limits:
    """The strictest of each field of several rules; `limited_by` names the rule behind each number."""

    rule_ids: tuple[str, ...]
    modes: frozenset[str]
    lengths: frozenset[str]
    lengths_unloaded: frozenset[str]
    demand_max: int
    rpe_max: int | None
    hip_flexion_max: int | None
    hip_flexion_max_unloaded: int | None
    pain_max: int | None
    stretch: str
    ballistic: str
    sprint_max: int
    limited_by: Mapping[str, str]


@dataclass(frozen=True)
class RedFlag:
    """A warning sign: a yes stops every prescription until a clinician's word is recorded.

    It is asked of people under `under_age`, about `places`, from `after_days` days on; left out: always.
    `asks` is the question as it is put to the person who has just been hurt.
    """

    code: str
    question: str
    urgency: str
    sentence: str
    source: str
    basis: str
    under_age: int | None = None
    after_days: int | None = None
    places: tuple[str, ...] = ()
    asks: str = ""

    def can_apply(self, *, age: int | None = None, place: str | None = None, days: int | None = None) -> bool:
        """Whether this has to be asked; what is not known (None) rules nothing out."""
        too_old = age is not None and self.under_age is not None and age >= self.under_age
        too_soon = days is not None and self.after_days is not None and days < self.after_days
        elsewhere = place is not None and bool(self.places) and place not in self.places
        return not (too_old or too_soon or elsewhere)


@dataclass(frozen=True)
class Condition:
    """A health question behind a tag of the library; `action` is what a yes does: block, swap or caution."""

    tag: str
    question: str
    action: str
    finding: str
    advice: str
    source: str
    structures: tuple[str, ...] = ()
