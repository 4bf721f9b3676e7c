import re

import pytest
from django.template.loader import render_to_string
from django.test import Client as Browser
from django.urls import reverse

from trainer.accounts.models import User
from trainer.web import navigation

ENTRANCES = ["account_login", "account_signup", "account_reset_password", "account_password_reset_completed"]
ACCOUNT_PAGES = [
    "account_logout",
    "account_change_password",
    "account_email",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "account_reauthenticate",
]


def signed_in(**fields: object) -> Browser:
    user = User.objects.create_user("rae@example.com", "correct horse battery", name="Rae", **fields)
    browser = Browser()
    browser.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


def page(browser: Browser, url: str) -> str:
    response = browser.get(url, follow=True)
    return str(response.content, "utf-8")


def settings_of(**fields: object) -> str:
    return page(signed_in(**fields), reverse("accounts:settings"))


def test_a_stranger_is_shown_the_library_and_the_way_in(db: None) -> None:
    html = page(Browser(), "/")
    assert html.count("<h1") == 1
    for url_name in ("exercises:list", "exercises:anatomy", "account_login"):
        assert f'href="{reverse(url_name)}"' in html
    assert 'class="nav"' not in html


def test_the_welcome_page_invites_trainers_only_where_sign_up_is_open(db: None, settings: object) -> None:
    assert "Start as a trainer" not in page(Browser(), "/")
    settings.SIGNUP = "open"
    assert "Start as a trainer" in page(Browser(), "/")


@pytest.mark.parametrize(
    ("desk", "fields"),
    [("trainer", {"is_trainer": True}), ("client", {"is_client": True}), ("admin", {"is_staff": True})],
)
def test_each_desk_has_all_its_places(db: None, desk: str, fields: dict[str, bool]) -> None:
    html = settings_of(**fields)
    for entry in navigation.DESKS[desk]:
        assert f'href="{reverse(entry.url_name)}"' in html
        assert f"<span>{entry.label}</span>" in html


def test_the_place_one_is_at_is_marked(db: None) -> None:
    html = settings_of(is_trainer=True)
    assert len(re.findall(r'aria-current="page"', html)) == 1
    assert re.search(rf'href="{reverse("accounts:settings")}" aria-current="page"', html)


def test_someone_with_two_desks_gets_a_switch(db: None) -> None:
    html = settings_of(is_trainer=True, is_client=True)
    assert 'name="mode" value="trainer" aria-current="true"' in html
    assert 'name="mode" value="client"' in html


def test_someone_with_one_desk_gets_no_switch(db: None) -> None:
    assert 'name="mode"' not in settings_of(is_client=True)


def test_every_page_offers_a_way_past_the_bar_and_the_way_out(db: None) -> None:
    html = settings_of(is_trainer=True)
    assert '<a class="skip" href="#main">' in html
    assert 'id="main"' in html
    assert f'method="post" action="{reverse("account_logout")}"' in html


def test_the_page_wears_the_theme_its_reader_chose(db: None) -> None:
    assert 'data-theme="dark"' in settings_of(is_trainer=True, theme="dark")
    assert "data-theme" not in page(Browser(), "/")


def test_nothing_of_a_page_is_kept_in_the_browser_by_htmx(db: None) -> None:
    html = settings_of(is_trainer=True)
    assert 'hx-history="false"' in html
    for setting in ('"historyCacheSize": 0', '"allowEval": false', '"selfRequestsOnly": true'):
        assert setting in html


def test_what_was_done_is_told_on_the_next_page(db: None) -> None:
    browser = signed_in(is_trainer=True)
    answer = browser.post(
        reverse("accounts:settings"), {"name": "Rae", "load_unit": "kg", "theme": ""}, follow=True
    )
    html = str(answer.content, "utf-8")
    assert re.search(r'role="status">\s*<div class="note note--ok">', html)


@pytest.mark.parametrize("url_name", ENTRANCES)
def test_the_pages_before_signing_in_look_like_ours(db: None, url_name: str) -> None:
    html = page(Browser(), reverse(url_name))
    assert 'class="entrance"' in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize("url_name", ACCOUNT_PAGES)
def test_the_pages_about_signing_in_look_like_ours(db: None, url_name: str) -> None:
    html = page(signed_in(is_trainer=True), reverse(url_name))
    assert '<main class="' in html
    assert html.count("<h1") == 1
    assert " style=" not in html


def test_a_code_by_mail_is_offered_only_where_mail_is_set_up(db: None, settings: object) -> None:
    login = reverse("account_login")
    assert "Send me a code" not in page(Browser(), login)
    assert "This site sends no e-mail" in page(Browser(), reverse("account_reset_password"))
    settings.MAIL_CONFIGURED = True
    assert "Send me a code" in page(Browser(), login)


def test_a_closed_sign_up_says_how_one_gets_in(db: None) -> None:
    assert "ask for an invitation" in page(Browser(), reverse("account_signup"))


def test_a_refused_sign_in_says_so_first(db: None) -> None:
    answer = Browser().post(reverse("account_login"), {"login": "rae@example.com", "password": "wrong"})
    assert "data-error-summary" in str(answer.content, "utf-8")


def test_a_page_that_is_not_there_is_a_plain_404(db: None) -> None:
    for browser in (Browser(), signed_in(is_client=True)):
        answer = browser.get("/no-such-page/")
        assert answer.status_code == 404
        assert "This page is not here" in str(answer.content, "utf-8")


def test_a_form_sent_without_its_token_says_what_to_do(db: None) -> None:
    answer = Browser(enforce_csrf_checks=True).post(reverse("account_login"), {"login": "x"})
    assert answer.status_code == 403
    assert "Please send it again" in str(answer.content, "utf-8")


def test_the_page_of_a_fault_needs_nothing_but_itself() -> None:
    assert "Something broke on our side" in render_to_string("500.html")
