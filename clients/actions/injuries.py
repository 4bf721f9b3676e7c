import datetime as dt
from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.text import capfirst

from clients.consents import health_visible
from clients.health import earlier_at
from clients.models import Client, Injury, InjuryEvent, Side
from clients.rules import InjuryFacts
from clients.stages import RED_FLAGS, family_of, is_recent, stages_of
from trainer.accounts import audit
from trainer.accounts.models import User

AUDIT_WORDS = {
    InjuryEvent.Kind.RECORDED: "added",
    InjuryEvent.Kind.ASSESSED: "assessed",
    InjuryEvent.Kind.STAGE: "stage moved",
    InjuryEvent.Kind.FLAG: "warning sign noted",
    InjuryEvent.Kind.CLEARED: "warning sign cleared",
    InjuryEvent.Kind.LIMITS: "limits set",
    InjuryEvent.Kind.RESOLVED: "closed",
    InjuryEvent.Kind.REOPENED: "opened again",
}
ONE_PIECE = (Injury.Structure.LOW_BACK, Injury.Structure.OTHER)
STRAINS = (Injury.Kind.STRAIN, Injury.Kind.TEAR)
WITH_LIGAMENTS = (Injury.Structure.ACL, Injury.Structure.KNEE, Injury.Structure.OTHER)


class StaleInjury(Exception):
    """Somebody else changed the injury after its editor had opened it; nothing was saved."""


class AlreadyOpen(ValidationError):
    """The same place is on file and not over: only `again=True` says that it happened again."""


def check_may_write(client: Client, by: User) -> None:
    """A trainer writes health data only while the client shares it; a client always writes her own."""
    if client.user_id != by.pk and not health_visible(client):
        raise PermissionDenied(f"{client.name} does not share health data.")


def check_not_future(client: Client, **days: dt.date | None) -> None:
    for field, day in days.items():
        if day is not None and day > client.today():
            raise ValidationError({field: "This day has not come yet."})


def check_day(injury: Injury, field: str, day: dt.date) -> None:
    check_not_future(injury.client, **{field: day})
    if day < injury.onset_on:
        raise ValidationError({field: "This is before the injury began."})


def check_open(injury: Injury) -> None:
    if injury.resolved_on is not None:
        raise ValidationError("This injury is over. Open it again first.")


def check_side(structure: str, side: str, kind: str) -> None:
    if side == Side.BOTH and structure not in ONE_PIECE and kind != Injury.Kind.SORENESS:
        raise ValidationError({"side": "Say which leg: two injured legs are two injuries."})


def check_kind(injury: Injury) -> None:
    """A ligament is torn at a knee, a muscle where there is one; only a muscle has a class from the scan."""
    if injury.kind == Injury.Kind.ACL and injury.structure not in WITH_LIGAMENTS:
        raise ValidationError({"kind": "A ligament injury is one of the knee. Correct place or kind."})
    if injury.structure == Injury.Structure.ACL and injury.kind not in {Injury.Kind.ACL, Injury.Kind.OTHER}:
        raise ValidationError({"kind": "The cruciate ligament is not a muscle: choose “Ligament injury”."})
    if injury.bamic and injury.kind not in STRAINS:
        raise ValidationError({"bamic": "A BAMIC class is given to a strain or a tear of a muscle."})


def check_known_flags(codes: Collection[str]) -> None:
    if not set(codes) <= {flag.code for flag in RED_FLAGS}:
        raise ValidationError({"red_flags": "This warning sign is not known."})


def check_assessment(injury: Injury) -> None:
    """A grade is a clinician's; what they said cannot be older than the injury."""
    if bool(injury.assessed_by) != bool(injury.assessed_on):
        field = "assessed_on" if injury.assessed_by else "assessed_by"
        raise ValidationError({field: "An assessment needs the clinician's name and the day."})
    if not injury.assessed and (injury.grade or injury.bamic or injury.operated_on):
        raise ValidationError({"assessed_by": "A grade or an operation needs the clinician who said so."})
    for field in ("assessed_on", "operated_on"):
        day = getattr(injury, field)
        if day is not None and day < injury.onset_on:
            raise ValidationError({field: "This is before the injury began."})
    check_not_future(injury.client, assessed_on=injury.assessed_on, operated_on=injury.operated_on)


