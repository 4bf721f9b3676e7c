import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client as Browser

from clients import actions
from clients.models import BodyMass, Client
from trainer.accounts.models import AuditEntry, User


@pytest.fixture
def today(zoe: Client) -> dt.date:
    return zoe.today()


@pytest.fixture
def mass(zoe: Client, ana: User, today: dt.date) -> BodyMass:
    yesterday = today - dt.timedelta(days=1)
    return actions.record_mass(client=zoe, by=ana, measured_on=yesterday, kg=Decimal("72.50"))


def page_of(client: Client) -> str:
    return f"/clients/{client.pk}/body-mass/"


def test_a_measurement_is_kept_and_the_newest_is_on_profile_and_overview(
    as_ana: Browser, zoe: Client, mass: BodyMass, today: dt.date, ana: User
):
    as_ana.post(page_of(zoe), {"value": "71.8", "measured_on": today.isoformat()})
    newest = zoe.body_masses.first()
    assert (newest.kg, newest.by) == (Decimal("71.80"), ana)
    for page in (f"/clients/{zoe.pk}/", f"/clients/{zoe.pk}/edit/"):
        text = as_ana.get(page).text
        assert "71.8 kg" in text
        assert "72.5 kg" not in text
    listed = as_ana.get(page_of(zoe)).text
    assert listed.index("71.8 kg") < listed.index("72.5 kg")


def test_pounds_are_typed_and_shown_and_kilograms_are_kept(
    as_ana: Browser, zoe: Client, ana: User, today: dt.date
):
    ana.load_unit = "lb"
    ana.save()
    as_ana.post(page_of(zoe), {"value": "165.5", "measured_on": today.isoformat()})
    assert zoe.body_masses.get().kg == Decimal("75.07")
    assert "165.5 lb" in as_ana.get(page_of(zoe)).text
    assert 'value="165.5"' in as_ana.get(f"{page_of(zoe)}{zoe.body_masses.get().pk}/").text


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("value", "700", "700 kg cannot be right: body mass goes from 20 to 300 kg"),
        ("value", "19.99", "from 20 to 300 kg"),
        ("value", "", "Write what the scales showed."),
        ("value", "heavy", "Write a number"),
        ("value", "NaN", "Write a number"),
        ("measured_on", "2999-01-01", "has not come yet"),
        ("measured_on", "0026-01-01", "four digits"),
        ("measured_on", "1989-12-31", "before the birth date"),
        ("measured_on", "", "on which day"),
    ],
)
def test_a_wrong_value_is_named_at_its_field_and_stays_typed(
    as_ana: Browser, zoe: Client, today: dt.date, field: str, value: str, says: str
):
    zoe.birth_date = dt.date(1990, 1, 1)
    zoe.save()
    answer = as_ana.post(page_of(zoe), {"value": "70", "measured_on": today.isoformat()} | {field: value})
    assert answer.status_code == 422
    assert says in answer.context["form"].errors[field][0]
    assert f'value="{value}"' in answer.text or not value
    assert not zoe.body_masses.exists()


def test_pounds_have_their_own_limits(as_ana: Browser, zoe: Client, ana: User, today: dt.date):
    ana.load_unit = "lb"
    ana.save()
    answer = as_ana.post(page_of(zoe), {"value": "700", "measured_on": today.isoformat()})
    assert "from 45 to 661 lb" in answer.text


def test_a_second_measurement_of_a_day_is_refused(as_ana: Browser, zoe: Client, mass: BodyMass):
    answer = as_ana.post(page_of(zoe), {"value": "70", "measured_on": mass.measured_on.isoformat()})
    assert answer.status_code == 422
    assert "on file already" in answer.context["form"].errors["measured_on"][0]
    assert zoe.body_masses.count() == 1


def test_the_action_refuses_what_the_form_would(zoe: Client, ana: User, today: dt.date):
    with pytest.raises(ValidationError):
        actions.record_mass(client=zoe, by=ana, measured_on=today, kg=Decimal(700))


