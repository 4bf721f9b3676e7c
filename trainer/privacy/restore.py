"""Reads a download back in: a new client with every row of hers, under new numbers."""

import io
import json
import uuid
import zipfile
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from clients.actions import add_client
from clients.models import Client
from trainer.accounts.models import User
from trainer.balance.models import OwnProtocol
from trainer.balance.own_protocols import adopt
from trainer.balance.protocols import own_code
from trainer.privacy.archive import DATA
from trainer.privacy.export import FORMAT, SHARED, client_models

# Links between people are made anew, the old ones were agreed to with somebody else; what one trainer put off
# is not put off for another.
MADE_ANEW = {
    *("clients.Coaching", "clients.CoachingRequest", "clients.Consent", "clients.Invitation"),
    "roster.PutOff",
}
# Where the code of a test stands as text: that of a trainer's own test has its number in it.
CODED = {"balance.Retest": "protocol", "balance.Target": "method"}
OWN_FIELDS = {"id", "user", "name", "archived_at", "erase_on", "created_at"}
LARGEST = 50_000_000


def read_archive(content: bytes) -> dict[str, Any]:
    """The JSON of a download, or ValidationError with what is wrong with it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if archive.getinfo(DATA).file_size > LARGEST:
                raise ValidationError("This archive is too large to be one client's.")
            data: dict[str, Any] = json.loads(archive.read(DATA))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise ValidationError(f"This is no download of Plumb: {DATA} cannot be read.") from error
    if data.get("format") != FORMAT:
        raise ValidationError(f"This download has another format than {FORMAT}.")
    return data


@transaction.atomic
def restore_client(data: dict[str, Any], *, by: User, consent_health: bool) -> Client:
    """A new client of this trainer, who has agreed on paper, with every row of the download."""
    shared = found_here(data)
    profile = {key: value for key, value in data["client"].items() if key not in OWN_FIELDS}
    client = add_client(
        by=by, name=data["client"]["name"], consent_training=True, consent_health=consent_health, **profile
    )
    numbers: dict[tuple[Any, Any], Any] = {(Client, data["client"]["id"]): client.pk}
    own_tests = adopt(data.get("own_tests", []), by)
    numbers |= {(OwnProtocol, str(old)): found.pk for old, found in own_tests.items()}
    codes = {own_code(old): found.code for old, found in own_tests.items()}
    for model in in_order():
        key = CODED.get(model._meta.label, "")
        for row in data["rows"].get(model._meta.label, []):
            row = {**row, key: codes.get(row[key], row[key])} if key else row
            numbers[model, str(row[model._meta.pk.attname])] = put(model, row, client, numbers, shared).pk
    return client


def in_order() -> list[type[models.Model]]:
    """The kinds of rows, each after those it points at."""
    left = [model for model in client_models() if model._meta.label not in MADE_ANEW]
    found: list[type[models.Model]] = []
    while left:
        ready = [model for model in left if not pointed_at(model) & set(left)]
        found += ready
        left = [model for model in left if model not in ready]
    return found


def pointed_at(model: type[models.Model]) -> set[Any]:
    return {field.related_model for field in model._meta.fields if field.related_model} - {model}


def found_here(data: dict[str, Any]) -> dict[Any, dict[str, int]]:
    """The exercises, programmes and people of this site by name; an exercise that is missing is refused."""
    found = {model: dict(model.objects.values_list(name, "pk")) for model, name in SHARED.items()}
    for model in in_order():
        for field in model._meta.fields:
            if field.related_model in SHARED and not field.null:
                names = {row[field.name] for row in data["rows"].get(model._meta.label, [])}
                refuse_missing(names - found[field.related_model].keys())
    return found


def refuse_missing(names: Iterable[str]) -> None:
    if listed := ", ".join(sorted(names)):
        raise ValidationError(f"This site lacks what the download speaks of: {listed}.")


def put(
    model: type[models.Model],
    row: dict[str, Any],
    client: Client,
    numbers: dict[tuple[Any, Any], Any],
    shared: dict[Any, dict[str, int]],
) -> models.Model:
    """Write one row; moments that the database would stamp anew are put back as they were."""
    made = model(client_id=client.pk)
    stamped = {}
    for field in model._meta.fields:
        key = field.name if field.related_model in SHARED else field.attname
        if field.name == "client" or key not in row:
            continue
        if field.primary_key:
            if isinstance(field, models.UUIDField):
                setattr(made, field.attname, free_id(model, row[key]))
            continue
        value = row[key]
        if field.related_model in SHARED:
            value = shared[field.related_model].get(value)
        elif field.related_model:
            value = numbers.get((field.related_model, str(value)))
        else:
            value = field.to_python(value)
        setattr(made, field.attname, value)
        if getattr(field, "auto_now_add", False):
            stamped[field.name] = value
    made.save(force_insert=True)
    if stamped:
        model._default_manager.filter(pk=made.pk).update(**stamped)
    return made


def free_id(model: type[models.Model], wanted: str) -> uuid.UUID:
    """The old id, unless this site still holds that row."""
    taken = model._default_manager.filter(pk=wanted).exists()
    return uuid.uuid4() if taken else uuid.UUID(wanted)
