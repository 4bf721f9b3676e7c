import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client as Browser
from django.utils import timezone

from clients.actions import add_injury, edit_client, meet_gate, record_mass, write_note
from clients.consents import withdraw
from clients.health import read_injury
from clients.models import Client, Injury, RiskScreen
from clients.screens import plan_of
from tests.roster.rows import hurt, logged, planned, torques
from trainer.accounts import audit
from trainer.accounts.models import Look, User
from trainer.privacy.erase import ask_erasure
from trainer.programs.actions import assign, end
from trainer.programs.models import Program
from trainer.roster.news import AREA, DONE, HEALTH

DAY = dt.timedelta(days=1)


def injury(client: Client, **fields: Any) -> Injury:
    """A left hamstring strain at stage 2, as a clinician found it."""
    today = client.today()
    values: dict[str, Any] = {
        "assessed_by": "Dr Okafor",
        "assessed_on": today - 5 * DAY,
        "stage": "early_load",
    }
    values |= {"structure": "hamstring", "side": "left", "kind": "strain", "onset_on": today - 6 * DAY}
    return Injury.objects.create(client=client, **(values | fields))


def page_of(client: Client) -> str:
    return f"/clients/{client.pk}/"


def looked(by: User, client: Client, days_ago: int) -> None:
    look = Look.objects.create(
        actor=by, client_number=client.pk, area=AREA, on=timezone.localdate() - days_ago * DAY
    )
    Look.objects.filter(pk=look.pk).update(at=timezone.now() - days_ago * DAY)


def test_with_a_warning_sign_open_the_one_step_is_the_clinicians_word(as_ana: Browser, zoe: Client) -> None:
    hurt_leg = injury(zoe, red_flags=["cannot_walk"])
    workout = planned(zoe, [zoe.today()])[0]
    page = as_ana.get(page_of(zoe))
    assert page.context["next_step"].url == f"/clients/{zoe.pk}/injuries/{hurt_leg.pk}/"
    assert page.text.count("button--primary") == 1
    assert workout.get_absolute_url() not in page.text
    assert "Log a workout" not in page.text
    assert "Record a test" not in page.text
    assert "Nothing is logged while a warning sign is open" in page.text


def test_todays_workout_is_the_step_of_a_client_with_nothing_urgent(as_ana: Browser, zoe: Client) -> None:
    workout = planned(zoe, [zoe.today()])[0]
    page = as_ana.get(page_of(zoe))
    assert page.context["next_step"].url == workout.get_absolute_url()
    assert "Log a workout" in page.text


def test_nothing_is_called_in_order_where_injuries_are_not_known(
    as_ana: Browser, zoe: Client, zoe_user: User
) -> None:
    planned(zoe, [zoe.today() + dt.timedelta(days=2)])
    torques(zoe, zoe.today(), hamstrings=(100, 100), quadriceps=(160, 160))
    withdraw(client=zoe, purpose="health", by=zoe_user)
    page = as_ana.get(page_of(zoe)).text
    assert "All is in order" not in page
    assert "Injuries and warning signs are not known." in page


def test_without_a_plan_the_step_is_to_choose_one(as_ana: Browser, zoe: Client) -> None:
    page = as_ana.get(page_of(zoe))
    assert page.context["next_step"].action == "Choose a programme"


def test_an_open_injury_is_open_with_its_stage_and_since_when(as_ana: Browser, zoe: Client) -> None:
    injury(zoe)
    RiskScreen.objects.create(client=zoe, questions_version="x", finished_at=timezone.now())
    page = as_ana.get(page_of(zoe)).text
    assert "Nothing is open" not in page
    assert "Stage 2, early load, 2 of 6; it began on" in page
    assert "assessed by Dr Okafor" in page


def test_questions_never_asked_are_open(as_ana: Browser, zoe: Client) -> None:
    page = as_ana.get(page_of(zoe)).text
    assert "Nothing is open" not in page
    assert "not asked yet" in page


def test_what_a_screening_found_and_nobody_planned_for_is_open(as_ana: Browser, zoe: Client) -> None:
    answers = {"hamstring_before": {"value": "yes"}, "acl": {"value": "yes"}, "acl_side": {"value": "left"}}
    screen = RiskScreen.objects.create(
        client=zoe, questions_version="x", finished_at=timezone.now(), answers=answers
    )
    found = as_ana.get(page_of(zoe))
    titles = found.context["to_plan"]
    assert titles
    assert titles[0] in found.text
    assert "Not planned for yet" in found.text
    noted = {one.found.thing.code: {"on": "2026-01-01"} for one in plan_of(screen, [])}
    RiskScreen.objects.update(planned=noted)
    assert "Not planned for yet" not in as_ana.get(page_of(zoe)).text


def test_a_trainer_asked_in_and_not_answered_is_open(as_ana: Browser, ana: User, zoe: Client) -> None:
    zoe.coaching_requests.create(
        asked_by=ana, email="sam@example.com", role="assistant", expires_at=timezone.now() + DAY
    )
    assert "sam@example.com was asked in as a trainer" in as_ana.get(page_of(zoe)).text


