import datetime as dt
import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client as Browser

from clients.consents import withdraw
from clients.models import Client, Injury
from clients.stages import RED_FLAGS
from tests.session_logs.conftest import Log, plan, prescribe
from trainer.accounts.models import User
from trainer.programs.models import WorkoutExercise
from trainer.session_logs import pain
from trainer.session_logs.models import PainReport, SessionLog, SetLog

HTMX = {"HTTP_HX_REQUEST": "true"}


def say(browser: Browser, line: WorkoutExercise, value: Any, **extra: Any) -> Any:
    """Post a number of pain for one exercise."""
    values = {"id": str(uuid.uuid4()), "value": value, "prescription": line.pk}
    return browser.post(f"/workouts/{line.workout_id}/pain/", values, **extra)


def sudden(browser: Browser, line: WorkoutExercise, *signs: str, **changes: str) -> Any:
    answers = {f"flag_{flag.code}": "yes" if flag.code in signs else "no" for flag in RED_FLAGS}
    values = {
        "id": str(uuid.uuid4()),
        "value": "7",
        "structure": "hamstring",
        "side": "left",
        **answers,
        **changes,
    }
    return browser.post(f"/workouts/{line.workout_id}/sudden/", {"prescription": line.pk, **values})


def test_the_limit_stands_there_before_a_number_is_given(
    as_zoe: Browser, strain: Injury, hinge: WorkoutExercise
) -> None:
    page = as_zoe.get(hinge.workout.get_absolute_url()).text
    assert "Pain in the right hamstring" in page
    assert "0 to 1 is fine to go on; 2 means lighter, shorter or slower." in page
    assert "At 3 or more, stop the exercise and Ana is told." in page
    assert 'data-adjust="2" data-stop="3"' in page


def test_without_an_injury_pain_is_asked_once(
    as_zoe: Browser, hinge: WorkoutExercise, bridge: WorkoutExercise
) -> None:
    page = as_zoe.get(hinge.workout.get_absolute_url()).text
    assert page.count('type="range"') == 1
    assert "Pain in this workout" in page


def test_with_an_injury_pain_is_asked_for_each_exercise(
    as_zoe: Browser, strain: Injury, hinge: WorkoutExercise, bridge: WorkoutExercise
) -> None:
    assert as_zoe.get(hinge.workout.get_absolute_url()).text.count('type="range"') == 2


@pytest.mark.parametrize(("value", "action"), [(1, "go_on"), (2, "adjust"), (3, "stop")])
def test_a_number_is_kept_with_what_the_rule_said(
    as_zoe: Browser, zoe_user: User, strain: Injury, hinge: WorkoutExercise, value: int, action: str
) -> None:
    say(as_zoe, hinge, value)
    report = PainReport.objects.get()
    assert (report.value, report.action, report.injury, report.by) == (value, action, strain, zoe_user)
    assert report.exercise_name == hinge.exercise.name
    assert report.moment == "during"
    page = as_zoe.get(hinge.workout.get_absolute_url()).text
    assert f"<b>{value} of 10 saved.</b>" in page


def test_stop_closes_the_sets_that_are_left(
    as_zoe: Browser, log: Log, strain: Injury, hinge: WorkoutExercise, bridge: WorkoutExercise
) -> None:
    log(hinge)
    say(as_zoe, hinge, 5)
    page = as_zoe.get(hinge.workout.get_absolute_url()).text
    assert "Pain 5 of 10. Ana is told." in page
    assert "40 × 8" in page
    assert f'id="set-{hinge.pk}-2-both"' not in page
    assert f'id="set-{bridge.pk}-1-left"' in page
    refused = log(hinge, number=2)
    assert refused.status_code == 409
    assert "This exercise is stopped for today. Pain 5 of 10." in refused.text
    assert SetLog.objects.count() == 1


def test_a_lower_number_later_opens_nothing_again(
    as_zoe: Browser, log: Log, strain: Injury, hinge: WorkoutExercise
) -> None:
    say(as_zoe, hinge, 5)
    say(as_zoe, hinge, 0)
    assert log(hinge).status_code == 409


def test_htmx_swaps_the_whole_exercise_when_it_stops(
    as_zoe: Browser, strain: Injury, hinge: WorkoutExercise
) -> None:
    fine = say(as_zoe, hinge, 1, **HTMX)
    over = say(as_zoe, hinge, 5, **HTMX)
    assert "1 is fine to go on." in fine.text
    assert "HX-Retarget" not in fine
    assert over["HX-Retarget"] == f"#exercise-{hinge.pk}"
    assert "Stopped for today" in over.text


def test_the_same_report_again_writes_nothing(
    as_zoe: Browser, strain: Injury, hinge: WorkoutExercise
) -> None:
    posted = {"id": str(uuid.uuid4()), "value": 2, "prescription": hinge.pk}
    for _ in range(2):
        as_zoe.post(f"/workouts/{hinge.workout_id}/pain/", posted)
    assert PainReport.objects.count() == 1


