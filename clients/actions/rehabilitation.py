import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst

from clients.actions.gates import forget_gates_above, keep_gates, not_met
from clients.actions.injuries import (
    assessment_faults,
    check_day,
    check_may_write,
    check_open,
    finding_faults,
    future_faults,
    keep,
    named,
    note,
    refuse,
    stage_day_faults,
    stage_faults,
    starting_stage,
    words_of,
)
from clients.health import (
    OpenInjury,
    closing_needs_clinician,
    needs_clinician,
    read_injury,
)
from clients.models import Injury, InjuryEvent
from clients.rules import InjuryFacts, Rule
from clients.stages import StagesError, clinicians_limits, family_of, stages_of
from clients.wording import limit_words
from trainer.accounts.models import User

UNMET = "Tick everything that is met, or say why you move without it."


def check_named(**said: str) -> None:
    """A clinician's word counts only with a name, and where it is their words, with the words."""
    for field, text in said.items():
        if not text.strip():
            raise ValidationError({field: "A clinician's word needs this."})


@transaction.atomic
def assess_injury(
    *,
    injury: Injury,
    by: User,
    assessed_by: str,
    assessed_on: dt.date,
    kind: str,
    assessed_role: str = "",
    assessment: str = "",
    structure: str = "",
    grade: str = "",
    bamic: str = "",
    operated_on: dt.date | None = None,
    stage: str = "",
) -> None:
    """Write down what a clinician found; the stage stays where their finding has it, else it starts again."""
    check_may_write(injury.client, by)
    check_open(injury)
    check_named(assessed_by=assessed_by)
    before, moved = injury.facts(), structure not in {"", injury.structure}
    injury.structure = structure or injury.structure
    injury.kind, injury.grade, injury.bamic, injury.operated_on = kind, grade, bamic, operated_on
    injury.assessed_by, injury.assessed_role, injury.assessed_on = assessed_by, assessed_role, assessed_on
    injury.assessment = assessment
    refuse(finding_faults(injury), assessment_faults(injury), stage_faults(injury.facts(), stage))
    if moved:
        check_place_is_free(injury)
    family = family_of(injury.facts())
    injury.stage = starting_stage(
        injury.facts(), stage or (before.stage if family == family_of(before) else "")
    )
    lines = [assessment] if assessment else []
    if outlived(before, injury):
        lines += end_limits(injury)
    keep(injury, *ASSESSED_FIELDS, *LIMIT_FIELDS)
    if injury.stage != before.stage:
        lines += forget_gates_above(injury)
    note(
        injury,
        InjuryEvent.Kind.ASSESSED,
        by=by,
        on=assessed_on,
        words="\n".join(lines),
        clinician=assessed_by,
        from_stage=before.stage,
        to_stage=injury.stage if injury.stage != before.stage else "",
    )


ASSESSED_FIELDS = (
    "structure",
    "kind",
    "grade",
    "bamic",
    "operated_on",
    "assessed_by",
    "assessed_role",
    "assessed_on",
    "assessment",
    "stage",
)


LIMIT_FIELDS = ("limits", "pain_max", "limits_by", "limits_on")


def outlived(before: InjuryFacts, injury: Injury) -> bool:
    """Whether a clinician's limits were said of another finding, or of a stage that is not reached now."""
    now = injury.facts()
    if (family_of(before) or before.kind, before.structure) != (family_of(now) or now.kind, now.structure):
        return True
    steps = [rule.stage for rule in stages_of(family_of(now) or "")]
    known = before.stage in steps and now.stage in steps
    return known and steps.index(now.stage) < steps.index(before.stage)


def end_limits(injury: Injury) -> list[str]:
    """Take a clinician's limits off; what they were stays in words."""
    ended = limit_words(injury.limits, injury.pain_max)
    said = f"No longer holds, from {injury.limits_by or 'the clinician'}: {'; '.join(ended)}."
    injury.limits, injury.pain_max, injury.limits_by, injury.limits_on = {}, None, "", None
    return [said] if ended else []


def check_place_is_free(injury: Injury) -> None:
    others = injury.client.injuries.open().filter(structure=injury.structure, side=injury.side)
    if other := others.exclude(pk=injury.pk).first():
        since = words_of(other.onset_on)
        raise ValidationError(
            f"{capfirst(other.label)} is open too, since {since}. Call that one over first."
        )


