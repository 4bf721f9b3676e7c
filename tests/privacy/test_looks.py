import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser
from django.utils import timezone

from clients.actions import add_client
from clients.models import Client
from tests.access_rows import make_rows
from trainer.accounts.models import Look, User


def seen(client: Client) -> list[tuple[str, str]]:
    looks = Look.objects.filter(client_number=client.pk).order_by("pk")
    return [(look.area, str(look.actor)) for look in looks]


def test_every_part_that_a_trainer_opens_is_noted_once_a_day(as_ana: Browser, zoe: Client) -> None:
    for page in ("", "injuries/", "balance/", "", "edit/"):
        assert as_ana.get(f"/clients/{zoe.pk}/{page}").status_code == 200
    areas = ["Overview", "Injuries", "Strength tests and balance", "Profile"]
    assert seen(zoe) == [(area, "Ana Trainer") for area in areas]


def test_the_next_day_is_another_line(as_ana: Browser, zoe: Client) -> None:
    as_ana.get(f"/clients/{zoe.pk}/")
    with time_machine.travel(timezone.now() + dt.timedelta(days=1)):
        as_ana.get(f"/clients/{zoe.pk}/")
    assert len(seen(zoe)) == 2


def test_what_was_refused_showed_nothing(as_bob: Browser, zoe: Client) -> None:
    assert as_bob.get(f"/clients/{zoe.pk}/").status_code == 404
    assert seen(zoe) == []


def test_a_workout_opened_at_the_desk_is_noted_and_her_own_is_not(
    as_ana: Browser, as_zoe: Browser, zoe: Client, ana: User, programs: None
) -> None:
    rows = make_rows(zoe, ana)
    as_zoe.get(f"/workouts/{rows.workout.pk}/")
    assert seen(zoe) == []
    as_ana.get(f"/workouts/{rows.workout.pk}/")
    assert seen(zoe) == [("Workouts and sessions", "Ana Trainer")]


@pytest.mark.parametrize("page", ["programs/", "programs/{slug}/", "programs/{slug}/assign/"])
def test_a_programme_looked_at_for_a_client_is_noted_and_without_one_is_not(
    as_ana: Browser, zoe: Client, programs: None, page: str
) -> None:
    address = f"/{page.format(slug='nordic-10-weeks')}"
    as_ana.get(address)
    assert seen(zoe) == []
    assert as_ana.get(f"{address}?client={zoe.pk}").status_code == 200
    assert seen(zoe) == [("Programme", "Ana Trainer")]


def test_a_client_chosen_in_the_form_itself_is_noted_with_the_refusal(
    as_ana: Browser, zoe: Client, programs: None
) -> None:
    answer = as_ana.post("/programs/nordic-10-weeks/assign/", {"client": zoe.pk})
    assert answer.status_code == 422
    assert seen(zoe) == [("Programme", "Ana Trainer")]


def test_a_test_day_is_noted_for_each_of_the_group(as_ana: Browser, zoe: Client, ana: User) -> None:
    max_client = add_client(by=ana, name="Max Second", consent_training=True, consent_health=True)
    absent = add_client(by=ana, name="Not There", consent_training=True, consent_health=True)
    as_ana.get(f"/tests/day/nordic/?client={zoe.pk}&client={max_client.pk}")
    for client in (zoe, max_client):
        assert seen(client) == [("Strength tests and balance", "Ana Trainer")]
    assert seen(absent) == []


def test_a_page_refused_for_what_was_typed_shows_the_file_as_well(as_ana: Browser, zoe: Client) -> None:
    answer = as_ana.post(f"/clients/{zoe.pk}/injuries/new/", {})
    assert answer.status_code == 422
    assert seen(zoe) == [("Injuries", "Ana Trainer")]


def test_lists_of_all_clients_are_not_counted_and_my_data_says_so(
    as_ana: Browser, as_zoe: Browser, zoe: Client
) -> None:
    for page in ("/clients/", "/tests/"):
        assert as_ana.get(page).status_code == 200
    assert seen(zoe) == []
    assert "Not counted are the lists of all their clients" in as_zoe.get("/my-data/").text


def test_the_client_reads_who_looked(as_ana: Browser, as_zoe: Browser, zoe: Client) -> None:
    as_ana.get(f"/clients/{zoe.pk}/injuries/")
    assert "Injuries, Ana Trainer" in as_zoe.get("/my-data/").text


def test_her_page_asks_as_much_with_many_looks(
    as_zoe: Browser, zoe: Client, ana: User, bob: User, queries: Callable[[Callable[[], Any]], int]
) -> None:
    def page() -> Any:
        return as_zoe.get("/my-data/")

    page()
    before = queries(page)
    for days in range(15):
        for actor in (ana, bob):
            on = zoe.today() - dt.timedelta(days=days)
            Look.objects.create(actor=actor, client_number=zoe.pk, area="Overview", on=on)
    assert queries(page) == before
