"""Every model and field with a path to a client is in her export, or among the reasons why not."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import models
from django.test.utils import isolate_apps

from clients.models import Client, Injury
from trainer.accounts import audit
from trainer.accounts.models import AuditEntry, Look, User
from trainer.privacy.export import LEFT_OUT, export_client

type Model = type[models.Model]
# Rows about a person that hang on no key: a bare number, or something encoded.
WITHOUT_A_KEY = {Session}


def fields_of(model: Model) -> list[Any]:
    return [*model._meta.fields, *model._meta.many_to_many]


def reached(among: Iterable[Model]) -> set[Model]:
    """The client, her user, and what leads to them over keys of any kind, however many steps away."""
    found: set[Model] = {Client, User} | WITHOUT_A_KEY
    left = set(among) - found
    while new := {model for model in left if leads_to(model, found)}:
        found |= new
        left -= new
    return found


def leads_to(model: Model, found: set[Model]) -> bool:
    fields = fields_of(model)
    return any(field.related_model in found or field.name == "client_number" for field in fields)


def exported(client: Client) -> dict[str, set[str]]:
    """The names of what the export says of each kind of row; the client has a row of every kind."""
    data = export_client(client)
    told = {label: set(rows[0]) for label, rows in data["rows"].items()}
    told["clients.Client"] = set(data["client"])
    told["accounts.User"] = set(data["sign_in"])
    for model, key in ((AuditEntry, "what_was_done"), (Look, "who_looked")):
        told[model._meta.label] = {"actor" if name == "by" else name for name in data[key][0]}
    return told


def forgotten(among: Iterable[Model], told: dict[str, set[str]]) -> set[str]:
    """What is neither in the export nor left out for a reason."""
    missing = set()
    for model in reached(among):
        label = model._meta.label
        if label in LEFT_OUT:
            continue
        if label not in told:
            missing.add(label)
            continue
        here = told[label]
        names = {f"{label}.{one.name}" for one in fields_of(model) if not {one.name, one.attname} & here}
        missing |= names - LEFT_OUT.keys()
    return missing


def told_of(client: Client, ana: User) -> dict[str, set[str]]:
    audit.look("Overview", by=ana, client_numbers=[client.pk])
    return exported(client)


def test_nothing_with_a_path_to_a_client_is_forgotten(full: Client, zoe_user: User, ana: User) -> None:
    full.refresh_from_db()
    assert forgotten(apps.get_models(), told_of(full, ana)) == set()


def test_the_walk_reaches_what_hangs_on_the_person_and_the_history_tables() -> None:
    labels = {model._meta.label for model in reached(apps.get_models())}
    assert {
        "account.EmailAddress",
        "account.EmailConfirmation",
        "mfa.Authenticator",
        "exercises.HistoricalCue",
        "accounts.AuditEntry",
        "accounts.Look",
        "balance.Reading",
    } <= labels


def test_each_reason_is_for_something_that_exists() -> None:
    names = {
        name
        for model in apps.get_models()
        for name in (model._meta.label, *(f"{model._meta.label}.{field.name}" for field in fields_of(model)))
    }
    assert set(LEFT_OUT) - names == set()
    assert all(LEFT_OUT.values())


def made(name: str, *bases: Model, **fields: Any) -> Model:
    """A throw-away model."""
    meta = type("Meta", (), {"app_label": "clients"})
    return type(name, bases or (models.Model,), {"__module__": __name__, "Meta": meta, **fields})


@isolate_apps("clients")
def test_a_new_model_is_noticed_however_it_leads_to_a_client(full: Client, zoe_user: User, ana: User) -> None:
    keys: dict[str, Any] = {"on_delete": models.CASCADE, "related_name": "+"}
    shoe = made("Shoe", worn_by=models.ForeignKey(Client, **keys))
    lace = made("Lace", shoe=models.OneToOneField(shoe, **keys))
    club = made("Club", members=models.ManyToManyField(User, related_name="+"))
    keys |= {"on_delete": models.DO_NOTHING, "db_constraint": False}
    history = made("HistoricalMass", client=models.ForeignKey(Client, **keys))
    counted = made("Counted", client_number=models.BigIntegerField())
    weather = made("Weather", warm=models.BooleanField())

    full.refresh_from_db()
    new = [lace, shoe, club, history, counted, weather]
    assert forgotten([*apps.get_models(), *new], told_of(full, ana)) == {
        "clients.Shoe",
        "clients.Lace",
        "clients.Club",
        "clients.HistoricalMass",
        "clients.Counted",
    }


@isolate_apps("clients")
def test_a_new_field_is_noticed_also_one_that_is_a_list_of_others(
    full: Client, zoe_user: User, ana: User
) -> None:
    new = made("NewInjury", Injury, seen_by=models.ManyToManyField(User, related_name="+"))
    full.refresh_from_db()
    told = told_of(full, ana)
    told["clients.NewInjury"] = told["clients.Injury"] - {"mechanism"}
    assert forgotten([*apps.get_models(), new], told) == {
        "clients.NewInjury.injury_ptr",
        "clients.NewInjury.mechanism",
        "clients.NewInjury.seen_by",
    }