def starting_stage(facts: InjuryFacts, wanted: str) -> str:
    """The stage asked for, else the family's first; none before an assessment, or without a family."""
    sore = facts.kind == Injury.Kind.SORENESS and facts.side == Side.BOTH
    family = family_of(facts)
    if family is None or facts.resolved_on is not None or not (facts.assessed or sore):
        if wanted:
            raise ValidationError({"stage": "There is no such stage for this injury."})
        return ""
    codes = [rule.stage for rule in stages_of(family)]
    if wanted and wanted not in codes:
        raise ValidationError({"stage": "This stage belongs to another kind of injury."})
    return wanted or codes[0]


def note(injury: Injury, kind: InjuryEvent.Kind, *, by: User, on: dt.date, **said: str) -> None:
    """Keep one change in the injury's history and in the audit, within the transaction of the change."""
    InjuryEvent.objects.create(client=injury.client, injury=injury, kind=kind, by=by, on=on, **said)
    audit.record(f"injury {AUDIT_WORDS[kind]}", by=by, client_number=injury.client_id, row=injury)


def keep(injury: Injury, *fields: str) -> None:
    """Save these fields if the row still is as its editor saw it (`injury.version`), else StaleInjury."""
    injury.clean_fields()
    injury.validate_constraints()
    values: dict[str, Any] = {field: getattr(injury, field) for field in fields}
    as_seen = Injury.objects.filter(pk=injury.pk, version=injury.version)
    if not as_seen.update(version=injury.version + 1, **values):
        raise StaleInjury
    injury.version += 1


def words_of(day: dt.date) -> str:
    return date_format(day, "j F Y")


def flag_words(codes: Collection[str]) -> str:
    return "\n".join(flag.question for flag in RED_FLAGS if flag.code in codes)


def carry_over(injury: Injury, by: User, again: bool) -> None:
    """Close the earlier injuries of the same place on the day of this one; their warning signs move here."""
    earlier = injury.client.injuries.open().filter(structure=injury.structure, side=injury.side)
    for old in earlier:
        if not again:
            raise AlreadyOpen(
                f"{capfirst(old.label)} is on file since {words_of(old.onset_on)} and not over."
            )
        if old.onset_on > injury.onset_on:
            raise ValidationError({"onset_on": f"The earlier one began on {words_of(old.onset_on)}."})
        injury.red_flags = sorted({*injury.red_flags, *old.red_flags})
        injury.recurrence_of = old
        old.resolved_on = injury.onset_on
        old.red_flags = []
        keep(old, "resolved_on", "red_flags")
        words = "It happened again: see the new one."
        note(old, InjuryEvent.Kind.RESOLVED, by=by, on=injury.onset_on, words=words)


def recent_strain(injury: Injury) -> Injury | None:
    """The strain or tear of the same leg that was not yet over 12 months before this one."""
    same_leg = injury.client.injuries.filter(
        side=injury.side, kind__in=STRAINS, onset_on__lt=injury.onset_on
    ).exclude(side=Side.BOTH)
    return next((row for row in same_leg if is_recent(row.resolved_on, injury.onset_on)), None)


def flag_second_strain(injury: Injury) -> None:
    """What the file itself answers with yes; a clinician who has seen this strain has answered it."""
    open_strain = injury.kind in STRAINS and injury.resolved_on is None
    if open_strain and not injury.assessed and recent_strain(injury):
        injury.red_flags = sorted({*injury.red_flags, "second_strain"})


