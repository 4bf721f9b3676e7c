import pytest
from django.test import Client as Browser

from tests.conftest import PASSWORD
from trainer.accounts.models import User


def sign_in(browser: Browser, email: str, password: str = PASSWORD):  # type: ignore[no-untyped-def]
    return browser.post("/accounts/login/", {"login": email, "password": password}, follow=True)


def test_a_trainer_lands_on_the_roster(client: Browser, ana: User) -> None:
    assert sign_in(client, "ana@example.com").redirect_chain[-1][0] == "/clients/"


def test_a_client_lands_on_today(client: Browser, zoe_user: User) -> None:
    assert sign_in(client, "zoe@example.com").redirect_chain[-1][0] == "/today/"


def test_an_admin_lands_on_the_admin(client: Browser, site_admin: User) -> None:
    assert sign_in(client, "admin@example.com").redirect_chain[-1][0] == "/cues/"


def test_a_wrong_password_says_so_and_keeps_the_address(client: Browser, ana: User) -> None:
    page = sign_in(client, "ana@example.com", "wrong").text
    assert "not correct" in page
    assert "ana@example.com" in page


def test_an_unknown_address_gets_the_same_answer_as_a_wrong_password(client: Browser, ana: User) -> None:
    known, unknown = sign_in(client, "ana@example.com", "wrong"), sign_in(client, "bea@example.com", "wrong")
    assert known.status_code == unknown.status_code
    assert "not correct" in unknown.text


def test_sign_up_is_closed_by_default(client: Browser, db: None) -> None:
    page = client.get("/accounts/signup/").text
    assert 'name="password1"' not in page
    client.post("/accounts/signup/", {"email": "new@example.com", "password1": PASSWORD})
    assert not User.objects.filter(email="new@example.com").exists()


def test_an_open_sign_up_makes_a_trainer(client: Browser, db: None, settings) -> None:  # type: ignore[no-untyped-def]
    settings.SIGNUP = "open"
    client.post("/accounts/signup/", {"email": "new@example.com", "password1": PASSWORD})
    user = User.objects.get(email="new@example.com")
    assert user.is_trainer
    assert not user.is_staff


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_signing_in_leads_to_no_other_site(client: Browser, ana: User, target: str) -> None:
    answer = client.post(f"/accounts/login/?next={target}", {"login": ana.email, "password": PASSWORD})
    assert "evil" not in answer.headers.get("Location", "")


def test_signing_out_ends_the_session_on_the_server(as_ana: Browser) -> None:
    old = as_ana.cookies["session"].value
    as_ana.post("/accounts/logout/")
    as_ana.cookies["session"] = old
    assert as_ana.get("/clients/").status_code == 302


def test_a_new_password_ends_the_other_sessions(as_ana: Browser, ana: User) -> None:
    ana.set_password("another long password")
    ana.save()
    assert as_ana.get("/clients/").status_code == 302


def test_someone_who_is_two_switches_desks(as_ana: Browser, ana: User) -> None:
    ana.is_staff = True
    ana.save()
    assert as_ana.get("/").headers["Location"] == "/clients/"
    as_ana.post("/settings/switch/", {"mode": "admin"})
    assert as_ana.get("/").headers["Location"] == "/cues/"


def test_nobody_switches_to_a_desk_that_is_not_theirs(as_ana: Browser) -> None:
    as_ana.post("/settings/switch/", {"mode": "admin"})
    assert as_ana.get("/").headers["Location"] == "/clients/"


def test_settings_are_kept(as_ana: Browser, ana: User) -> None:
    as_ana.post("/settings/", {"name": "Ana B.", "load_unit": "lb", "theme": "dark"})
    ana.refresh_from_db()
    assert (ana.name, ana.load_unit, ana.theme) == ("Ana B.", "lb", "dark")
    assert 'data-theme="dark"' in as_ana.get("/settings/").text


def test_settings_that_are_wrong_come_back_as_typed(as_ana: Browser, ana: User) -> None:
    answer = as_ana.post("/settings/", {"name": "Ana B.", "load_unit": "stone", "theme": ""})
    assert answer.status_code == 422
    assert "Ana B." in answer.text
    ana.refresh_from_db()
    assert ana.load_unit == "kg"


def test_the_first_person_of_a_site_is_trainer_and_admin(db: None) -> None:
    user = User.objects.create_superuser("first@example.com", PASSWORD)
    assert user.modes == ["trainer", "admin"]