def test_what_happened_since_the_last_look_stands_with_its_day(
    as_ana: Browser, ana: User, zoe: Client, zoe_user: User
) -> None:
    hurt(logged(zoe, zoe.today() - 5 * DAY, zoe_user), 2, "go_on")
    looked(ana, zoe, 3)
    hurt(logged(zoe, zoe.today() - DAY, zoe_user), 4, "adjust")
    logged(zoe, zoe.today() - DAY, ana)
    add_injury(client=zoe, by=zoe_user, structure="calf", side="left", kind="strain", onset_on=zoe.today())
    RiskScreen.objects.create(client=zoe, questions_version="x", finished_at=timezone.now())
    torques(zoe, zoe.today(), hamstrings=(90, 91), quadriceps=(150, 151))
    page = as_ana.get(page_of(zoe))
    words = [one.words for one in page.context["since"].news]
    assert sorted(words) == [
        "Day A was logged, pain 4 of 10.",
        "Strength test: Isokinetic, concentric.",
        "Suspected left calf strain: recorded.",
        "The screening questions were answered.",
    ]
    assert "Since you last looked" in page.text


def test_a_consent_withdrawn_is_news_and_hides_what_is_health(
    as_ana: Browser, ana: User, zoe: Client, zoe_user: User
) -> None:
    looked(ana, zoe, 3)
    zoe.refresh_from_db()
    hurt(logged(zoe, zoe.today() - DAY, zoe_user), 4, "adjust")
    add_injury(client=zoe, by=zoe_user, structure="calf", side="left", kind="strain", onset_on=zoe.today())
    withdraw(client=zoe, purpose="health", by=zoe_user)
    words = {one.words for one in as_ana.get(page_of(zoe)).context["since"].news}
    assert words == {"Day A was logged.", "Health data: consent withdrawn."}


@pytest.mark.usefixtures("programs")
def test_what_others_did_to_plan_profile_notes_and_erasure_is_news_and_ones_own_acts_are_not(
    as_ana: Browser, ana: User, bob: User, zoe: Client, zoe_user: User
) -> None:
    looked(ana, zoe, 3)
    program = Program.objects.get(slug="nordic-10-weeks")
    given = assign(program=program, client=zoe, starts_on=zoe.today(), weekdays=[0, 2, 4], by=bob)
    end(assignment=given, by=bob)
    zoe.refresh_from_db()
    edit_client(client=zoe, by=bob, fields=["goals"])
    record_mass(client=zoe, by=zoe_user, measured_on=zoe.today(), kg=Decimal(62))
    write_note(client=zoe, by=bob, text="Sleeps badly.")
    write_note(client=zoe, by=bob, text="Sleeps well.")
    write_note(client=zoe, by=ana, text="My own.")
    hurt_leg = injury(zoe)
    hurt_leg.events.create(client=zoe, kind="recorded", on=zoe.today(), by=ana)
    gate = read_injury(hurt_leg, zoe.today()).gates[0]
    meet_gate(injury=hurt_leg, by=bob, gate=gate.words, on=zoe.today())
    ask_erasure(client=zoe, by=zoe_user)
    told = as_ana.get(page_of(zoe)).context["since"].news
    assert sorted(one.words for one in told) == [
        "A gate was ticked by Bob Other.",
        "A note was written by Bob Other.",
        "A programme was assigned by Bob Other.",
        "A programme was ended by Bob Other.",
        "Body mass was recorded by Zoe Client.",
        "Erasure of everything was asked for by Zoe Client.",
        "The profile was changed by Bob Other.",
    ]
    assert all(as_ana.get(one.url).status_code == 200 for one in told)
    withdraw(client=zoe, purpose="health", by=zoe_user)
    later = as_ana.get(page_of(zoe)).context["since"].news
    assert "A gate was ticked by Bob Other." not in {one.words for one in later}


def test_every_act_told_as_news_is_one_that_the_audit_knows() -> None:
    files = [path for root in ("trainer", "clients") for path in Path(root).rglob("*.py")]
    code = [path.read_text() for path in files if path.name != "news.py"]
    for action in DONE | HEALTH:
        assert any(f'"{action.removeprefix("injury ")}"' in text for text in code), action


def test_what_another_trainer_saw_is_still_news_and_the_first_look_has_none(
    as_ana: Browser, bob: User, zoe: Client, zoe_user: User
) -> None:
    looked(bob, zoe, 1)
    logged(zoe, zoe.today() - 2 * DAY, zoe_user)
    assert "Since you last looked" not in as_ana.get(page_of(zoe)).text


def test_goals_are_shown(as_ana: Browser, zoe: Client) -> None:
    Client.objects.update(goals="Sprint again by spring.")
    assert "Sprint again by spring." in as_ana.get(page_of(zoe)).text


@pytest.mark.usefixtures("library")
def test_news_takes_as_many_queries_for_much_as_for_little(
    as_ana: Browser, ana: User, zoe: Client, zoe_user: User, queries: Callable[[Callable[[], Any]], int]
) -> None:
    looked(ana, zoe, 10)
    injury(zoe)
    logged(zoe, zoe.today() - DAY, zoe_user)
    torques(zoe, zoe.today(), hamstrings=(90, 91), quadriceps=(150, 151))
    few = queries(lambda: as_ana.get(page_of(zoe)))
    for number in range(1, 9):
        audit.record("client changed", by=zoe_user, client_number=zoe.pk)
        hurt(logged(zoe, zoe.today() - number * DAY, zoe_user), 1, "go_on")
        torques(zoe, zoe.today() - number * DAY, hamstrings=(90, 91), quadriceps=(150, 151))
    assert queries(lambda: as_ana.get(page_of(zoe))) == few