@transaction.atomic
def move_stage(
    *,
    injury: Injury,
    by: User,
    stage: str,
    on: dt.date,
    reason: str = "",
    clinician: str = "",
    gates: Collection[str] = (),
) -> None:
    """Go up by gates met or with a reason, or down with a reason; a clinician's stages need their name."""
    check_may_write(injury.client, by)
    check_open(injury)
    check_day(injury, "on", on)
    refuse(stage_day_faults(injury, on))
    found = read_injury(injury, injury.client.today())
    passed = stages_passed(found, stage)
    missing = not_met(injury, passed, gates, on)
    check_move(found, passed, missing, reason, clinician)
    from_stage, injury.stage = injury.stage, stage
    # What a clinician allowed for a later stage was not said of an earlier one.
    ended = [] if passed else end_limits(injury)
    keep(injury, "stage", *LIMIT_FIELDS)
    lines = keep_gates(injury, by, passed, gates, on) if passed else [*forget_gates_above(injury), *ended]
    lines += [f"Not met: {gate}" for gate in dict.fromkeys(missing)]
    words = "\n".join([*lines, *([reason] if reason else [])])
    stages = {"from_stage": from_stage, "to_stage": stage}
    note(injury, InjuryEvent.Kind.STAGE, by=by, on=on, words=words, clinician=clinician, **stages)


def stages_passed(found: OpenInjury, stage: str) -> tuple[Rule, ...]:
    """The stages entered on the way up to this one; none on the way down."""
    steps = {rule.stage: step for step, rule in enumerate(found.stages, start=1)}
    to_step = steps.get(stage)
    if found.step is None or to_step is None or to_step == found.step:
        raise ValidationError({"stage": "Choose another stage of this injury."})
    return found.stages[found.step : to_step]


def check_move(
    found: OpenInjury, passed: tuple[Rule, ...], missing: Collection[str], reason: str, clinician: str
) -> None:
    faults = []
    if (missing or not passed) and not reason.strip():
        faults.append(("reason", UNMET))
    step = found.step or 1
    if needs_clinician(found.stages, step, step + len(passed)) and not clinician.strip():
        faults.append(("clinician", "This step is a clinician's to open: write who did."))
    refuse(faults)


@transaction.atomic
def set_limits(
    *,
    injury: Injury,
    by: User,
    clinician: str,
    on: dt.date,
    limits: Mapping[str, Any],
    pain_max: int | None = None,
    words: str = "",
) -> None:
    """Lay a clinician's own limits over the stage's, field by field; empty limits take them off again."""
    check_may_write(injury.client, by)
    check_open(injury)
    check_named(clinician=clinician)
    check_day(injury, "on", on)
    try:
        clinicians_limits(limits)
    except StagesError as error:
        raise ValidationError(f"A limit cannot be read: {error}.") from error
    injury.limits, injury.pain_max = dict(limits), pain_max
    injury.limits_by, injury.limits_on = clinician, on
    keep(injury, *LIMIT_FIELDS)
    note(injury, InjuryEvent.Kind.LIMITS, by=by, on=on, words=words, clinician=clinician)


@transaction.atomic
def clear_red_flags(*, injury: Injury, by: User, clinician: str, on: dt.date, words: str) -> None:
    """Lift the warning signs on a clinician's word: who, when and what they said."""
    check_may_write(injury.client, by)
    if not injury.red_flags:
        raise ValidationError("No warning sign is open.")
    check_named(clinician=clinician, words=words)
    check_day(injury, "on", on)
    injury.red_flags = []
    keep(injury, "red_flags")
    note(injury, InjuryEvent.Kind.CLEARED, by=by, on=on, words=words, clinician=clinician)


@transaction.atomic
def resolve_injury(*, injury: Injury, by: User, on: dt.date, words: str = "", clinician: str = "") -> None:
    """Call it over; where that skips a clinician's stage or clearance, only with their name."""
    check_may_write(injury.client, by)
    check_open(injury)
    refuse(future_faults(injury.client, on=on))
    if on < injury.onset_on:
        raise ValidationError({"on": "An injury cannot be over before it began."})
    refuse(stage_day_faults(injury, on))
    if injury.red_flags:
        raise ValidationError("A warning sign is open. Record the clinician's word on it first.")
    if closing_needs_clinician(read_injury(injury, injury.client.today())) and not clinician.strip():
        raise ValidationError(
            {"clinician": "Only a clinician can call this over: write who did, on that day."}
        )
    injury.resolved_on = on
    keep(injury, "resolved_on")
    note(injury, InjuryEvent.Kind.RESOLVED, by=by, on=on, words=words, clinician=clinician)


@transaction.atomic
def reopen_injury(*, injury: Injury, by: User, on: dt.date, words: str) -> None:
    """Take back that it is over: the stage it had counts again."""
    check_may_write(injury.client, by)
    if injury.resolved_on is None:
        raise ValidationError("This injury is open already.")
    check_day(injury, "on", on)
    if again := injury.recurrences.filter(resolved_on=None).first():
        raise ValidationError(
            f"It goes on as {named(again)}. Say there first that it is not this injury again."
        )
    injury.resolved_on = None
    if not injury.stage:
        injury.stage = starting_stage(injury.facts(), "")
    keep(injury, "resolved_on", "stage")
    note(injury, InjuryEvent.Kind.REOPENED, by=by, on=on, words=words)
