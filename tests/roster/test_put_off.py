"""Putting a notice off until a day, and bringing it back."""

import datetime as dt

import pytest
from django.test import Client as Browser
from django.utils import timezone

from clients.models import Client, Injury
from tests.roster.rows import DAY, hurt, logged, notices, rules, torques
from trainer.accounts.models import AuditEntry, User
from trainer.roster.models import PutOff


@pytest.fixture
def hurting(fresh: Client) -> Client:
    hurt(logged(fresh, fresh.today() - DAY), 5, "stop")
    return fresh


def address(client: Client, act: str = "put-off") -> str:
    [notice] = notices(client)
    return f"/clients/{client.pk}/notices/{notice.rule}/{notice.subject}/{act}/"


def put_off(browser: Browser, client: Client, days: int = 7) -> None:
    answer = browser.post(address(client), {"until": client.today() + days * DAY})
    assert answer.status_code == 302


def test_a_notice_put_off_stands_apart_with_the_day(as_ana: Browser, ana: User, hurting: Client) -> None:
    put_off(as_ana, hurting, days=3)
    assert rules(hurting, ana) == []
    page = as_ana.get("/clients/").text
    assert "Nobody needs a look" in page
    assert f"Until {hurting.today() + 3 * DAY:%a %-d %b}" in page
    assert "Bring back" in page
    assert AuditEntry.objects.filter(action="notice put off", client_number=hurting.pk).count() == 1


def test_it_shows_again_on_that_day(as_ana: Browser, ana: User, hurting: Client) -> None:
    put_off(as_ana, hurting)
    PutOff.objects.update(until=hurting.today())
    assert rules(hurting, ana) == ["pain"]


def test_the_form_offers_a_week(as_ana: Browser, zoe: Client) -> None:
    torques(zoe, zoe.today() - 100 * DAY, hamstrings=(100, 100), quadriceps=(160, 160))
    page = as_ana.get(address(zoe)).text
    assert f'value="{zoe.today() + 7 * DAY}"' in page
    assert "Strength test overdue." in page


def test_the_form_offers_no_day_after_the_notices_own_end(as_ana: Browser, hurting: Client) -> None:
    """A report of yesterday shows for seven days: up to six days from today."""
    assert f'value="{hurting.today() + 6 * DAY}"' in as_ana.get(address(hurting)).text


def test_it_comes_into_its_line_of_the_list_alone(as_ana: Browser, hurting: Client) -> None:
    page = as_ana.get(address(hurting), headers={"HX-Request": "true"}).text
    assert page.strip().startswith("<li")


