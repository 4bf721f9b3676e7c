import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.test import Client as Browser
from django.utils import timezone
from django.utils.formats import date_format

from clients import actions, consents
from clients.health import conditions_of
from clients.models import Client, Injury, RiskScreen
from clients.screening import VERSION, Due
from clients.screens import due_from, due_of, standing_of, values_of
from trainer.accounts.models import AuditEntry, User
from trainer.privacy.export import export_client

TOLD = {"hamstring": "recent", "hamstring_side": "right", "hamstring_off": "CANARY-9 weeks", "knees": "no"}


def answer_all(browser: Browser, **answers: Any) -> list[str]:
    """Goes through the questions as on a phone, "rather not say" to what has no answer here."""
    browser.post("/screening/")
    seen = []
    address = f"/screening/{standing_of(Client.objects.get()).left[0].code}/"
    while address != "/screening/":
        code = address.split("/")[2]
        seen.append(code)
        answer = browser.post(address, {code: answers[code]} if code in answers else {"skip": "1"})
        assert answer.status_code == 302, code
        address = answer.headers["Location"]
    return seen


def screened(client: Client, by: User, **answers: Any) -> RiskScreen:
    actions.answer_screening(client=client, by=by, answers=answers or TOLD)
    return actions.hand_in_screening(client=client, by=by)


# On the phone


def test_the_start_says_who_reads_it_and_that_any_question_may_be_left_out(as_zoe: Browser, ana: User):
    page = as_zoe.get("/screening/").text
    assert str(ana) in page
    assert "You can leave out any question." in page


def test_a_question_shows_its_place_the_reason_and_a_way_not_to_say(as_zoe: Browser):
    as_zoe.post("/screening/")
    page = as_zoe.get("/screening/chest/").text
    assert "Question 2 of 29" in page
    assert "Your health" in page
    assert "Then a doctor should look before you train." in page
    assert "I’d rather not say" in page


def test_each_answer_is_kept_with_the_words_of_its_day(as_zoe: Browser, zoe: Client, zoe_user: User):
    as_zoe.post("/screening/")
    answer = as_zoe.post("/screening/heart/", {"heart": "no"})
    assert answer.headers["Location"] == "/screening/chest/"
    screen = zoe.screens.get()
    assert screen.by == zoe_user
    assert screen.answers["heart"] == {
        "value": "no",
        "question": "Has a doctor ever said that you have a heart condition?",
        "answer": "No",
    }


def test_who_leaves_goes_on_where_she_stopped(as_zoe: Browser, zoe: Client):
    as_zoe.post("/screening/")
    as_zoe.post("/screening/heart/", {"heart": "no"})
    as_zoe.post("/screening/chest/", {"skip": "1"})
    assert "2 of 29 questions are answered" in as_zoe.get("/screening/").text
    assert as_zoe.post("/screening/").headers["Location"] == "/screening/dizzy/"
    assert zoe.screens.count() == 1


def test_going_back_shows_the_answer_and_next_leads_to_the_next_question(as_zoe: Browser):
    as_zoe.post("/screening/")
    as_zoe.post("/screening/heart/", {"heart": "yes"})
    page = as_zoe.get("/screening/heart/").text
    assert re.search(r'value="yes"[^>]*checked', page)
    assert as_zoe.post("/screening/heart/", {"heart": "no"}).headers["Location"] == "/screening/chest/"


@pytest.mark.parametrize(
    ("code", "typed", "says"),
    [
        ("heart", {}, "Answer this, or say that you would rather not."),
        ("heart", {"heart": "perhaps"}, "Choose one of the answers."),
        ("sleep", {"sleep": "99"}, "Give a number from 0 to 16, like 6.5."),
        ("sleep", {"sleep": "seven"}, "Give a number from 0 to 16, like 6.5."),
        ("speed", {"speed": "2.5"}, "Give a whole number from 0 to 20."),
        ("birth_date", {"birth_date": "1850-01-01"}, "Born in 1850 would make"),
        ("birth_date", {"birth_date": "2199-01-01"}, "This day has not come yet."),
    ],
)
def test_a_bad_answer_is_told_at_the_field_and_stays_there(
    as_zoe: Browser, zoe: Client, code: str, typed: dict[str, str], says: str
):
    as_zoe.post("/screening/")
    answer = as_zoe.post(f"/screening/{code}/", typed)
    assert answer.status_code == 422
    assert says in answer.text
    assert f'id="id_{code}_error"' in answer.text
    assert all(f'value="{value}"' in answer.text for value in typed.values() if value != "perhaps")
    assert zoe.screens.get().answers == {}


