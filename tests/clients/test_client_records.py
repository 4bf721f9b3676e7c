import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client as Browser

from clients import actions
from clients.models import Client, Consent
from trainer.accounts.models import AuditEntry, User

FORM = {
    "name": "Maya Okafor",
    "birth_date": "1995-02-01",
    "sex": "female",
    "height_cm": "171",
    "dominant_leg": "right",
    "sport": "five-a-side",
    "position": "winger",
    "trains_since": "2015",
    "goals": "Sprint again",
    "time_zone": "Europe/London",
}


def test_adding_a_client_makes_a_lead_coaching_and_the_paper_consents(ana: User):
    client = actions.add_client(
        by=ana, name="Maya", consent_training=True, consent_health=True, time_zone="Asia/Tokyo"
    )
    assert client.coachings.get().role == "lead"
    assert {consent.purpose for consent in client.consents.filter(on_paper=True)} == {"coaching", "health"}
    assert client.time_zone == "Asia/Tokyo"
    assert AuditEntry.objects.filter(client_number=client.pk, action="client added").exists()


def test_health_data_is_not_shared_when_only_training_was_signed(ana: User):
    client = actions.add_client(by=ana, name="Maya", consent_training=True, consent_health=False)
    assert [consent.purpose for consent in client.consents.all()] == ["coaching"]


def test_nothing_is_kept_of_a_person_who_has_not_agreed(ana: User):
    with pytest.raises(ValidationError):
        actions.add_client(by=ana, name="Maya", consent_training=False, consent_health=True)
    assert not Client.objects.exists()


def test_a_client_without_a_known_time_zone_is_refused_and_nothing_stays(ana: User):
    with pytest.raises(ValidationError):
        actions.add_client(
            by=ana, name="Maya", consent_training=True, consent_health=True, time_zone="Mars/North"
        )
    assert not Client.objects.exists()


def test_the_page_adds_a_client_with_her_profile(as_ana: Browser):
    answer = as_ana.post("/clients/new/", FORM | {"consent_training": "on"})
    client = Client.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == client.get_absolute_url()
    assert (client.name, client.height_cm, client.birth_date) == ("Maya Okafor", 171, dt.date(1995, 2, 1))
    assert not client.consents.filter(purpose=Consent.Purpose.HEALTH).exists()


def test_both_consent_boxes_start_unticked(as_ana: Browser):
    page = as_ana.get("/clients/new/").text
    assert 'name="consent_training"' in page
    assert " checked>" not in page.split('id="agreed"')[1]


def test_without_the_signature_the_form_comes_back_with_everything_typed(as_ana: Browser):
    answer = as_ana.post("/clients/new/", FORM)
    assert answer.status_code == 422
    assert "Nothing is kept" in answer.text
    assert "Sprint again" in answer.text
    assert not Client.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("birth_date", "2999-01-01", "has not come yet"),
        ("birth_date", "0095-01-01", "four digits"),
        ("birth_date", "1850-01-01", "Born in 1850 would make"),
        ("height_cm", "17", "from 80 to 250"),
        ("time_zone", "Mars/North", "Europe/London"),
        ("name", "", "Write the client’s name."),
        ("time_zone", "", "Choose the time zone"),
        ("birth_date", "24.11", "not a day of the calendar"),
        ("height_cm", "tall", "whole centimetres"),
        ("trains_since", "19", "four digits"),
        ("trains_since", "1850", "Years from 1900 on can be given. Check the year."),
        ("trains_since", "2999", "has not come yet"),
        ("trains_since", "1994", "before the birth date"),
    ],
)
def test_a_wrong_value_is_named_and_nothing_typed_is_lost(as_ana: Browser, field: str, value: str, says: str):
    answer = as_ana.post("/clients/new/", FORM | {"consent_training": "on", field: value})
    assert answer.status_code == 422
    assert says in answer.context["form"].errors[field][0]
    assert says in answer.text
    assert "five-a-side" in answer.text
    assert not Client.objects.exists()


def test_editing_changes_the_profile_and_is_noted(as_ana: Browser, zoe: Client):
    answer = as_ana.post(f"/clients/{zoe.pk}/edit/", FORM | {"name": "Zoe Renamed", "version": "1"})
    assert answer.status_code == 302
    zoe.refresh_from_db()
    assert zoe.name == "Zoe Renamed"
    assert AuditEntry.objects.filter(action="client changed", client_number=zoe.pk).exists()


