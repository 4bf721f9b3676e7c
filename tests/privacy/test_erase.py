import datetime as dt
from collections.abc import Iterator

import pytest
import time_machine
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import models
from django.test import Client as Browser
from django.utils import timezone

from clients.actions import add_client
from clients.models import Client, GateMet, HealthCondition, Injury, TrainerNote
from tests.access_rows import make_rows
from trainer.accounts.models import AuditEntry, User
from trainer.privacy.erase import GRACE_DAYS, erase, erase_due, keep_after_all
from trainer.privacy.export import client_models
from trainer.session_logs.actions import begin
from trainer.web.templatetags.plumb import day as shown_day

CANARY = "canary-7b1e"


@pytest.fixture
def full(zoe: Client, ana: User, zoe_user: User, programs: None) -> Client:
    """Zoe with at least one row of every model that hangs on a client, and a canary in her texts."""
    make_rows(zoe, ana)
    zoe.refresh_from_db()
    zoe.user = zoe_user
    zoe.goals = CANARY
    zoe.save()
    injury = zoe.injuries.first()
    assert injury
    today = zoe.today()
    TrainerNote.objects.create(client=zoe, text=CANARY, by=ana)
    GateMet.objects.create(client=zoe, injury=injury, stage="p2", gate=CANARY, met_on=today)
    HealthCondition.objects.create(client=zoe, tag="GROIN", present=True, noted_on=today)
    injury.events.create(client=zoe, kind="recorded", on=today, words=CANARY)
    return zoe


def test_the_fixture_fills_every_model_that_hangs_on_a_client(full: Client) -> None:
    empty = [m._meta.label for m in client_models() if not m._default_manager.filter(client=full).exists()]
    assert empty == []


def texts_of(model: type[models.Model]) -> Iterator[str]:
    for row in model._base_manager.values():
        yield from (str(value) for value in row.values())


def test_after_erasure_no_row_of_any_table_speaks_of_her(full: Client) -> None:
    number, email, name = full.pk, full.user.email if full.user else "", full.name
    erase(full)
    for model in apps.get_models():
        left = [text for text in texts_of(model) if CANARY in text or email in text or name in text]
        assert left == [], model._meta.label
    for model in client_models():
        assert not model._default_manager.filter(client_id=number).exists()
    assert AuditEntry.objects.filter(client_number=number, action="erased").exists()


def test_everybody_elses_rows_stay(full: Client, ana: User) -> None:
    erase(full)
    assert User.objects.filter(pk=ana.pk).exists()


def test_a_client_who_is_a_trainer_too_keeps_her_sign_in(full: Client) -> None:
    user = full.user
    assert user
    user.is_trainer = True
    user.save()
    erase(full)
    user.refresh_from_db()
    assert user.modes == ["trainer"]


def test_a_client_who_was_a_trainer_once_goes_and_what_others_need_stays_without_her_name(
    as_zoe: Browser, full: Client, bob: User
) -> None:
    """A coaching keeps who coached, and a test keeps what it was; neither may stop the erasure."""
    user = full.user
    assert user
    user.emailaddress_set.create(email=user.email)
    other = add_client(by=user, name="Other", consent_training=True, consent_health=True)
    full.erase_on = full.today()
    full.save()
    assert erase_due() == (1, [])
    user.refresh_from_db()
    assert other.coachings.get().trainer == user
    assert (user.is_active, user.modes, user.has_usable_password()) == (False, [], False)
    for model in apps.get_models():
        left = [text for text in texts_of(model) if "zoe@example.com" in text or "Zoe Client" in text]
        assert left == [], model._meta.label
    assert as_zoe.get("/my-data/").status_code == 302