@pytest.mark.parametrize("value", ["11", "-1", "much", ""])
def test_pain_outside_the_scale_is_told(
    as_zoe: Browser, strain: Injury, hinge: WorkoutExercise, value: str
) -> None:
    answer = say(as_zoe, hinge, value)
    assert answer.status_code == 422
    assert "Pain runs from 0, none, to 10, the worst." in answer.text
    assert not PainReport.objects.exists()


def test_a_stranger_tells_no_pain(as_bob: Browser, strain: Injury, hinge: WorkoutExercise) -> None:
    assert say(as_bob, hinge, 2).status_code == 404
    assert sudden(as_bob, hinge).status_code == 404
    assert not PainReport.objects.exists()


def test_after_consent_is_withdrawn_the_trainer_sees_no_pain(
    as_ana: Browser, as_zoe: Browser, zoe: Client, zoe_user: User, strain: Injury, hinge: WorkoutExercise
) -> None:
    say(as_zoe, hinge, 5)
    session = SessionLog.objects.get()
    addresses = [
        hinge.workout.get_absolute_url(),
        f"/clients/{zoe.pk}/sessions/",
        f"/clients/{zoe.pk}/sessions/{session.pk}/",
    ]
    assert all(pain_words(as_ana.get(address).text) for address in addresses)
    withdraw(client=zoe, purpose="health", by=zoe_user)
    assert not any(pain_words(as_ana.get(address).text) for address in addresses)
    assert say(as_ana, hinge, 2).status_code == 409
    assert PainReport.objects.count() == 1


def pain_words(page: str) -> bool:
    """Whether a page tells a number of pain."""
    return any(words in page for words in ("Pain 5", "pain up to 5", '<b class="number">5 of 10</b>'))


def test_her_own_pain_stays_in_her_own_sight(
    as_zoe: Browser, zoe: Client, zoe_user: User, strain: Injury, hinge: WorkoutExercise
) -> None:
    say(as_zoe, hinge, 5)
    withdraw(client=zoe, purpose="health", by=zoe_user)
    page = as_zoe.get(hinge.workout.get_absolute_url()).text
    assert "Pain 5 of 10." in page
    assert "is told" not in page


def test_sudden_pain_records_a_suspected_injury_and_stops_the_hamstrings(
    as_zoe: Browser, zoe: Client, zoe_user: User, log: Log, hinge: WorkoutExercise
) -> None:
    answer = sudden(as_zoe, hinge)
    injury = zoe.injuries.get()
    report = PainReport.objects.get()
    assert answer.url == f"{hinge.workout.get_absolute_url()}#sudden"
    assert (injury.structure, injury.side, injury.assessed, injury.onset_on) == (
        "hamstring",
        "left",
        False,
        zoe.today(),
    )
    assert (report.sudden, report.action, report.injury, report.value) == (True, "stop", injury, 7)
    page = as_zoe.get(hinge.workout.get_absolute_url()).text
    assert "Stop the hamstring work of today" in page
    assert "See a doctor or physiotherapist before you train it again." in page
    assert log(hinge).status_code == 409


def test_a_warning_sign_says_how_soon_to_be_seen(
    as_zoe: Browser, zoe: Client, hinge: WorkoutExercise
) -> None:
    sudden(as_zoe, hinge, "cauda_equina")
    sudden(as_zoe, hinge, "cauda_equina")
    assert zoe.injuries.get().red_flags == ["cauda_equina"]
    page = as_zoe.get(hinge.workout.get_absolute_url()).text
    assert "This is an emergency: go to hospital now." in page


def test_every_warning_sign_wants_an_answer(as_zoe: Browser, zoe: Client, hinge: WorkoutExercise) -> None:
    answer = sudden(as_zoe, hinge, flag_clot="", side="")
    assert answer.status_code == 422
    assert "Say which leg." in answer.text
    assert not zoe.injuries.exists()


@pytest.mark.parametrize("page", ["/something-happened/", "sudden"])
def test_without_health_consent_her_report_is_kept_for_her_alone_on_either_page_and_holds_her_work(
    as_zoe: Browser,
    as_ana: Browser,
    zoe: Client,
    zoe_user: User,
    log: Log,
    hinge: WorkoutExercise,
    page: str,
) -> None:
    withdraw(client=zoe, purpose="health", by=zoe_user)
    answers = {f"flag_{flag.code}": "no" for flag in RED_FLAGS} | {"flag_clot": "yes"}
    place = {"structure": "hamstring", "side": "left", "id": str(uuid.uuid4()), "value": "7"}
    address = page if page.startswith("/") else f"/workouts/{hinge.workout_id}/sudden/"
    assert "nobody but you sees this" in as_zoe.get(address).text
    answer = as_zoe.post(address, place | answers, follow=True)
    assert "get medical help now" in answer.text
    assert "is told" not in answer.text
    assert zoe.injuries.get().red_flags == ["clot"]
    assert log(hinge).status_code == 409
    desk = as_ana.get(f"/workouts/{hinge.workout_id}/").text
    assert not [word for word in ("Sudden pain", "Not today", "clot") if word in desk]


