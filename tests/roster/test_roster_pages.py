import datetime as dt
from collections.abc import Callable
from typing import Any

from django.test import Client as Browser

from clients.actions import add_client
from clients.consents import withdraw
from clients.models import Client, Coaching, Injury
from exercises.models import Exercise
from tests.roster.rows import DAY, hurt, logged, planned, torques, trained
from trainer.accounts.models import User
from trainer.balance.models import Target
from trainer.programs.models import WorkoutExercise


def busy(client: Client) -> None:
    """A client with something in every column."""
    today = client.today()
    torques(client, today - 30 * DAY, hamstrings=(117, 120), quadriceps=(172, 180))
    torques(client, today - DAY, hamstrings=(82, 119), quadriceps=(165, 181))
    for workout in planned(client, [today - 3 * DAY, today, today + DAY]):
        for place, slug in enumerate(("nordic-hamstring", "glute-bridge")):
            WorkoutExercise.objects.create(
                client=client,
                workout=workout,
                position=place,
                exercise=Exercise.objects.get(slug=slug),
                sets=3,
                reps=[8, 8, 8],
            )
    hurt(logged(client, today - 2 * DAY), 6, "stop")
    Injury.objects.create(
        client=client, structure="hamstring", side="left", kind="strain", onset_on=today - 5 * DAY
    )
    for weeks in range(1, 5):
        trained(client, today - weeks * 7 * DAY, hamstrings=1, quadriceps=3)
    Target.objects.update_or_create(
        client=client, method="conventional-60", defaults={"low": 0.6, "high": 0.8, "reason": "Hers."}
    )


def test_the_roster_shows_both_legs_with_the_method_named(
    library: None, as_ana: Browser, zoe: Client
) -> None:
    busy(zoe)
    page = as_ana.get("/clients/").text
    assert "0.50" in page
    assert "0.66" in page
    assert "60°/s" in page
    assert "Suspected left hamstring strain" in page
    assert "One client needs a look" in page


def test_a_stranger_sees_an_empty_roster(as_bob: Browser, zoe: Client) -> None:
    page = as_bob.get("/clients/").text
    assert zoe.name not in page
    assert "Add your first client" in page


def test_the_roster_forgets_a_client_whose_coaching_ended(as_ana: Browser, zoe: Client) -> None:
    Coaching.objects.update(ended_at=dt.datetime.now(dt.UTC))
    assert zoe.name not in as_ana.get("/clients/").text
    assert as_ana.get(f"/clients/{zoe.pk}/").status_code == 404


def test_search_finds_by_part_of_a_name(as_ana: Browser, ana: User, zoe: Client) -> None:
    add_client(by=ana, name="Amir Other", consent_training=True, consent_health=False)
    page = as_ana.get("/clients/", {"q": "amir"}, headers={"HX-Request": "true"}).text
    assert "Amir Other" in page
    assert zoe.name not in page
    assert "<html" not in page


def test_a_choice_narrows_the_roster(library: None, as_ana: Browser, ana: User, zoe: Client) -> None:
    busy(zoe)
    add_client(by=ana, name="Amir Other", consent_training=True, consent_health=True)
    page = as_ana.get("/clients/", {"show": "injured"}).text
    assert zoe.name in page
    assert "Amir Other" not in page


def test_a_clients_overview_names_what_is_open(library: None, as_ana: Browser, zoe: Client) -> None:
    busy(zoe)
    page = as_ana.get(f"/clients/{zoe.pk}/").text
    assert "Pain 6 of 10" in page
    assert "Left hamstrings fell from 117 to 82 Nm" in page


def test_a_client_is_not_a_trainer(as_zoe: Browser, zoe: Client) -> None:
    assert as_zoe.get("/clients/").status_code == 404
    assert as_zoe.get(f"/clients/{zoe.pk}/").status_code == 404


def test_the_rules_of_the_list_can_be_read(as_ana: Browser) -> None:
    assert "Workouts missed" in as_ana.get("/clients/how-this-list-is-made/").text


def test_roster_queries_do_not_grow(
    library: None, as_ana: Browser, ana: User, zoe: Client, queries: Callable[[Callable[[], Any]], int]
) -> None:
    busy(zoe)
    few = queries(lambda: as_ana.get("/clients/"))
    for number in range(30):
        other = add_client(by=ana, name=f"Client {number}", consent_training=True, consent_health=True)
        busy(other)
        other.put_off.create(rule="missed", subject="never", until=other.today() + DAY, by=ana)
    assert queries(lambda: as_ana.get("/clients/")) == few
    assert few == 18


def test_overview_queries_do_not_grow(
    library: None, as_ana: Browser, zoe: Client, queries: Callable[[Callable[[], Any]], int]
) -> None:
    busy(zoe)
    few = queries(lambda: as_ana.get(f"/clients/{zoe.pk}/"))
    for number in range(10):
        torques(zoe, zoe.today() - (40 + number) * DAY, hamstrings=(100, 100), quadriceps=(150, 150))
        busy(zoe)
        hurt(logged(zoe, zoe.today() - 4 * DAY), 3, "adjust")
    assert queries(lambda: as_ana.get(f"/clients/{zoe.pk}/")) == few
    # Twenty for the desk's facts, one for the last look and one for everything since.
    assert few <= 22


def test_the_overview_compares_the_legs_at_the_speed_of_the_ratio_it_shows(
    as_ana: Browser, zoe: Client
) -> None:
    torques(zoe, zoe.today(), hamstrings=(80, 90), quadriceps=(150, 150), speed=60)
    torques(zoe, zoe.today(), hamstrings=(60, 59), quadriceps=(90, 90), speed=240)
    page = as_ana.get(f"/clients/{zoe.pk}/").text
    assert "The hamstrings of the left leg are 11.1% behind." in page


def test_without_health_consent_the_overview_says_what_is_not_known(
    as_ana: Browser, zoe: Client, zoe_user: User
) -> None:
    zoe.refresh_from_db()
    withdraw(client=zoe, purpose="health", by=zoe_user)
    page = as_ana.get(f"/clients/{zoe.pk}/").text
    assert "Warning signs and pain are not known" in page
    assert "Nothing is open" not in page
