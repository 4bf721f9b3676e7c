"""Which entry gates of a stage an injury has met, one by one and with the day."""

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction

from clients.actions.injuries import check_day, check_may_write, check_open, words_of
from clients.models import GateMet, Injury, InjuryEvent
from clients.rules import Rule
from clients.stages import family_of, stages_of
from trainer.accounts import audit
from trainer.accounts.models import User


def stages_above(injury: Injury) -> tuple[Rule, ...]:
    """The stages that the injury has not come to yet."""
    stages = stages_of(family_of(injury.facts()) or "")
    step = next((number for number, rule in enumerate(stages, start=1) if rule.stage == injury.stage), None)
    return stages[step:] if step else ()


@transaction.atomic
def meet_gate(*, injury: Injury, by: User, gate: str, on: dt.date) -> None:
    """Tick one gate of the next stage; met again on another day, the day is put right."""
    check_may_write(injury.client, by)
    check_open(injury)
    following = stages_above(injury)[:1]
    if not following or gate not in following[0].gates:
        raise ValidationError({"gate": "This is not one of the things to be met for the next stage."})
    check_day(injury, "on", on)
    if injury.gates_met.filter(stage=following[0].stage, gate=gate, met_on=on).exists():
        return
    row, _ = GateMet.objects.update_or_create(
        injury=injury,
        stage=following[0].stage,
        gate=gate,
        defaults={"client": injury.client, "met_on": on, "by": by},
    )
    note_gate(row, by, "gate met", on, f"Met: {gate}, {words_of(on)}")


@transaction.atomic
def untick_gate(*, injury: Injury, by: User, gate: str) -> None:
    """Take back a tick of the next stage; what led to a stage already entered stays as it was."""
    check_may_write(injury.client, by)
    check_open(injury)
    following = [rule.stage for rule in stages_above(injury)[:1]]
    for row in injury.gates_met.filter(gate=gate, stage__in=following):
        words = f"No longer counts as met: {gate}, {words_of(row.met_on)}"
        note_gate(row, by, "gate taken back", injury.client.today(), words)
        row.delete()


def note_gate(row: GateMet, by: User, did: str, on: dt.date, words: str) -> None:
    """Keep in the injury's history what was ticked or taken back, by whom and when."""
    kind = InjuryEvent.Kind.RECORDED
    InjuryEvent.objects.create(client=row.client, injury=row.injury, kind=kind, by=by, on=on, words=words)
    audit.record(did, by=by, client_number=row.client_id, row=row)


def not_met(injury: Injury, passed: Collection[Rule], ticked: Collection[str], on: dt.date) -> list[str]:
    """The gates on this way up that nobody has ticked as met by that day."""
    met = set(injury.gates_met.filter(met_on__lte=on).values_list("stage", "gate"))
    gates = [(rule.stage, gate) for rule in passed for gate in rule.gates]
    return [gate for stage, gate in gates if (stage, gate) not in met and gate not in ticked]


def keep_gates(
    injury: Injury, by: User, passed: Collection[Rule], ticked: Collection[str], on: dt.date
) -> list[str]:
    """Keep what was ticked with the move itself as met that day; every gate passed that is met, in words."""
    days = {(row.stage, row.gate): row.met_on for row in injury.gates_met.all()}
    for rule in passed:
        for gate in rule.gates:
            if gate in ticked and (rule.stage, gate) not in days:
                GateMet.objects.create(
                    client=injury.client, injury=injury, stage=rule.stage, gate=gate, met_on=on, by=by
                )
                days[rule.stage, gate] = on
    met = [(gate, days.get((rule.stage, gate))) for rule in passed for gate in rule.gates]
    return list(dict.fromkeys(f"Met: {gate}, {words_of(day)}" for gate, day in met if day))


def forget_gates_above(injury: Injury) -> list[str]:
    """After going back, later stages have to be earned again; what had been met stays in words."""
    rows = injury.gates_met.filter(stage__in=[rule.stage for rule in stages_above(injury)])
    words = [f"To be met again: {row.gate}, met on {words_of(row.met_on)}" for row in rows]
    rows.delete()
    return words
