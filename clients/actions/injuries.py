import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.text import capfirst

from clients.consents import health_visible
from clients.health import came_before, closing_needs_clinician, read_injury
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
    """The same place is on file and not over: `recurs` has to say whether it happened again."""


def check_may_write(client: Client, by: User) -> None:
    """A trainer writes health data only while the client shares it; a client always writes her own."""
    if client.user_id != by.pk and not health_visible(client):
        raise PermissionDenied(f"{client.name} does not share health data.")


type Faults = Iterable[tuple[str, str]]


def refuse(*faults: Faults) -> None:
    """Refuse with everything that is wrong, each sentence at its field."""
    errors: dict[str, list[str]] = {}
    for field, sentence in chain(*faults):
        errors.setdefault(field, []).append(sentence)
    if errors:
        raise ValidationError(errors)


def future_faults(client: Client, **days: dt.date | None) -> Iterator[tuple[str, str]]:
    for field, day in days.items():
        if day is not None and day > client.today():
            yield field, "This day has not come yet."


def day_faults(injury: Injury, field: str, day: dt.date) -> Iterator[tuple[str, str]]:
    yield from future_faults(injury.client, **{field: day})
    if day < injury.onset_on:
        yield field, "This is before the injury began."


def stage_day_faults(injury: Injury, day: dt.date) -> Iterator[tuple[str, str]]:
    """A history runs forwards: nothing is moved or closed before the day its stage was set."""
    set_on = injury.events.exclude(to_stage="").aggregate(last=Max("on"))["last"]
    if set_on is not None and day < set_on:
        yield "on", f"The stage it has was set on {words_of(set_on)}. Choose that day or a later one."


def check_day(injury: Injury, field: str, day: dt.date) -> None:
    refuse(day_faults(injury, field, day))


def check_open(injury: Injury) -> None:
    if injury.resolved_on is not None:
        raise ValidationError("This injury is over. Open it again first.")


def finding_faults(injury: Injury) -> Iterator[tuple[str, str]]:
    """What cannot be in a finding: a ligament is torn at a knee, a muscle where there is one."""
    acl = Injury.Kind.ACL
    sore = injury.kind == Injury.Kind.SORENESS
    if injury.side == Side.BOTH and injury.structure not in ONE_PIECE and not sore:
        yield "side", "Say which leg: two injured legs are two injuries."
    if injury.kind == acl and injury.structure not in WITH_LIGAMENTS:
        yield "kind", "A ligament injury is one of the knee. Correct place or kind."
    if injury.structure == Injury.Structure.ACL and injury.kind not in {"", acl, Injury.Kind.OTHER}:
        yield "kind", "The cruciate ligament is not a muscle: choose “Ligament injury”."
    if injury.bamic and injury.kind not in STRAINS:
        yield "bamic", "A BAMIC class is given to a strain or a tear of a muscle."


def assessment_faults(injury: Injury) -> Iterator[tuple[str, str]]:
    """A grade is a clinician's; what they said cannot be older than the injury."""
    if bool(injury.assessed_by) != bool(injury.assessed_on):
        field = "assessed_on" if injury.assessed_by else "assessed_by"
        yield field, "An assessment needs the clinician's name and the day."
    elif not injury.assessed and (injury.grade or injury.bamic or injury.operated_on):
        yield "assessed_by", "A grade or an operation needs the clinician who said so."
    for field in ("assessed_on", "operated_on"):
        day = getattr(injury, field)
        if day is not None and injury.onset_on is not None and day < injury.onset_on:
            yield field, "This is before the injury began."
    yield from future_faults(injury.client, assessed_on=injury.assessed_on, operated_on=injury.operated_on)


def end_faults(injury: Injury) -> Iterator[tuple[str, str]]:
    if injury.resolved_on is None:
        return
    if injury.onset_on is not None and injury.resolved_on < injury.onset_on:
        yield "resolved_on", "An injury cannot be over before it began."
    if injury.red_flags:
        yield "resolved_on", "A warning sign is answered with yes, so it is not over."


def stages_open_to(facts: InjuryFacts) -> list[str]:
    """The stages it may stand at; none before an assessment, without a family of rules, or once over."""
    sore = facts.kind == Injury.Kind.SORENESS and facts.side == Side.BOTH
    if facts.resolved_on is not None or not (facts.assessed or sore):
        return []
    return [rule.stage for rule in stages_of(family_of(facts) or "")]


def stage_faults(facts: InjuryFacts, wanted: str) -> Iterator[tuple[str, str]]:
    codes = stages_open_to(facts)
    if wanted and wanted not in codes:
        other = "This stage belongs to another kind of injury."
        yield "stage", other if codes else "There is no such stage for this injury."


def starting_stage(facts: InjuryFacts, wanted: str) -> str:
    """The stage asked for, else the first of its kind, "" where it has none."""
    refuse(stage_faults(facts, wanted))
    return wanted or next(iter(stages_open_to(facts)), "")


def new_faults(injury: Injury, stage: str) -> Iterator[tuple[str, str]]:
    """Everything that cannot be in a new injury; what is not filled in yet is passed over."""
    yield from future_faults(injury.client, onset_on=injury.onset_on, resolved_on=injury.resolved_on)
    born = injury.client.birth_date
    if born is not None and injury.onset_on is not None and injury.onset_on < born:
        yield "onset_on", f"This is before {injury.client.first_name} was born."
    yield from finding_faults(injury)
    yield from assessment_faults(injury)
    yield from end_faults(injury)
    yield from stage_faults(injury.facts(), stage)


