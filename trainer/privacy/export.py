"""Everything that is held about one client, as plain data in the words of the house."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models
from django.utils import timezone

from clients.models import Client, Injury, Side
from exercises.models import Exercise
from trainer.accounts.models import User
from trainer.balance.models import Reading
from trainer.balance.own_protocols import definitions_of
from trainer.balance.ratios import ReadingFacts, asymmetries, ratios
from trainer.privacy.record import exported_record
from trainer.programs.cues import signature
from trainer.programs.models import Program

LIBRARY = "the library and what its editors and trainers make for all; her rows name an exercise by its slug"
PROGRAMME = "a programme before it is anybody's; her own workouts are exported row by row"
MAY = "what somebody may do here, which is no fact about her"
NUMBER = "a number of this site's own that says nothing elsewhere"
ALSO = "what stands under `sign_in` already, and whether the site's mail reached it"
# What an export leaves out, and why. Each model with a path to a client or to the person who signs in as her,
# and each field of those, is in the export or in here.
LEFT_OUT = {
    "clients.Invitation.token_hash": "a secret that opens the record",
    "clients.Invitation.code_hash": "a secret that opens the record",
    "clients.CoachingRequest.trainer": "whether anybody here has the address that was asked",
    "clients.TrainerNote": "the trainers' own working notes, which the client never receives in any form",
    "accounts.User.id": NUMBER,
    "accounts.User.password": "a secret",
    **{
        f"accounts.User.{field}": MAY
        for field in (
            *("is_superuser", "is_staff", "is_active", "is_trainer", "is_client"),
            *("groups", "user_permissions"),
        )
    },
    "accounts.AuditEntry.id": NUMBER,
    "accounts.AuditEntry.client_number": NUMBER,
    "accounts.AuditEntry.object_type": "the name of a table, which `action` tells in words",
    "accounts.AuditEntry.object_number": NUMBER,
    "accounts.Look.id": NUMBER,
    "accounts.Look.client_number": NUMBER,
    "accounts.Look.at": "the minute; a look is kept and shown once a day",
    "account.EmailAddress": ALSO,
    "account.EmailConfirmation": ALSO,
    "mfa.Authenticator": "secrets of her sign-in",
    "sessions.Session": "the browsers that are signed in: a secret each, and gone with the next sign-out",
    "admin.LogEntry": "what administrators did to the site's own tables, none of which is a client's",
    **dict.fromkeys(
        (
            *("exercises.Exercise", "exercises.MuscleShare", "exercises.Step", "exercises.OwnVideo"),
            *("exercises.Cue", "exercises.HistoricalCue", "exercises.CueVersion", "editorial.CueDraft"),
        ),
        LIBRARY,
    ),
    **dict.fromkeys(("programs.Program", "programs.ProgramDay", "programs.ProgramExercise"), PROGRAMME),
    "balance.OwnProtocol": "a trainer's; those that she was tested by stand under `own_tests`",
}
FORMAT = "plumb-client-2"
# What a row points at without its being the client's, and the name that stands for it.
SHARED: dict[Any, str] = {Exercise: "slug", Program: "slug", User: "email"}
RATIO_KEYS = ["kind", "tested_on", "protocol", "speed_deg_s", "side", "hamstrings", "quadriceps", "value"]
ASYMMETRY_KEYS = ["kind", "tested_on", "protocol", "speed_deg_s", "muscle_group", "left", "right"]
ASYMMETRY_KEYS += ["value", "stronger"]
SIGN_IN_KEYS = ["email", "name", "load_unit", "theme", "date_joined", "last_login"]
READING_KEYS = ["tested_on", "protocol", "speed_deg_s", "side", "muscle_group", "value", "unit", "held_back"]


def client_models() -> list[type[models.Model]]:
    """Every model whose rows belong to a client, in a steady order."""
    return sorted(
        (
            model
            for model in apps.get_models()
            if any(field.name == "client" and field.related_model is Client for field in model._meta.fields)
        ),
        key=lambda model: model._meta.label,
    )


def export_client(client: Client) -> dict[str, Any]:
    """One object with the profile, every row of every kind, and what the readings say, unrounded."""
    found = Reading.objects.filter(client=client).select_related("test__own_protocol")
    facts = [reading.facts() for reading in found]
    facts.sort(
        key=lambda fact: (fact.tested_on, fact.protocol, fact.speed_deg_s or 0, fact.muscle_group, fact.side)
    )
    return {
        "format": FORMAT,
        "exported_at": timezone.now().isoformat(),
        "client": _row(client),
        "sign_in": _picked(client.user, SIGN_IN_KEYS) if client.user else None,
        "readings": [_picked(fact, READING_KEYS) for fact in facts],
        "own_tests": definitions_of(client.pk),
        **_what_readings_say(client, facts),
        "cues": [
            {"exercise": cue.exercise.name, "words": cue.words, "signed": signature(cue)}
            for cue in client.cues.select_related("exercise", "by")
        ],
        **exported_record(client),
        "rows": {
            model._meta.label: [_row(row) for row in _rows_of(model, client)]
            for model in client_models()
            if model._meta.label not in LEFT_OUT
        },
    }


def _what_readings_say(client: Client, facts: list[ReadingFacts]) -> dict[str, Any]:
    found = ratios(facts)
    between = asymmetries(facts, injured_side=_injured_side(client))
    return {
        "ratios": [_picked(ratio, RATIO_KEYS) for ratio in found if not ratio.held_back],
        "held_back_ratios": [
            _picked(ratio, [*RATIO_KEYS, "held_back"]) for ratio in found if ratio.held_back
        ],
        "asymmetries": [_picked(asymmetry, ASYMMETRY_KEYS) for asymmetry in between],
    }


def _injured_side(client: Client) -> str | None:
    """The leg whose thigh is injured now; none when it is both or neither."""
    thigh = [Injury.Structure.HAMSTRING, Injury.Structure.SIT_BONE, Injury.Structure.QUADRICEPS]
    sides = set(client.injuries.open().filter(structure__in=thigh).values_list("side", flat=True))
    return sides.pop() if len(sides) == 1 and Side.BOTH not in sides else None


def _picked(fact: Any, keys: Iterable[str]) -> dict[str, Any]:
    return {key: _plain(getattr(fact, key)) for key in keys}


def _rows_of(model: type[models.Model], client: Client) -> models.QuerySet[Any]:
    shared = [field.name for field in model._meta.fields if field.related_model in SHARED]
    rows = model._default_manager.filter(client=client).order_by("pk")
    return rows.select_related(*shared) if shared else rows


def _row(row: models.Model) -> dict[str, Any]:
    """One row; what is not the client's own is told by the name that other sites know it by too."""
    label = row._meta.label
    return {
        field.name if field.related_model in SHARED else field.attname: _value(row, field)
        for field in row._meta.fields
        if f"{label}.{field.name}" not in LEFT_OUT
    }


def _value(row: models.Model, field: models.Field) -> Any:
    if name := SHARED.get(field.related_model):
        return getattr(getattr(row, field.name), name, None)
    return _plain(field.value_from_object(row))


def _plain(value: Any) -> Any:
    """Numbers stay numbers, JSON stays JSON, moments become ISO text, everything else becomes text."""
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    return str(value)
