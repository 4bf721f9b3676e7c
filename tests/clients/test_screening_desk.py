"""The screening as its trainer reads and asks it."""

import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from clients import actions, screening
from clients.health import conditions_of
from clients.models import Client, Injury
from clients.screens import plan_of, values_of
from tests.clients.test_screening_pages import TOLD, screened
from trainer.accounts.models import User


def test_the_trainer_reads_what_to_plan_for_in_order_with_its_source(
    as_ana: Browser, zoe: Client, zoe_user: User
):
    screened(zoe, zoe_user, hamstring="recent", hamstring_side="right", lowering="no", heart="yes")
    page = as_ana.get(f"/clients/{zoe.pk}/screening/").text
    titles = re.findall(r"<h3>([^<]+)</h3>", page)
    assert titles[:3] == [
        "A doctor’s word first",
        "Right hamstring strain in the last 12 months",
        "No slow lowering hamstring work",
    ]
    assert "78 studies, 8,319 injuries, 71,324 athletes" in page
    assert f"/programs/nordic-10-weeks/assign/?client={zoe.pk}" in page
    assert f"/clients/{zoe.pk}/injuries/new/?told=hamstring_recent" in page
    assert "No score, on purpose" in page
    assert not re.search(r"\d ?%", page)


def test_warm_up_sprinting_and_nordic_work_are_one_click_from_the_page(
    as_ana: Browser, zoe: Client, zoe_user: User, programs: None
):
    screened(zoe, zoe_user, warm_up="1-4", speed_change="up", hamstring="earlier", hamstring_side="left")
    page = as_ana.get(f"/clients/{zoe.pk}/screening/").text
    offered = dict(re.findall(r'href="(/programs/[^"]+/assign/\?client=\d+)">([^<]+)</a>', page))
    assert offered == {
        f"/programs/nordic-10-weeks/assign/?client={zoe.pk}": "Add Nordic work",
        f"/programs/speed-6-weeks/assign/?client={zoe.pk}": "Ramp sprinting",
        f"/programs/warm-up-8-weeks/assign/?client={zoe.pk}": "Add a warm-up block",
    }
    assert f"/clients/{zoe.pk}/injuries/new/?told=hamstring_earlier" in page
    for address in offered:
        assert as_ana.get(address).status_code == 200


def test_a_told_injury_is_offered_to_the_form_and_recorded_only_by_saving_it(
    as_ana: Browser, zoe: Client, zoe_user: User
):
    last_year = f"{timezone.now() - dt.timedelta(days=90):%Y-%m}"
    screened(zoe, zoe_user, **{**TOLD, "hamstring_when": last_year})
    form = as_ana.get(f"/clients/{zoe.pk}/injuries/new/?told=hamstring_recent").context["form"]
    assert form["where"].value() == "hamstring:right"
    assert form["onset_on"].value() == f"{last_year}-01"
    assert "CANARY-9 weeks" in form["words"].value()
    assert not Injury.objects.exists()
    assert not as_ana.get(f"/clients/{zoe.pk}/injuries/new/?told=age").context["form"].initial


def test_an_injury_on_file_is_shown_in_place_of_recording_it_again(
    as_ana: Browser, zoe: Client, zoe_user: User, strain: Injury
):
    when = f"{strain.onset_on:%Y-%m}"
    screened(zoe, zoe_user, hamstring="recent", hamstring_side=strain.side, hamstring_when=when)
    page = as_ana.get(f"/clients/{zoe.pk}/screening/").text
    assert f'On file: <a href="/clients/{zoe.pk}/injuries/{strain.pk}/">{strain.label}</a>' in page
    assert "Put it on file" not in page