def test_a_month_that_does_not_go_with_the_answer_is_refused(as_zoe: Browser):
    as_zoe.post("/screening/")
    as_zoe.post("/screening/hamstring/", {"hamstring": "recent"})
    answer = as_zoe.post("/screening/hamstring_when/", {"hamstring_when_0": "", "hamstring_when_1": "2020"})
    assert answer.status_code == 422
    assert "and this is longer ago" in answer.text
    assert re.search(r'value="2020" selected', answer.text)


def test_a_changed_answer_asks_again_what_no_longer_fits(zoe: Client, ana: User):
    told = {"hamstring": "earlier", "hamstring_when": "2020"}
    actions.answer_screening(client=zoe, by=ana, answers=told)
    screen = actions.answer_screening(client=zoe, by=ana, answers={"hamstring": "recent"})
    assert values_of(screen) == {"hamstring": "recent"}


def test_follow_ups_come_only_after_their_answer(as_zoe: Browser):
    seen = answer_all(as_zoe, hamstring="no", back="no", knees="yes", kneeling="yes")
    assert "hamstring_side" not in seen
    assert "back_bending" not in seen
    assert "kneeling" in seen


def test_a_question_that_is_not_asked_leads_back_and_an_unknown_one_is_no_page(as_zoe: Browser):
    as_zoe.post("/screening/")
    assert as_zoe.get("/screening/acl_side/").headers["Location"] == "/screening/"
    assert as_zoe.get("/screening/hiccups/").status_code == 404


def test_the_answers_are_checked_and_handed_in(as_zoe: Browser, zoe: Client, zoe_user: User):
    answer_all(as_zoe, **TOLD, kneeling="no", birth_date="1990-05-01")
    review = as_zoe.get("/screening/").text
    assert "Check, then hand in" in review
    assert "CANARY-9 weeks" in review
    assert as_zoe.get("/screening/hamstring/?review=1").status_code == 200
    as_zoe.post("/screening/", {"act": "hand-in"})
    screen = zoe.screens.get()
    assert screen.finished_at is not None
    zoe.refresh_from_db()
    assert zoe.birth_date == dt.date(1990, 5, 1)
    assert conditions_of(zoe) == {"KNEE_KNEEL": False, "PFP_DEEP": False}
    assert zoe.conditions.get(tag="KNEE_KNEEL").by == zoe_user
    thanks = as_zoe.get("/screening/").text
    assert "Thank you, Zoe" in thanks
    assert "Ana Trainer sees your answers" in thanks
    assert "<dt>Have you ever strained a hamstring?</dt><dd>Yes, in the last 12 months</dd>" in thanks
    assert not Injury.objects.exists()


def test_a_change_from_the_check_leads_back_to_it(as_zoe: Browser):
    answer_all(as_zoe, hamstring="no")
    answer = as_zoe.post("/screening/sleep/", {"sleep": "8", "review": "1"})
    assert answer.headers["Location"] == "/screening/"
    answer = as_zoe.post("/screening/calf/", {"calf": "yes", "review": "1"})
    assert answer.headers["Location"] == "/screening/calf_side/"


def test_nothing_but_silence_is_not_handed_in(as_zoe: Browser, zoe: Client):
    answer_all(as_zoe)
    page = as_zoe.post("/screening/", {"act": "hand-in"}, follow=True).text
    assert "Nothing is answered yet." in page
    assert zoe.screens.get().finished_at is None


def test_the_thanks_promise_nothing_and_list_only_what_she_answered(
    as_zoe: Browser, zoe: Client, zoe_user: User
):
    zoe.birth_date = dt.date(1980, 1, 1)
    zoe.save()
    screened(zoe, zoe_user, lowering="no", calf=None, warm_up="10+")
    page = as_zoe.get("/screening/").text
    listed = re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", page.split("All my answers")[0])
    assert listed == [("Do you do slow lowering hamstring work every week?", "No")]
    assert "comes in" not in page
    assert "What goes into your plan" not in page


def test_answers_that_the_trainer_wrote_down_are_not_thanked_for(
    as_zoe: Browser, zoe: Client, zoe_user: User, ana: User
):
    RiskScreen.objects.create(client=zoe, questions_version=VERSION, finished_at=timezone.now(), by=ana)
    page = as_zoe.get("/screening/").text
    assert "Ana Trainer asked you and wrote them down." in page
    assert "Thank you" not in page


@pytest.mark.parametrize(("typed", "kept"), [("5.5", 5.5), ("5,5", 5.5), ("7", 7), ("7,0", 7)])
def test_half_hours_of_sleep_are_taken_with_comma_or_point(
    as_zoe: Browser, zoe: Client, typed: str, kept: float
):
    as_zoe.post("/screening/")
    assert as_zoe.post("/screening/sleep/", {"sleep": typed}).status_code == 302
    row = zoe.screens.get().answers["sleep"]
    assert (row["value"], row["answer"]) == (kept, f"{kept} hours")
    assert f'value="{kept}"' in as_zoe.get("/screening/sleep/").text