@transaction.atomic
def add_injury(
    *,
    client: Client,
    by: User,
    structure: str,
    side: str,
    kind: str,
    onset_on: dt.date,
    words: str = "",
    red_flags: Collection[str] = (),
    stage: str = "",
    again: bool = False,
    recurs: bool = False,
    **details: Any,
) -> Injury:
    """Put an injury on file; without a clinician's name and day it is suspected, whatever the kind.

    `details` are the other fields of Injury (mechanism, assessed_by, assessed_on, grade, …); `words` are the
    client's own; `again` closes an open injury of the same place instead of raising AlreadyOpen; `recurs`
    says that it is the latest earlier one of this place, come back.
    """
    check_may_write(client, by)
    check_known_flags(red_flags)
    injury = Injury(
        client=client, by=by, structure=structure, side=side, kind=kind, onset_on=onset_on, **details
    )
    injury.red_flags = sorted(red_flags)
    check_not_future(client, onset_on=onset_on, resolved_on=injury.resolved_on)
    check_side(structure, side, kind)
    check_assessment(injury)
    check_kind(injury)
    check_end(injury)
    injury.recurrence_of = earlier_at(client, structure, side, onset_on) if recurs else None
    flag_second_strain(injury)
    injury.stage = starting_stage(injury.facts(), stage)
    if injury.resolved_on is None:
        carry_over(injury, by, again)
    injury.full_clean()
    injury.save()
    note_beginning(injury, by, words)
    return injury


def check_end(injury: Injury) -> None:
    if injury.resolved_on is None:
        return
    if injury.resolved_on < injury.onset_on:
        raise ValidationError({"resolved_on": "An injury cannot be over before it began."})
    if injury.red_flags:
        raise ValidationError({"resolved_on": "A warning sign is answered with yes, so it is not over."})


def note_beginning(injury: Injury, by: User, words: str) -> None:
    kinds = InjuryEvent.Kind
    note(injury, kinds.RECORDED, by=by, on=injury.onset_on, words=words, to_stage=injury.stage)
    if injury.red_flags:
        words = flag_words(injury.red_flags)
        if "second_strain" in injury.red_flags and (first := recent_strain(injury)):
            words += f"\nOn file: {first.label}, since {words_of(first.onset_on)}."
        note(injury, kinds.FLAG, by=by, on=injury.client.today(), words=words)
    if injury.assessed_on is not None:
        note(
            injury,
            kinds.ASSESSED,
            by=by,
            on=injury.assessed_on,
            words=injury.assessment,
            clinician=injury.assessed_by,
        )
    if injury.resolved_on is not None:
        note(injury, kinds.RESOLVED, by=by, on=injury.resolved_on)


@transaction.atomic
def sudden_injury(
    *,
    client: Client,
    by: User,
    side: str,
    words: str,
    structure: str = "hamstring",
    red_flags: Collection[str] = (),
    mechanism: str = "Sudden pain in a workout",
) -> Injury:
    """Sudden pain as a client reports it: a suspected injury of today, or one more report of it."""
    here = client.injuries.open().filter(structure=structure, side=side)
    suspected = here.filter(assessed_on=None).first()
    if suspected is None:
        return add_injury(
            client=client,
            by=by,
            kind=SUSPECTED_KINDS.get(structure, Injury.Kind.OTHER),
            onset_on=client.today(),
            mechanism=mechanism,
            words=words,
            red_flags=red_flags,
            again=True,
            structure=structure,
            side=side,
        )
    check_may_write(client, by)
    note(suspected, InjuryEvent.Kind.FLAG, by=by, on=client.today(), words=words)
    if new := set(red_flags) - set(suspected.red_flags):
        raise_red_flags(injury=suspected, by=by, red_flags=new)
    return suspected


@transaction.atomic
def raise_red_flags(*, injury: Injury, by: User, red_flags: Collection[str]) -> None:
    """Add warning signs found later: everything is blocked until a clinician's word is recorded."""
    check_may_write(injury.client, by)
    check_known_flags(red_flags)
    new = set(red_flags) - set(injury.red_flags)
    if not new:
        raise ValidationError("No new warning sign was answered with yes, so nothing changes.")
    injury.red_flags = sorted({*injury.red_flags, *new})
    keep(injury, "red_flags")
    note(injury, InjuryEvent.Kind.FLAG, by=by, on=injury.client.today(), words=flag_words(new))


SUSPECTED_KINDS: dict[str, str] = {
    Injury.Structure.HAMSTRING: Injury.Kind.STRAIN,
    Injury.Structure.QUADRICEPS: Injury.Kind.STRAIN,
    Injury.Structure.CALF: Injury.Kind.STRAIN,
    Injury.Structure.GROIN: Injury.Kind.STRAIN,
    Injury.Structure.ACL: Injury.Kind.ACL,
}