def test_a_thing_is_marked_as_planned_with_note_day_and_name_and_taken_back(
    as_ana: Browser, zoe: Client, ana: User, zoe_user: User
):
    screen = screened(zoe, zoe_user, warm_up="0", hamstring="no")
    address = f"/clients/{zoe.pk}/screening/{screen.pk}/planned/"
    as_ana.post(address, {"thing": "warm_up", "note": "Ten minutes on the bike"})
    screen.refresh_from_db()
    today = zoe.today().isoformat()
    assert screen.planned == {"warm_up": {"on": today, "note": "Ten minutes on the bike", "by": str(ana)}}
    assert "Ten minutes on the bike" in as_ana.get(f"/clients/{zoe.pk}/screening/").text
    as_ana.post(address, {"thing": "warm_up", "act": "take-back"})
    screen.refresh_from_db()
    assert screen.planned == {}


@pytest.mark.parametrize(("thing", "told"), [("doctor", {"chest": "yes"}), ("ask_doctor", {"joint": "yes"})])
def test_what_needs_somebodys_word_is_settled_only_by_writing_it_down(
    as_ana: Browser, zoe: Client, zoe_user: User, thing: str, told: dict[str, str]
):
    screen = screened(zoe, zoe_user, **told)
    address = f"/clients/{zoe.pk}/screening/{screen.pk}/planned/"
    assert (
        "Who said it, on which day, and what they said</label>"
        in as_ana.get(f"/clients/{zoe.pk}/screening/").text
    )
    answer = as_ana.post(address, {"thing": thing, "note": "  "})
    assert answer.status_code == 422
    assert 'id="note-error"' in answer.text
    assert "Write down who said it, on which day, and what they said." in answer.text
    screen.refresh_from_db()
    assert screen.planned == {}
    as_ana.post(address, {"thing": thing, "note": "Dr Okafor, 3 May: all but sprints"})
    screen.refresh_from_db()
    assert screen.planned[thing]["note"] == "Dr Okafor, 3 May: all but sprints"


def test_the_page_says_in_which_order_the_things_stand_and_what_is_not_held_back(
    as_ana: Browser, zoe: Client, zoe_user: User
):
    screened(zoe, zoe_user, heart="yes", hamstring="recent")
    page = as_ana.get(f"/clients/{zoe.pk}/screening/").text
    assert "What is for a doctor comes first; the rest is in the order of the evidence" in page
    assert "Plumb holds nothing back for these answers: you decide." in page


def test_what_only_informs_is_told_and_never_open(as_ana: Browser, zoe: Client, zoe_user: User):
    zoe.birth_date = zoe.today() - dt.timedelta(days=41 * 366)
    zoe.save()
    screen = screened(zoe, zoe_user, hamstring="no", lowering="no")
    age, lowering = plan_of(screen, [])
    assert (age.found.thing.code, age.informs, age.is_open) == ("age", True, False)
    assert (lowering.found.thing.code, lowering.informs, lowering.is_open) == ("lowering", False, True)
    page = as_ana.get(f"/clients/{zoe.pk}/screening/").text
    assert '<span class="label">To know</span>' in page
    overview = as_ana.get(reverse("roster:client", args=[zoe.pk]))
    assert overview.context["to_plan"] == [lowering.found.title]


def test_an_unknown_thing_and_a_long_note_are_refused(
    as_ana: Browser, zoe: Client, zoe_user: User, ana: User
):
    screen = screened(zoe, zoe_user, warm_up="0", hamstring="no")
    address = f"/clients/{zoe.pk}/screening/{screen.pk}/planned/"
    assert as_ana.post(address, {"thing": "luck"}).status_code == 422
    answer = as_ana.post(address, {"thing": "warm_up", "note": "x" * 301})
    assert answer.status_code == 422
    assert "x" * 301 in answer.text
    with pytest.raises(ValidationError):
        actions.mark_planned(screen=screen, thing="luck", note="", by=ana)
    screen.refresh_from_db()
    assert screen.planned == {}