def test_a_yes_about_the_heart_sends_to_a_doctor_in_plain_words(as_zoe: Browser, zoe: Client, zoe_user: User):
    screened(zoe, zoe_user, heart="yes", hamstring="recent")
    page = as_zoe.get("/screening/").text
    assert "Please see a doctor before you start" in page
    assert not re.search(r"risk of|danger|\d ?%", page)


def test_an_answer_that_found_the_sign_in_ended_is_handed_back_and_kept_nowhere(
    as_zoe: Browser, zoe: Client, client: Browser
):
    as_zoe.post("/screening/")
    answer = client.post("/screening/hamstring/", {"hamstring": "earlier"})
    assert answer.status_code == 403
    assert '<input type="hidden" name="hamstring" value="earlier">' in answer.text
    assert "hamstring" not in values_of(zoe.screens.get())
    assert not client.session.keys()


# Consent


def test_without_health_consent_the_client_reads_why_and_nothing_is_asked(as_zoe: Browser, zoe: Client):
    as_zoe.post("/my-data/consent/", {"purpose": "health", "act": "withdraw"})
    page = as_zoe.get("/screening/").text
    assert "need your agreement to share health data" in page
    assert 'href="/my-data/"' in page
    as_zoe.post("/screening/")
    assert not zoe.screens.exists()
    assert due_of(zoe) is None


def test_withdrawn_consent_hides_the_answers_from_the_trainer_and_not_from_the_client(
    as_ana: Browser, as_zoe: Browser, zoe: Client, zoe_user: User
):
    screen = screened(zoe, zoe_user)
    consents.withdraw(client=zoe, purpose="health", by=zoe_user)
    for page in ("screening/", "screening/questions/", f"screening/{screen.pk}/"):
        text = as_ana.get(f"/clients/{zoe.pk}/{page}").text
        assert "Health data is not shared with you" in text
        assert "CANARY-9" not in text
        assert "hamstring strain" not in text
    planned = as_ana.post(f"/clients/{zoe.pk}/screening/{screen.pk}/planned/", {"thing": "hamstring_recent"})
    assert planned.status_code == 403
    assert "CANARY-9 weeks" in as_zoe.get("/screening/").text
    assert "Screening</a>" not in as_ana.get(f"/clients/{zoe.pk}/").text.split('id="health"')[1]


def test_nobody_writes_an_answer_without_consent_or_for_a_client_who_signs_in(
    zoe: Client, ana: User, zoe_user: User
):
    with pytest.raises(PermissionDenied):
        actions.answer_screening(client=zoe, by=ana, answers={"heart": "no"})
    consents.withdraw(client=zoe, purpose="health", by=zoe_user)
    with pytest.raises(PermissionDenied):
        actions.start_screening(client=zoe, by=zoe_user)


# Offered, due, counted


def test_the_day_offers_the_questions_until_they_are_answered(as_zoe: Browser, zoe: Client, zoe_user: User):
    assert "A few questions first" in as_zoe.get("/today/").text
    actions.answer_screening(client=zoe, by=zoe_user, answers={"heart": "no"})
    assert "1 of 29 answered" in as_zoe.get("/today/").text
    actions.hand_in_screening(client=zoe, by=zoe_user)
    assert 'href="/screening/"' not in as_zoe.get("/today/").text
    with time_machine.travel(timezone.now() + dt.timedelta(days=370)):
        assert due_of(zoe) is not None
        assert standing_of(zoe).why_again == "the last answers are 12 months old"


def test_an_injury_that_ended_makes_the_questions_due_again(zoe: Client, ana: User, strain: Injury):
    with time_machine.travel(timezone.now() - dt.timedelta(days=3)):
        screened(zoe, ana)
    assert not standing_of(zoe).due
    Injury.objects.filter(pk=strain.pk).update(resolved_on=zoe.today())
    assert standing_of(zoe).why_again == "an injury has ended since"


def test_answering_again_shows_what_was_said_last_time(as_zoe: Browser, zoe: Client, zoe_user: User):
    screened(zoe, zoe_user, sleep=7, hamstring="no")
    assert "once more" in as_zoe.get("/screening/?again=1").text
    as_zoe.post("/screening/")
    assert "Last time: 7 hours" in as_zoe.get("/screening/sleep/").text
    assert zoe.screens.count() == 2


