"""Which rule an injury stands under today, and what several rules allow together."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from clients.rules import Condition, Dose, InjuryFacts, Limits, RedFlag, Rule
from clients.stages_file import (
    BALLISTIC,
    LENGTHS,
    MODES,
    STRETCH,
    StagesError,
    read_limit,
    read_questions,
    read_stages,
    strings,
)

__all__ = [
    "CONDITIONS",
    "INJURY_TAGS",
    "RED_FLAGS",
    "Condition",
    "Dose",
    "InjuryFacts",
    "Limits",
    "RedFlag",
    "Rule",
    "StagesError",
    "clinicians_limits",
    "combine",
    "family_of",
    "red_flag",
    "rule_for",
    "rules",
    "stages_of",
]

_RULES, _DATA = read_stages()
_BY_ID = {rule.id: rule for rule in _RULES}
RED_FLAGS, CONDITIONS = read_questions()
INJURY_TAGS: Mapping[str, str] = {tag: entry["words"] for tag, entry in _DATA["tags"].items()}

HAMSTRINGS = ("hamstring", "hamstring_sit_bone")
TENDON_CLASSES = ("2c", "3c")
# A clinician may allow pain up to 4 of 10 and no further.
PAIN_MAX_CLINICIAN = 4
MONTHS_RECENT = 12
NUMBERS = ("demand_max", "rpe_max", "hip_flexion_max", "hip_flexion_max_unloaded", "sprint_max")
CLINICIANS_FIELDS = ("modes", "lengths", "lengths_unloaded", "stretch", "ballistic", *NUMBERS)
WITHOUT_LIMIT = ("rpe_max", "hip_flexion_max", "hip_flexion_max_unloaded")

# What a clinician's limits are laid on where no row is written for the injury.
_OPEN = replace(
    _BY_ID["R14"],
    id="clinician",
    family="any",
    stage="",
    title="The clinician's limits",
    plain="What the clinician recorded for this injury; nothing else is limited.",
    plain_client="You train within what the clinician allowed for this injury.",
    gates=(),
    owner="clinician",
    basis="source",
    own=(),
    source="Limits recorded from the clinician.",
    rpe_max=None,
    pain_max=None,
)


def rules() -> tuple[Rule, ...]:
    """Every row, in the order of the file."""
    return _RULES


def red_flag(code: str) -> RedFlag | None:
    return next((flag for flag in RED_FLAGS if flag.code == code), None)


def stages_of(family: str) -> tuple[Rule, ...]:
    """The stages of a family from first to last; cleared strains and cleared repairs share theirs."""
    return tuple(_BY_ID[rule_id] for rule_id in _DATA["families"].get(family, ()))


def family_of(injury: InjuryFacts) -> str | None:
    """The group of rows written for this injury; None where there is none (calf, groin, low back, …)."""
    torn = injury.kind in {"strain", "tear"} and injury.structure in HAMSTRINGS
    if injury.resolved_on is not None:
        return "history" if torn else "acl_history" if injury.structure == "knee_acl" else None
    if torn:
        return torn_family(injury)
    if injury.kind == "tendinopathy" and injury.structure == "hamstring_sit_bone":
        return "tendinopathy"
    if injury.kind == "soreness" and injury.structure in HAMSTRINGS:
        return "soreness"
    return None


def torn_family(injury: InjuryFacts) -> str:
    if injury.operated:
        return "tear_operated"
    if injury.kind == "tear" or injury.grade == "3" or injury.bamic.startswith("4"):
        return "tear"
    return "strain_tendon" if injury.bamic in TENDON_CLASSES else "strain"


def rule_for(injury: InjuryFacts, today: date | None = None) -> Rule | None:
    """The row for this injury, with a clinician's own limits laid over it; None where none is written.

    Without `today` a healed strain counts as recent. Soreness of both legs needs no diagnosis.
    """
    if injury.red_flags:
        return _BY_ID["R00"]
    sore = injury.kind == "soreness" and injury.side == "both"
    if not injury.assessed and injury.resolved_on is None and not sore:
        return _BY_ID["R01"]
    rule = row_of(injury, today)
    if injury.resolved_on is not None:
        # Limits of the rehabilitation ended with it.
        return rule
    if rule is None and injury.limits:
        rule = _OPEN
    return rule and with_clinicians_word(rule, injury)


def row_of(injury: InjuryFacts, today: date | None) -> Rule | None:
    family = family_of(injury)
    if family is None:
        return None
    if family == "history":
        return _BY_ID["R61"] if is_recent(injury.resolved_on, today) else _BY_ID["R60"]
    stages = stages_of(family)
    # A stage that the family does not know must not open anything: the first is the strictest.
    return next((rule for rule in stages if rule.stage == injury.stage), stages[0])


def is_recent(day: date | None, today: date | None) -> bool:
    """Whether 12 calendar months have not yet passed since that day."""
    if day is None or today is None:
        return True
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    return months < MONTHS_RECENT


def clinicians_limits(limits: Mapping[str, Any]) -> dict[str, Any]:
    """A clinician's limits as fields of a Rule; raises StagesError naming the limit that cannot be read.

    Besides the limits of a stage it knows `allows` (slugs of exercises) and `lifts` (injury tags that
    no longer hold).
    """
    where = "limits of the clinician"
    read: dict[str, Any] = {}
    for key, value in limits.items():
        if key in {"allows", "lifts"}:
            read[key] = strings(value, where, key)
        elif key not in CLINICIANS_FIELDS:
            raise StagesError(f"{where}, {key}: this limit is not known")
        else:
            read[key] = None if value is None and key in WITHOUT_LIMIT else read_limit(key, value, where)
    # A word about the loaded range holds for the unloaded one too, unless it has its own.
    for key in ("hip_flexion_max", "lengths"):
        if key in read:
            read.setdefault(f"{key}_unloaded", read[key])
    return read


def with_clinicians_word(rule: Rule, injury: InjuryFacts) -> Rule:
    """The row with what a clinician allowed or forbade in place of its own fields; the rule names them."""
    fields = clinicians_limits(injury.limits)
    if injury.pain_max is not None:
        fields["pain_max"] = min(injury.pain_max, PAIN_MAX_CLINICIAN)
    if not fields:
        return rule
    changes = {key: value for key, value in fields.items() if key not in {"allows", "lifts"}}
    slugs: Sequence[str] = fields.get("allows", ())
    return replace(
        rule,
        **changes,
        allows=(*rule.allows, *slugs),
        doses={**rule.doses, **dict.fromkeys(slugs, Dose())},
        lifts=frozenset(fields.get("lifts", ())),
        ask=tuple(key for key in rule.ask if key not in changes),
        by_clinician=tuple(sorted(fields)),
    )


def lowest(rules: Iterable[Rule], field: str) -> tuple[int | None, str]:
    """The smallest limit and the id of the rule that sets it; None where no rule limits this."""
    limited = [(getattr(rule, field), rule.id) for rule in rules if getattr(rule, field) is not None]
    return min(limited, key=lambda pair: pair[0]) if limited else (None, "")


def shared(sets: Iterable[frozenset[str]], every: Collection[str]) -> frozenset[str]:
    return frozenset(every).intersection(*sets)


def combine(rules: Iterable[Rule]) -> Limits:
    """What all rules allow together: red flags first, then not assessed, then the smallest of each number."""
    ordered = sorted(rules, key=lambda rule: {"R00": 0, "R01": 1}.get(rule.id, 2))
    found = {field: lowest(ordered, field) for field in (*NUMBERS, "pain_max")}
    values: dict[str, Any] = {field: value for field, (value, _) in found.items()}
    # No rule at all limits nothing.
    values["demand_max"] = 5 if values["demand_max"] is None else values["demand_max"]
    values["sprint_max"] = 100 if values["sprint_max"] is None else values["sprint_max"]
    return Limits(
        rule_ids=tuple(rule.id for rule in ordered),
        modes=shared((rule.modes for rule in ordered), MODES),
        lengths=shared((rule.lengths for rule in ordered), LENGTHS),
        lengths_unloaded=shared((rule.lengths_unloaded for rule in ordered), LENGTHS),
        stretch=min((rule.stretch for rule in ordered), key=STRETCH.index, default="yes"),
        ballistic=min((rule.ballistic for rule in ordered), key=BALLISTIC.index, default="yes"),
        limited_by={field: rule_id for field, (_, rule_id) in found.items() if rule_id},
        **values,
    )