def test_a_client_without_a_sign_in_is_asked_together_on_one_page(as_ana: Browser, zoe: Client, ana: User):
    address = f"/clients/{zoe.pk}/screening/questions/"
    page = as_ana.get(address).text
    assert all(question.text in page.replace("&#x27;", "'") for question in screening.QUESTIONS.values())
    answer = as_ana.post(
        address, {"hamstring": "earlier", "hamstring_side": "left", "sleep": "7", "act": "hand-in"}
    )
    assert answer.headers["Location"] == f"/clients/{zoe.pk}/screening/"
    screen = zoe.screens.get()
    assert screen.by == ana
    assert values_of(screen) == {"hamstring": "earlier", "hamstring_side": "left", "sleep": 7}
    assert "Asked together, written down by Ana Trainer" in as_ana.get(f"/clients/{zoe.pk}/screening/").text


def test_the_whole_sheet_is_kept_for_later_and_an_answer_can_be_taken_back(as_ana: Browser, zoe: Client):
    address = f"/clients/{zoe.pk}/screening/questions/"
    as_ana.post(address, {"heart": "no", "calf": "yes", "act": "later"})
    as_ana.post(address, {"calf": "yes", "act": "later"})
    screen = zoe.screens.get()
    assert screen.finished_at is None
    assert values_of(screen) == {"calf": "yes"}


def test_a_bad_answer_on_the_sheet_keeps_everything_typed(as_ana: Browser, zoe: Client):
    address = f"/clients/{zoe.pk}/screening/questions/"
    answer = as_ana.post(
        address, {"sleep": "99", "joint": "yes", "joint_words": "left hip", "act": "hand-in"}
    )
    assert answer.status_code == 422
    assert "Give a number from 0 to 16, like 6.5." in answer.text
    assert "left hip" in answer.text
    assert not zoe.screens.exists()


def test_a_follow_up_that_does_not_apply_is_neither_judged_nor_kept(as_ana: Browser, zoe: Client):
    typed = {"hamstring": "no", "hamstring_when_0": "01", "hamstring_when_1": "", "act": "later"}
    assert as_ana.post(f"/clients/{zoe.pk}/screening/questions/", typed).status_code == 302
    assert values_of(zoe.screens.get()) == {"hamstring": "no"}


def test_one_box_says_no_to_every_open_question_of_its_part_and_to_no_other(as_ana: Browser, zoe: Client):
    typed = {"heart": "yes", "rest_health": "on", "act": "hand-in"}
    as_ana.post(f"/clients/{zoe.pk}/screening/questions/", typed)
    part = [code for code, one in screening.QUESTIONS.items() if one.section == "health" and not one.needs]
    assert values_of(zoe.screens.get()) == {code: "yes" if code == "heart" else "no" for code in part}
    assert not conditions_of(zoe, visible=True)["HTN_INV"]


def test_what_opens_under_a_yes_is_not_answered_by_the_box(as_ana: Browser, zoe: Client):
    typed = {"back": "yes", "back_load": "yes", "rest_now": "on", "act": "later"}
    as_ana.post(f"/clients/{zoe.pk}/screening/questions/", typed)
    values = values_of(zoe.screens.get())
    assert (values["back"], values["back_load"], values["knees"]) == ("yes", "yes", "no")
    assert "back_bending" not in values


def test_a_part_that_asks_for_more_than_yes_or_no_has_no_box(as_ana: Browser, zoe: Client):
    address = f"/clients/{zoe.pk}/screening/questions/"
    page = as_ana.get(address).text
    assert re.findall(r'name="rest_(\w+)"', page) == ["health", "injuries", "now"]
    as_ana.post(address, {"rest_training": "on", "calf": "no", "act": "later"})
    assert values_of(zoe.screens.get()) == {"calf": "no"}


def test_a_row_that_a_box_answers_says_so_and_a_follow_up_does_not(as_ana: Browser, zoe: Client):
    page = as_ana.get(f"/clients/{zoe.pk}/screening/questions/").text
    boxed = {
        question.section
        for question in screening.QUESTIONS.values()
        if f'name="rest_{question.section}"' in page
    }
    answered = [one for one in screening.QUESTIONS.values() if one.section in boxed and not one.needs]
    assert page.count("Will be No") == len(answered)