def test_one_erasure_that_fails_is_told_and_does_not_stop_the_others(
    zoe: Client, ana: User, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = add_client(by=ana, name="Ann First", consent_training=True, consent_health=True)
    Client.objects.update(erase_on=zoe.today())
    plain_erase = erase

    def erase_but_one(client: Client) -> None:
        if client == first:
            raise RuntimeError("The disk is full.")
        plain_erase(client)

    monkeypatch.setattr("trainer.privacy.erase.erase", erase_but_one)
    with pytest.raises(CommandError, match=f"client {first.pk}"):
        call_command("tick")
    assert "1 erased" in capsys.readouterr().out
    assert list(Client.objects.all()) == [first]
    monkeypatch.undo()
    call_command("tick")
    assert not Client.objects.exists()


def test_she_asks_and_it_happens_after_the_days_of_grace(as_zoe: Browser, zoe: Client) -> None:
    answer = as_zoe.post("/my-data/erase/", {"sure": "on"})
    assert answer.status_code == 302
    zoe.refresh_from_db()
    assert zoe.erase_on == zoe.today() + dt.timedelta(days=GRACE_DAYS)
    assert "erased soon" in as_zoe.get("/my-data/").text
    with time_machine.travel(timezone.now() + dt.timedelta(days=GRACE_DAYS - 1)):
        assert erase_due() == (0, [])
    with time_machine.travel(timezone.now() + dt.timedelta(days=GRACE_DAYS)):
        call_command("tick")
        call_command("tick")
    assert not Client.objects.filter(pk=zoe.pk).exists()
    assert as_zoe.get("/my-data/").status_code == 302


def test_without_the_tick_nothing_is_asked_for(as_zoe: Browser, zoe: Client) -> None:
    answer = as_zoe.post("/my-data/erase/", {})
    assert answer.status_code == 422
    assert "Tick this if you want everything erased." in answer.text
    zoe.refresh_from_db()
    assert zoe.erase_on is None


def test_she_changes_her_mind(as_zoe: Browser, zoe: Client) -> None:
    as_zoe.post("/my-data/erase/", {"sure": "on"})
    as_zoe.post("/my-data/erase/", {"keep": "1"})
    zoe.refresh_from_db()
    assert zoe.erase_on is None
    with time_machine.travel(timezone.now() + dt.timedelta(days=GRACE_DAYS + 1)):
        assert erase_due() == (0, [])


def test_asking_twice_does_not_move_the_day(as_zoe: Browser, zoe: Client) -> None:
    as_zoe.post("/my-data/erase/", {"sure": "on"})
    zoe.refresh_from_db()
    first = zoe.erase_on
    with time_machine.travel(timezone.now() + dt.timedelta(days=3)):
        as_zoe.post("/my-data/erase/", {"sure": "on"})
    zoe.refresh_from_db()
    assert zoe.erase_on == first


def test_a_trainer_asks_for_a_client_without_a_sign_in(as_ana: Browser, zoe: Client) -> None:
    assert as_ana.post(f"/clients/{zoe.pk}/erase/", {"sure": "on"}).status_code == 302
    zoe.refresh_from_db()
    assert zoe.erase_on


def test_a_trainer_cannot_erase_somebody_who_signs_in(as_ana: Browser, zoe: Client, zoe_user: User) -> None:
    answer = as_ana.post(f"/clients/{zoe.pk}/erase/", {"sure": "on"})
    assert answer.status_code == 422
    zoe.refresh_from_db()
    assert zoe.erase_on is None


def test_a_client_without_a_sign_in_is_erased_and_kept_from_her_own_pages(
    as_ana: Browser, zoe: Client
) -> None:
    erase_page, overview, edit = (f"/clients/{zoe.pk}/{part}" for part in ("erase/", "", "edit/"))
    assert f'href="{erase_page}"' in as_ana.get(edit).text
    as_ana.post(erase_page, {"sure": "on"})
    zoe.refresh_from_db()
    day = shown_day(zoe.erase_on)
    for page in (as_ana.get(overview).text, as_ana.get(edit).text):
        assert day in page
        assert f'action="{erase_page}"' in page
    assert f'href="{erase_page}"' not in as_ana.get(edit).text
    as_ana.post(erase_page, {"keep": "1"})
    zoe.refresh_from_db()
    assert zoe.erase_on is None
    assert day not in as_ana.get(overview).text


def test_a_trainer_sees_the_clients_own_erasure_and_cannot_take_it_back(
    as_ana: Browser, as_zoe: Browser, zoe: Client, ana: User
) -> None:
    as_zoe.post("/my-data/erase/", {"sure": "on"})
    for part in ("", "edit/", "erase/"):
        page = as_ana.get(f"/clients/{zoe.pk}/{part}").text
        assert "Only Zoe can take that back" in page
        assert "Keep everything after all" not in page
    assert as_ana.post(f"/clients/{zoe.pk}/erase/", {"keep": "1"}).status_code == 403
    zoe.refresh_from_db()
    with pytest.raises(PermissionDenied):
        keep_after_all(client=zoe, by=ana)
    assert zoe.erase_on


def test_a_begun_workout_does_not_stand_in_the_way(full: Client, zoe_user: User) -> None:
    workout = full.workouts.filter(session_log=None).first()
    assert workout
    begin(workout=workout, by=zoe_user)
    erase(full)
    assert not Injury.objects.exists()