def test_the_overview_says_where_the_screening_stands(as_ana: Browser, zoe: Client, ana: User):
    assert "not asked yet" in as_ana.get(f"/clients/{zoe.pk}/").text
    screened(zoe, ana)
    assert "answered on" in as_ana.get(f"/clients/{zoe.pk}/").text


def test_the_day_of_asking_again_stands_on_both_their_pages(
    as_ana: Browser, as_zoe: Browser, zoe: Client, zoe_user: User
):
    screened(zoe, zoe_user, calf="no")
    again = date_format(standing_of(zoe).again_on, "D j M Y")
    assert f"again after {again}" in as_zoe.get("/screening/").text
    assert f"After {again}" in as_ana.get(f"/clients/{zoe.pk}/screening/").text
    assert f"asked again after {again}" in as_ana.get(f"/clients/{zoe.pk}/").text
    with time_machine.travel(timezone.now() + dt.timedelta(days=370)):
        since = date_format(standing_of(zoe).again.since, "D j M")
        told = f"ince {since}, because the last answers are 12 months old"
        pages = [(as_zoe, "/today/"), (as_zoe, "/screening/"), (as_ana, f"/clients/{zoe.pk}/screening/")]
        for browser, page in pages:
            browser.force_login(zoe_user if browser is as_zoe else User.objects.get(name="Ana Trainer"))
            assert told in browser.get(page).text, page


def test_what_was_done_is_in_the_audit_without_a_health_value(zoe: Client, ana: User):
    screen = screened(zoe, ana)
    actions.mark_planned(screen=screen, thing="hamstring_recent", note="CANARY-9", by=ana)
    entries = AuditEntry.objects.filter(object_type="clients.RiskScreen")
    assert [entry.action for entry in entries.order_by("pk")] == [
        "screening begun",
        "screening handed in",
        "screening: thing planned",
    ]
    assert "CANARY-9" not in str(list(entries.values()))


def test_the_export_reads_without_us(zoe: Client, ana: User):
    screened(zoe, ana)
    [row] = export_client(zoe)["rows"]["clients.RiskScreen"]
    assert row["answers"]["hamstring"]["question"] == "Have you ever strained a hamstring?"
    assert row["answers"]["hamstring"]["answer"] == "Yes, in the last 12 months"


def test_queries_do_not_grow_with_earlier_screenings(
    as_ana: Browser, as_zoe: Browser, zoe: Client, zoe_user: User, queries: Any
):
    screened(zoe, zoe_user)
    pages = [(as_ana, f"/clients/{zoe.pk}/screening/"), (as_zoe, "/screening/"), (as_zoe, "/today/")]
    few = [queries(lambda b=browser, p=page: b.get(p)) for browser, page in pages]
    earlier = timezone.now() - dt.timedelta(days=500)
    RiskScreen.objects.bulk_create(
        RiskScreen(
            client=zoe,
            questions_version="1",
            started_at=earlier,
            finished_at=earlier,
            by=zoe_user,
            answers={},
        )
        for _ in range(30)
    )
    assert [queries(lambda b=browser, p=page: b.get(p)) for browser, page in pages] == few


@pytest.mark.parametrize(
    ("version", "days_ago", "closed_days_ago"),
    [("1", 900, None), (VERSION, 400, None), (VERSION, 9, 3), (VERSION, 9, 12)],
)
def test_a_list_tells_of_each_client_what_her_own_page_does(
    zoe: Client, strain: Injury, queries: Any, version: str, days_ago: int, closed_days_ago: int | None
):
    ended = timezone.now() - dt.timedelta(days=days_ago)
    RiskScreen.objects.create(client=zoe, questions_version=version, started_at=ended, finished_at=ended)
    closed_on = closed_days_ago and zoe.today() - dt.timedelta(days=closed_days_ago)
    Injury.objects.filter(pk=strain.pk).update(resolved_on=closed_on)
    found = []
    assert queries(lambda: found.append(due_from(zoe, [ended, ended, version], closed_on))) == 0
    assert found == [standing_of(zoe).again]


def test_a_client_who_was_never_asked_or_stopped_halfway_is_told_of_too(zoe: Client):
    begun = timezone.now()
    assert due_from(zoe, None, None) == Due("they were never asked", zoe.today())
    assert due_from(zoe, [None, begun, VERSION], None) == Due(
        "they were begun and not handed in", zoe.today()
    )


def test_the_database_knows_one_open_screening(zoe: Client, ana: User):
    first = actions.start_screening(client=zoe, by=ana)
    assert actions.start_screening(client=zoe, by=ana) == first
    with pytest.raises(IntegrityError):
        RiskScreen.objects.create(client=zoe, questions_version="1")