def test_a_scale_says_what_its_ends_mean(as_ana: Browser, zoe: Client):
    page = as_ana.get(f"/clients/{zoe.pk}/screening/questions/").text
    assert "<small>0 is not at all, 10 as heavy as you know it.</small>" in page


def test_a_ticked_box_is_kept_beside_a_bad_answer(as_ana: Browser, zoe: Client):
    typed = {"sleep": "99", "rest_health": "on", "act": "hand-in"}
    answer = as_ana.post(f"/clients/{zoe.pk}/screening/questions/", typed)
    assert answer.status_code == 422
    assert re.search(r'name="rest_health"[^>]* checked', answer.text)
    assert not zoe.screens.exists()


def test_a_sheet_that_found_the_sign_in_ended_is_handed_back(zoe: Client, client: Browser):
    answer = client.post(f"/clients/{zoe.pk}/screening/questions/", {"calf_words": "1998, ski boots"})
    assert answer.status_code == 403
    assert "1998, ski boots" in answer.text
    assert not client.session.keys()


def test_who_has_a_sign_in_is_not_asked_at_the_desk(as_ana: Browser, zoe: Client, zoe_user: User):
    page = as_ana.get(f"/clients/{zoe.pk}/screening/").text
    assert "waiting on Zoe’s phone" in page
    answer = as_ana.get(f"/clients/{zoe.pk}/screening/questions/")
    assert answer.headers["Location"] == f"/clients/{zoe.pk}/screening/"


def test_open_answers_of_a_client_are_counted_and_not_shown(as_ana: Browser, zoe: Client, zoe_user: User):
    actions.answer_screening(client=zoe, by=zoe_user, answers=TOLD)
    page = as_ana.get(f"/clients/{zoe.pk}/screening/").text
    assert "4 of 34 questions answered" in page
    assert "CANARY-9" not in page


def test_earlier_answers_stay_readable_in_the_words_of_their_day(as_ana: Browser, zoe: Client, ana: User):
    old = screened(zoe, ana)
    old.answers = {"gone": {"value": "x", "question": "An old question?", "answer": "An old answer"}}
    old.questions_version = "2019-01"
    old.save()
    screened(zoe, ana, calf="no")
    assert f"/clients/{zoe.pk}/screening/{old.pk}/" in as_ana.get(f"/clients/{zoe.pk}/screening/").text
    page = as_ana.get(f"/clients/{zoe.pk}/screening/{old.pk}/").text
    assert "An old question?" in page
    assert "An old answer" in page
    assert "2019-01" in page


def test_an_open_screening_takes_up_new_questions_and_keeps_what_still_fits(zoe: Client, ana: User):
    screen = actions.answer_screening(client=zoe, by=ana, answers={"calf": "yes"})
    screen.answers["gone"] = {"value": "x", "question": "?", "answer": "x"}
    screen.answers["sleep"] = {"value": 90, "question": "?", "answer": "90"}
    screen.questions_version = "2019-01"
    screen.save()
    screen = actions.start_screening(client=zoe, by=ana)
    assert screen.questions_version == screening.VERSION
    assert values_of(screen) == {"calf": "yes"}


def test_another_trainer_and_the_client_herself_find_no_such_page(
    as_bob: Browser, as_zoe: Browser, as_ana: Browser, zoe: Client, zoe_user: User
):
    screen = screened(zoe, zoe_user)
    for page in ("", "questions/", f"{screen.pk}/"):
        for browser in (as_bob, as_zoe):
            assert browser.get(f"/clients/{zoe.pk}/screening/{page}").status_code == 404
    assert as_ana.get("/screening/").status_code == 404
    assert as_ana.get("/screening/heart/").status_code == 404


def test_an_unfinished_screening_is_no_page_of_answers(as_ana: Browser, zoe: Client, ana: User):
    screen = actions.start_screening(client=zoe, by=ana)
    assert as_ana.get(f"/clients/{zoe.pk}/screening/{screen.pk}/").status_code == 404