@pytest.mark.parametrize(
    ("until", "error"),
    [
        (0, "tomorrow at the earliest"),
        (-1, "tomorrow at the earliest"),
        (366, "more than a year away"),
        ("", "Say on which day"),
        ("soon", "not a day of the calendar"),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_the_field(
    as_ana: Browser, hurting: Client, until: int | str, error: str
) -> None:
    day = hurting.today() + until * DAY if isinstance(until, int) else until
    answer = as_ana.post(address(hurting), {"until": day})
    assert answer.status_code == 422
    assert error in answer.text
    assert f'value="{day}"' in answer.text or not day
    assert not PutOff.objects.exists()


def test_a_year_is_the_longest(as_ana: Browser, ana: User, hurting: Client) -> None:
    put_off(as_ana, hurting, days=365)
    assert rules(hurting, ana) == []


def test_seen_ends_this_report_and_a_new_one_shows(as_ana: Browser, ana: User, hurting: Client) -> None:
    [notice] = notices(hurting)
    assert notice.ends == hurting.today() + 7 * DAY
    assert "Seen, do not show it again" in as_ana.get(address(hurting)).text
    as_ana.post(address(hurting), {"until": notice.ends})
    assert "Seen</span>" in as_ana.get("/clients/").text
    hurt(logged(hurting, hurting.today()), 4, "stop")
    assert rules(hurting, ana) == ["pain"]


def test_a_newer_test_is_a_new_subject(as_ana: Browser, ana: User, zoe: Client) -> None:
    torques(zoe, zoe.today() - 70 * DAY, hamstrings=(117, 100), quadriceps=(172, 160))
    torques(zoe, zoe.today() - DAY, hamstrings=(82, 100), quadriceps=(165, 160))
    put_off(as_ana, zoe)
    assert rules(zoe, ana) == []
    torques(zoe, zoe.today(), hamstrings=(55, 100), quadriceps=(165, 160))
    assert rules(zoe, ana) == ["fall"]


def test_an_open_warning_sign_cannot_be_put_off(as_ana: Browser, ana: User, fresh: Client) -> None:
    Injury.objects.create(
        client=fresh,
        structure="hamstring",
        side="left",
        kind="strain",
        onset_on=fresh.today(),
        red_flags=["avulsion"],
    )
    path = address(fresh)
    assert as_ana.get(path).status_code == 404
    assert as_ana.post(path, {"until": fresh.today() + DAY}).status_code == 404
    assert path not in as_ana.get("/clients/").text
    [notice] = notices(fresh)
    PutOff.objects.create(
        client=fresh, by=ana, rule="red_flag", subject=notice.subject, until=fresh.today() + DAY
    )
    assert rules(fresh, ana) == ["red_flag"]


def test_what_is_no_notice_cannot_be_put_off(as_ana: Browser, hurting: Client) -> None:
    for name in ("pain/another", "nothing/at-all", "missed/never"):
        assert as_ana.get(f"/clients/{hurting.pk}/notices/{name}/put-off/").status_code == 404


def test_it_is_off_the_list_of_one_trainer_only(
    as_ana: Browser, ana: User, bob: User, hurting: Client
) -> None:
    put_off(as_ana, hurting)
    assert rules(hurting, bob) == ["pain"]


def test_brought_back_it_shows_at_once(as_ana: Browser, ana: User, hurting: Client) -> None:
    path = address(hurting, "bring-back")
    put_off(as_ana, hurting)
    assert as_ana.post(path).status_code == 302
    assert rules(hurting, ana) == ["pain"]
    assert as_ana.post(path).status_code == 302
    assert AuditEntry.objects.filter(action="notice brought back").count() == 1


def test_another_trainer_cannot_bring_it_back(
    as_ana: Browser, as_bob: Browser, ana: User, hurting: Client
) -> None:
    path = address(hurting, "bring-back")
    put_off(as_ana, hurting)
    assert as_bob.post(path).status_code == 404
    assert rules(hurting, ana) == []


def test_put_off_twice_the_later_day_holds(as_ana: Browser, hurting: Client) -> None:
    path = address(hurting)
    put_off(as_ana, hurting, days=3)
    as_ana.post(path, {"until": hurting.today() + 9 * DAY})
    assert PutOff.objects.get().until == hurting.today() + 9 * DAY


def test_from_the_clients_page_the_way_leads_back_there(as_ana: Browser, hurting: Client) -> None:
    answer = as_ana.post(f"{address(hurting)}?client", {"until": hurting.today() + DAY})
    assert answer.headers["Location"] == f"/clients/{hurting.pk}/"


def test_with_more_than_a_dozen_the_less_urgent_open_below(as_ana: Browser, ana: User, fresh: Client) -> None:
    for number in range(14):
        Injury.objects.create(
            client=fresh,
            structure="calf",
            side="left",
            kind="strain",
            onset_on=fresh.today() - dt.timedelta(days=number),
        )
    assert 'Less urgent <span class="number muted">2</span>' in as_ana.get("/clients/").text


def test_a_screening_that_is_due_stands_below_and_makes_nobody_need_a_look(
    as_ana: Browser, fresh: Client
) -> None:
    Client.objects.update(created_at=timezone.now() - 40 * DAY)
    page = as_ana.get("/clients/").text
    assert "Screening questions due" in page
    assert "Nobody needs a look" in page
    assert "no test or screening due" not in page