def test_sudden_pain_beside_an_open_injury_closes_nothing_and_leads_to_the_question(
    as_zoe: Browser, zoe: Client, strain: Injury, hinge: WorkoutExercise
) -> None:
    sudden(as_zoe, hinge, side="right", words="A pull at the bottom.")
    strain.refresh_from_db()
    injury = zoe.injuries.get(assessed_on=None)
    assert strain.resolved_on is None
    assert "A pull at the bottom." in injury.events.get(kind="recorded").words
    page = f"/something-happened/{injury.pk}/"
    assert f'href="{page}"' in as_zoe.get(hinge.workout.get_absolute_url()).text
    assert "Is it the same injury again?" in as_zoe.get(page).text


def test_the_same_sudden_pain_sent_twice_is_one_report(
    as_zoe: Browser, zoe: Client, hinge: WorkoutExercise
) -> None:
    id = str(uuid.uuid4())
    for _ in range(2):
        sudden(as_zoe, hinge, id=id)
    assert PainReport.objects.count() == 1
    assert zoe.injuries.get().events.count() == 1


@pytest.fixture
def yesterday(as_zoe: Browser, log: Log, strain: Injury, hinge: WorkoutExercise) -> SessionLog:
    """A workout of yesterday with pain 1."""
    with time_machine.travel(dt.datetime.now(dt.UTC) - dt.timedelta(days=1)):
        log(hinge)
        say(as_zoe, hinge, 1)
    return SessionLog.objects.get()


def morning(browser: Browser, value: int, settled: str = "yes") -> Any:
    values = {"id": str(uuid.uuid4()), "value": value, "settled": settled}
    return browser.post("/today/morning/", values, follow=True)


def test_the_morning_after_is_asked_once(as_zoe: Browser, yesterday: SessionLog) -> None:
    assert "How is it this morning?" in as_zoe.get("/today/").text
    page = morning(as_zoe, 1).text
    assert "1 of 10 this morning is fine: go on as planned." in page
    assert "How is it this morning?" not in page
    assert morning(as_zoe, 1).status_code == 404
    report = yesterday.pain_reports.get(moment="next_day")
    assert (report.value, report.action, report.reported_on) == (1, "go_on", yesterday.client.today())


@pytest.mark.parametrize(
    ("value", "settled", "words"),
    [
        (1, "no", "It has not settled since the workout. Take the next workout one step down"),
        (2, "yes", "2 of 10 is more than 1. Take the next workout one step down"),
        (3, "yes", "3 of 10 this morning is above your limit of 2."),
    ],
)
def test_the_morning_after_says_what_follows(
    as_zoe: Browser, yesterday: SessionLog, value: int, settled: str, words: str
) -> None:
    assert words in morning(as_zoe, value, settled).text


def test_two_points_more_than_in_the_workout_is_one_step_less(
    as_zoe: Browser, zoe: Client, yesterday: SessionLog
) -> None:
    zoe.injuries.update(resolved_on=zoe.today())
    assert "3 of 10 is 2 more than in the workout." in morning(as_zoe, 3).text


def test_the_morning_wants_to_know_whether_it_has_settled(as_zoe: Browser, yesterday: SessionLog) -> None:
    answer = as_zoe.post("/today/morning/", {"id": str(uuid.uuid4()), "value": 1})
    assert answer.status_code == 422
    assert "Say whether it has settled." in answer.text


def test_after_a_painless_workout_without_injury_nobody_asks(
    as_zoe: Browser, log: Log, hinge: WorkoutExercise
) -> None:
    with time_machine.travel(dt.datetime.now(dt.UTC) - dt.timedelta(days=1)):
        log(hinge)
    assert "How is it this morning?" not in as_zoe.get("/today/").text


def test_pain_of_last_time_asks_for_less_today(
    as_zoe: Browser, yesterday: SessionLog, hinge: WorkoutExercise
) -> None:
    PainReport.objects.update(value=2, action="adjust")
    today = plan(hinge.workout.assignment, hinge.client.today(), "Today")
    prescribe(today, hinge.exercise, load_kg=hinge.load_kg)
    page = as_zoe.get(today.get_absolute_url()).text
    assert "Pain was above the go-on limit last time: try 37.5 kg" in page
    assert page.count('name="load_value" value="37.5"') == 3


def test_places_are_named_as_people_name_them(zoe: Client, strain: Injury) -> None:
    knee = Injury(client=zoe, structure="knee_acl", side="left", kind="acl", onset_on=zoe.today())
    back = Injury(client=zoe, structure="low_back", side="both", kind="other", onset_on=zoe.today())
    assert pain.place_of([strain.facts()]) == "in the right hamstring"
    words = "in the left Cruciate ligament (ACL) or the low back"
    assert pain.place_of([knee.facts(), back.facts()]) == words
    other = Injury(client=zoe, structure="other", side="left", kind="other", onset_on=zoe.today())
    assert pain.place_of([other.facts()]) == "somewhere else"
    assert pain.place_of([other.facts(), back.facts()]) == "in the low back or somewhere else"