def check_known_flags(codes: Collection[str]) -> None:
    if not set(codes) <= {flag.code for flag in RED_FLAGS}:
        raise ValidationError({"red_flags": "This warning sign is not known."})


def note(
    injury: Injury, kind: InjuryEvent.Kind, *, by: User, on: dt.date, did: str = "", **said: str
) -> None:
    """Keep one change in the injury's history and in the audit, within the transaction of the change."""
    InjuryEvent.objects.create(client=injury.client, injury=injury, kind=kind, by=by, on=on, **said)
    audit.record(f"injury {did or AUDIT_WORDS[kind]}", by=by, client_number=injury.client_id, row=injury)


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


def named(injury: Injury) -> str:
    """One injury told from others of its place: "right hamstring strain of 1 November 2026"."""
    return f"{injury.label} of {words_of(injury.onset_on)}"


def end_earlier(earlier: Injury, later: Injury, by: User) -> None:
    """An earlier one still open ends on the day it happened again; its warning signs move along."""
    if earlier.resolved_on is not None:
        return
    if earlier.onset_on > later.onset_on:
        raise ValidationError({"onset_on": f"The earlier one began on {words_of(earlier.onset_on)}."})
    later.red_flags = sorted({*later.red_flags, *earlier.red_flags})
    begin_again(earlier, later)
    earlier.resolved_on, earlier.red_flags = later.onset_on, []
    keep(earlier, "resolved_on", "red_flags")
    words = f"It happened again on {words_of(later.onset_on)} and goes on there."
    note(earlier, InjuryEvent.Kind.RESOLVED, by=by, on=later.onset_on, words=words)


def begin_again(earlier: Injury, later: Injury) -> None:
    """What a clinician leads goes on at the first stage, unless a clinician has seen it since."""
    seen = earlier.events.exclude(clinician="").aggregate(last=Max("on"))["last"]
    since = later.assessed_on is not None and (seen is None or later.assessed_on >= seen)
    if not since and closing_needs_clinician(read_injury(earlier, earlier.client.today())):
        later.stage = starting_stage(later.facts(), "")


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
    recurs: bool | None = None,
    **details: Any,
) -> Injury:
    """Put an injury on file; without a clinician's name and day it is suspected, whatever the kind.

    `details` are the other fields of Injury (mechanism, assessed_by, assessed_on, grade, …); `words` are the
    client's own; `recurs` says whether it is the earlier one of this place, come back: yes ends one that is
    still open, no leaves it open beside this, and None raises AlreadyOpen.
    """
    check_may_write(client, by)
    check_known_flags(red_flags)
    injury = Injury(
        client=client, by=by, structure=structure, side=side, kind=kind, onset_on=onset_on, **details
    )
    injury.red_flags = sorted(red_flags)
    refuse(new_faults(injury, stage))
    flag_second_strain(injury)
    injury.stage = starting_stage(injury.facts(), stage)
    follow(injury, by, recurs)
    injury.full_clean()
    injury.save()
    note_beginning(injury, by, words)
    return injury


def follow(injury: Injury, by: User, recurs: bool | None) -> None:
    """Put a new injury after the earlier one of its place, where it is that one again."""
    over = injury.resolved_on is not None
    earlier = came_before(injury.client, injury.structure, injury.side, injury.onset_on, over=over)
    if earlier and earlier.resolved_on is None and recurs is None:
        since = words_of(earlier.onset_on)
        raise AlreadyOpen(f"{capfirst(earlier.label)} is on file since {since} and not over.")
    if earlier and recurs:
        end_earlier(earlier, injury, by)
        injury.recurrence_of = earlier


def note_beginning(injury: Injury, by: User, words: str) -> None:
    kinds = InjuryEvent.Kind
    # A stage that a clinician gave holds from the day of the assessment.
    assessed = injury.assessed_on is not None
    if injury.recurrence_of:
        words = "\n".join(filter(None, [words, f"Again: {named(injury.recurrence_of)}."]))
    at_once = "" if assessed else injury.stage
    note(injury, kinds.RECORDED, by=by, on=injury.onset_on, words=words, to_stage=at_once)
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
            to_stage=injury.stage,
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
    asked: Collection[str] = (),
    mechanism: str = "Sudden pain in a workout",
) -> Injury:
    """Sudden pain as it is told: a suspected injury of today, or one more report of one not assessed yet.

    An injury that is open at this place stays open beside it. A client's own report is kept whether or not
    she shares health data: it holds her training and nobody else sees it. `asked` are the codes of the
    warning signs that were answered.
    """
    check_may_write(client, by)
    here = client.injuries.open().filter(structure=structure, side=side)
    suspected = here.filter(assessed_on=None).first()
    words = "\n".join(filter(None, [words, answer_words(asked, red_flags)]))
    if suspected is None:
        return add_injury(
            client=client,
            by=by,
            kind=SUSPECTED_KINDS.get(structure, Injury.Kind.OTHER),
            onset_on=client.today(),
            mechanism=mechanism,
            words=words,
            red_flags=red_flags,
            recurs=False,
            structure=structure,
            side=side,
        )
    told = f"Reported once more.\n{words}"
    note(suspected, InjuryEvent.Kind.RECORDED, by=by, on=client.today(), did="reported again", words=told)
    if new := set(red_flags) - set(suspected.red_flags):
        raise_red_flags(injury=suspected, by=by, red_flags=new)
    return suspected


def answer_words(asked: Collection[str], raised: Collection[str]) -> str:
    """How the warning signs were answered, where they were."""
    if not asked:
        return ""
    if raised:
        return f"Answered yes to {len(raised)} of {len(asked)} warning signs."
    return f"Answered no to all {len(asked)} warning signs."


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
