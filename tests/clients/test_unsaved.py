import re
from collections.abc import Callable

from django.conf import settings
from django.test import Client as Browser

from clients.models import Client
from tests.conftest import signed_in
from trainer.accounts.models import User

HOST = "http://testserver"


def test_a_form_sent_after_the_session_ended_comes_back_with_everything_typed(
    client: Browser, zoe: Client, injury_form: Callable[..., dict[str, str]]
):
    form = injury_form(words='A "sharp" pull & <b>more</b>')
    answer = client.post(f"/clients/{zoe.pk}/injuries/new/", form)
    assert answer.status_code == 403
    assert "You were signed out" in answer.text
    assert answer["Cache-Control"] == "no-store, private"
    for name in form:
        assert f'name="{name}"' in answer.text
    assert "A &quot;sharp&quot; pull &amp; &lt;b&gt;more&lt;/b&gt;" in answer.text
    assert not zoe.injuries.exists()


def test_after_signing_in_again_it_is_saved_with_one_more_press(
    ana: User, zoe: Client, injury_form: Callable[..., dict[str, str]]
):
    browser = Browser(enforce_csrf_checks=True)
    page = f"/clients/{zoe.pk}/injuries/new/"
    browser.cookies = signed_in(ana).cookies
    form = injury_form() | {"csrfmiddlewaretoken": "a" * 64}
    first = browser.post(page, form, headers={"origin": HOST})
    assert first.status_code == 403
    assert "One more press" in first.text
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', first.text)[1]
    again = browser.post(page, form | {"csrfmiddlewaretoken": token}, headers={"origin": HOST})
    assert again.status_code == 302
    assert zoe.injuries.exists()


def test_what_another_site_sent_is_not_handed_back(
    ana: User, zoe: Client, injury_form: Callable[..., dict[str, str]]
):
    browser = Browser(enforce_csrf_checks=True)
    browser.cookies = signed_in(ana).cookies
    for headers in ({"origin": "https://elsewhere.example"}, {"origin": "null"}, {}):
        answer = browser.post(f"/clients/{zoe.pk}/injuries/new/", injury_form(), headers=headers)
        assert answer.status_code == 403
        assert "A pull behind the thigh." not in answer.text


def test_a_password_never_comes_back(client: Browser):
    answer = client.post("/accounts/password/change/", {"oldpassword": "secret words", "password1": "x"})
    assert "secret words" not in answer.text
    assert answer.status_code == 302


def test_an_empty_post_and_a_page_lead_to_the_sign_in(client: Browser, zoe: Client):
    for answer in (client.post(f"/clients/{zoe.pk}/edit/"), client.get(f"/clients/{zoe.pk}/edit/")):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")


def test_a_piece_of_a_page_is_led_to_the_sign_in_as_a_whole(client: Browser, zoe: Client):
    answer = client.post(f"/clients/{zoe.pk}/edit/", {"name": "Zoe"}, headers={"hx-request": "true"})
    assert answer["HX-Redirect"].startswith(settings.LOGIN_URL if settings.LOGIN_URL.startswith("/") else "/")