def test_a_measurement_is_corrected(as_ana: Browser, zoe: Client, mass: BodyMass):
    typed = {"value": "74", "measured_on": mass.measured_on.isoformat(), "version": "1"}
    as_ana.post(f"{page_of(zoe)}{mass.pk}/", typed)
    mass.refresh_from_db()
    assert mass.kg == 74


def test_a_stale_correction_shows_both_and_overwrites_nothing(
    as_ana: Browser, zoe: Client, bob: User, mass: BodyMass
):
    actions.correct_mass(mass=mass, by=bob, measured_on=mass.measured_on, kg=Decimal("73.1"))
    typed = {"value": "74", "measured_on": mass.measured_on.isoformat(), "version": "1"}
    answer = as_ana.post(f"{page_of(zoe)}{mass.pk}/", typed)
    assert answer.status_code == 409
    assert "<b>73.1 kg</b>" in answer.text
    assert 'value="74"' in answer.text
    mass.refresh_from_db()
    assert mass.kg == Decimal("73.1")
    assert as_ana.post(f"{page_of(zoe)}{mass.pk}/", typed | {"version": "2"}).status_code == 302
    mass.refresh_from_db()
    assert mass.kg == 74


@pytest.mark.parametrize(
    ("days", "typed", "asked"),
    [(7, "82", True), (7, "68.2", False), (7, "68,3", True), (200, "80", False), (200, "26", True)],
)
def test_a_jump_is_asked_and_kept_once_it_is_confirmed(
    as_ana: Browser, zoe: Client, ana: User, today: dt.date, days: int, typed: str, asked: bool
):
    before = today - dt.timedelta(days=days)
    actions.record_mass(client=zoe, by=ana, measured_on=before, kg=Decimal(62))
    form = {"value": typed, "measured_on": today.isoformat()}
    assert 'name="sure"' not in as_ana.get(page_of(zoe)).text
    answer = as_ana.post(page_of(zoe), form)
    assert answer.status_code == (422 if asked else 302)
    if asked:
        assert "62 kg was measured on" in answer.text
        assert f'value="{typed}"' in answer.text
        assert 'name="sure"' in answer.text
        assert as_ana.post(page_of(zoe), form | {"sure": "on"}).status_code == 302
    assert zoe.body_masses.count() == 2


def test_a_measurement_is_removed(as_ana: Browser, zoe: Client, mass: BodyMass):
    as_ana.post(f"{page_of(zoe)}{mass.pk}/remove/")
    assert not zoe.body_masses.exists()
    assert AuditEntry.objects.filter(action="body mass removed", client_number=zoe.pk).exists()


def test_a_measurement_of_another_client_is_not_reached_through_ones_own(
    as_bob: Browser, bob: User, mass: BodyMass
):
    own = actions.add_client(by=bob, name="Own", consent_training=True, consent_health=True)
    assert as_bob.get(f"{page_of(own)}{mass.pk}/").status_code == 404
    assert as_bob.post(f"{page_of(own)}{mass.pk}/remove/").status_code == 404
    assert BodyMass.objects.filter(pk=mass.pk).exists()


def test_queries_do_not_grow_with_the_measurements(
    as_ana: Browser, zoe: Client, ana: User, mass: BodyMass, queries: Callable[..., int]
):
    few = queries(lambda: as_ana.get(page_of(zoe)))
    for days in range(2, 15):
        day = zoe.today() - dt.timedelta(days=days)
        actions.record_mass(client=zoe, by=ana, measured_on=day, kg=Decimal(70))
    assert queries(lambda: as_ana.get(page_of(zoe))) == few


@pytest.mark.parametrize(
    ("years", "says"),
    [(0, "began training this year"), (1, "training for 1 year"), (6, "training for 6 years")],
)
def test_the_training_age_is_told_in_years(as_ana: Browser, zoe: Client, years: int, says: str):
    zoe.trains_since = zoe.today().year - years
    zoe.position = "winger"
    zoe.save()
    assert f"winger, {says}<" in as_ana.get(f"/clients/{zoe.pk}/").text