def test_a_stale_save_of_a_profile_shows_both_and_overwrites_nothing(as_ana: Browser, zoe: Client, ana: User):
    page = as_ana.get(f"/clients/{zoe.pk}/edit/")
    version = page.context["form"]["version"].value()
    zoe.goals, zoe.birth_date = "Bob was quicker.", dt.date(1990, 5, 1)
    actions.edit_client(client=zoe, by=ana, fields=("goals", "birth_date"))
    typed = FORM | {"goals": "Ana was slower.", "version": str(version)}
    answer = as_ana.post(f"/clients/{zoe.pk}/edit/", typed)
    assert answer.status_code == 409
    assert "<dt>Goals</dt><dd>Bob was quicker.</dd>" in answer.text
    assert "<dt>Birth date</dt><dd>1 May 1990</dd>" in answer.text
    assert "Ana was slower." in answer.text
    zoe.refresh_from_db()
    assert (zoe.goals, zoe.name) == ("Bob was quicker.", "Zoe Client")
    typed["version"] = str(answer.context["form"]["version"].value())
    assert as_ana.post(f"/clients/{zoe.pk}/edit/", typed).status_code == 302
    zoe.refresh_from_db()
    assert (zoe.goals, zoe.version) == ("Ana was slower.", 3)


def test_a_birth_date_told_on_the_phone_is_not_overwritten_by_an_older_page(
    as_ana: Browser, zoe: Client, zoe_user: User
):
    actions.answer_screening(client=zoe, by=zoe_user, answers={"birth_date": "1990-05-01"})
    actions.hand_in_screening(client=zoe, by=zoe_user)
    older = FORM | {"birth_date": "", "version": "1"}
    assert as_ana.post(f"/clients/{zoe.pk}/edit/", older).status_code == 409
    zoe.refresh_from_db()
    assert zoe.birth_date == dt.date(1990, 5, 1)


def test_a_refused_edit_keeps_the_row_and_the_name_above_it(as_ana: Browser, zoe: Client):
    answer = as_ana.post(f"/clients/{zoe.pk}/edit/", FORM | {"name": "X" * 200})
    assert answer.status_code == 422
    assert "<h1>Zoe Client</h1>" in answer.text
    zoe.refresh_from_db()
    assert zoe.name == "Zoe Client"


def test_the_edit_page_says_that_a_paper_consent_is_not_yet_confirmed(as_ana: Browser, zoe: Client):
    assert as_ana.get(f"/clients/{zoe.pk}/edit/").text.count("not yet confirmed by the client") == 2


def test_fields_that_are_no_business_of_the_form_are_ignored(as_ana: Browser, zoe: Client, bob: User):
    more = {"user": str(bob.pk), "archived_at": "2020-01-01", "version": "1"}
    as_ana.post(f"/clients/{zoe.pk}/edit/", FORM | more)
    zoe.refresh_from_db()
    assert zoe.name == FORM["name"]
    assert zoe.user is None
    assert zoe.archived_at is None


def test_a_client_is_archived_and_brought_back(as_ana: Browser, zoe: Client):
    as_ana.post(f"/clients/{zoe.pk}/archive/", {"act": "archive"})
    zoe.refresh_from_db()
    assert zoe.archived_at is not None
    as_ana.post(f"/clients/{zoe.pk}/archive/", {"act": "bring-back"})
    zoe.refresh_from_db()
    assert zoe.archived_at is None


def test_ending_the_coaching_closes_every_page_at_once(as_ana: Browser, ana: User, zoe: Client):
    assert as_ana.get(f"/clients/{zoe.pk}/end-coaching/").status_code == 200
    answer = as_ana.post(f"/clients/{zoe.pk}/end-coaching/")
    assert answer.status_code == 302
    assert zoe.coachings.get().ended_by == ana
    for page in ("edit", "injuries", "conditions", "invite", "end-coaching"):
        assert as_ana.get(f"/clients/{zoe.pk}/{page}/").status_code == 404


def test_the_trainer_is_warned_when_nobody_could_open_the_record_afterwards(as_ana: Browser, zoe: Client):
    assert "nobody can open the record" in as_ana.get(f"/clients/{zoe.pk}/end-coaching/").text


def test_the_client_ends_the_coaching_from_her_own_side(
    as_zoe: Browser, as_ana: Browser, zoe: Client, zoe_user: User
):
    coaching = zoe.coachings.get()
    answer = as_zoe.post(f"/my-data/coachings/{coaching.pk}/end/")
    assert answer.status_code == 302
    coaching.refresh_from_db()
    assert coaching.ended_by == zoe_user
    assert as_ana.get(f"/clients/{zoe.pk}/edit/").status_code == 404


def test_only_the_two_of_a_coaching_can_end_it(zoe: Client, bob: User):
    with pytest.raises(PermissionDenied):
        actions.end_coaching(coaching=zoe.coachings.get(), by=bob)
    assert zoe.coachings.get().ended_at is None


def test_ending_twice_keeps_the_first_day(zoe: Client, ana: User):
    actions.end_coaching(coaching=zoe.coachings.get(), by=ana)
    first = zoe.coachings.get().ended_at
    actions.end_coaching(coaching=zoe.coachings.get(), by=ana)
    assert zoe.coachings.get().ended_at == first
