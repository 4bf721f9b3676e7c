import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client as Browser

from clients.models import Client
from exercises.models import Exercise, OwnVideo
from tests.session_logs.conftest import Log, exercise, prescribe
from trainer.accounts.models import User
from trainer.programs.cue_actions import remove_cue, write_cue
from trainer.programs.cues import mark_of
from trainer.programs.models import ClientCue, Workout, WorkoutExercise
from trainer.session_logs.models import SessionLog

WORDS = "Close the car door with your hips."
FILM = "https://www.youtube.com/watch?v=abc"


@pytest.fixture
def cue(zoe: Client, ana: User, deadlift: Exercise) -> ClientCue:
    return write_cue(client=zoe, exercise=deadlift, words=WORDS, read="", by=ana)


@pytest.fixture
def film(ana: User, deadlift: Exercise) -> OwnVideo:
    return OwnVideo.objects.create(trainer=ana, exercise=deadlift, url=FILM)


def page_of(browser: Browser, line: WorkoutExercise) -> str:
    return browser.get(line.workout.get_absolute_url()).text


def test_the_client_reads_it_first_and_without_opening_anything(
    as_zoe: Browser, hinge: WorkoutExercise, cue: ClientCue
) -> None:
    page = page_of(as_zoe, hinge)
    assert f"<b>From Ana</b> {WORDS}" in page
    assert page.index(WORDS) < page.index("How to do it") < page.index("Stand tall")
    assert "A cue for Zoe" not in page
    assert "Change the cue" not in page


def test_it_is_signed_by_nobody_in_particular_once_the_writer_is_gone(
    as_zoe: Browser, hinge: WorkoutExercise, cue: ClientCue
) -> None:
    ClientCue.objects.update(by=None)
    assert f"<b>From your trainer</b> {WORDS}" in page_of(as_zoe, hinge)


def test_the_desk_leads_to_writing_and_changing_it(
    as_ana: Browser, ana: User, zoe: Client, hinge: WorkoutExercise
) -> None:
    address = f"/clients/{zoe.pk}/program/cues/romanian-deadlift/?workout={hinge.workout_id}"
    page = page_of(as_ana, hinge)
    assert address in page
    assert "A cue for Zoe" in page
    write_cue(client=zoe, exercise=hinge.exercise, words=WORDS, read="", by=ana)
    assert "Change the cue for Zoe" in page_of(as_ana, hinge)


def test_a_session_keeps_what_it_showed_also_when_the_words_change(
    as_ana: Browser, log: Log, ana: User, zoe: Client, hinge: WorkoutExercise, cue: ClientCue
) -> None:
    log(hinge)
    session = SessionLog.objects.get()
    first = session.cues_shown["romanian-deadlift"][0]
    assert first == {"kind": "own", "headline": WORDS, "detail": "From Ana"}
    remove_cue(client=zoe, exercise=hinge.exercise, read=mark_of(cue), by=ana)
    page = as_ana.get(f"/clients/{zoe.pk}/sessions/{session.pk}/").text
    assert WORDS in page
    assert "From Ana" in page


def test_an_exercise_swapped_in_later_is_kept_with_its_own_words(
    log: Log, ana: User, zoe: Client, hinge: WorkoutExercise, bridge: WorkoutExercise
) -> None:
    log(bridge, side="left")
    other = exercise("good-morning")
    write_cue(client=zoe, exercise=other, words="Bow.", read="", by=ana)
    hinge.exercise = other
    hinge.save()
    log(hinge)
    assert SessionLog.objects.get().cues_shown["good-morning"][0]["headline"] == "Bow."


def test_the_words_for_one_client_are_shown_to_no_other(
    as_ana: Browser, ana: User, hinge: WorkoutExercise, cue: ClientCue
) -> None:
    other = Client.objects.create(name="Other Client")
    other.coachings.create(trainer=ana)
    assignment = other.assignments.create(program_name="Hinge", starts_on=other.today(), weekdays=[0], by=ana)
    workout = Workout.objects.create(
        client=other, assignment=assignment, week=1, title="Day", scheduled_on=other.today()
    )
    assert WORDS not in page_of(as_ana, prescribe(workout, hinge.exercise))


def test_a_coachs_film_is_linked_with_the_host_it_leads_to(
    as_zoe: Browser, hinge: WorkoutExercise, film: OwnVideo
) -> None:
    page = page_of(as_zoe, hinge)
    link = page[page.index(f'href="{FILM}"') :]
    assert 'target="_blank" rel="noreferrer noopener"' in link[: link.index(">")]
    assert "Film by Ana (youtube.com)" in page
    assert "opens in a new tab" in page


def test_a_film_of_somebody_who_does_not_coach_her_is_not_shown(
    as_zoe: Browser, bob: User, zoe: Client, hinge: WorkoutExercise
) -> None:
    OwnVideo.objects.create(trainer=bob, exercise=hinge.exercise, url=FILM)
    assert "Film by" not in page_of(as_zoe, hinge)
    coaching = zoe.coachings.create(trainer=bob, role="assistant")
    assert "Film by Bob (youtube.com)" in page_of(as_zoe, hinge)
    coaching.ended_at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    coaching.save()
    assert "Film by" not in page_of(as_zoe, hinge)


def test_an_exercise_without_a_drawing_has_no_empty_picture(
    as_zoe: Browser, ana: User, workout: Workout, hinge: WorkoutExercise
) -> None:
    own = exercise("anas-curl", owner=ana)
    line = prescribe(workout, own)
    page = page_of(as_zoe, hinge)
    assert own.name in page
    assert f'name="pose-{hinge.pk}"' in page
    assert f'name="pose-{line.pk}"' not in page
    assert "anas-curl/" not in page


def test_the_page_takes_as_many_queries_for_many_cues_and_films(
    as_zoe: Browser,
    ana: User,
    zoe: Client,
    workout: Workout,
    hinge: WorkoutExercise,
    cue: ClientCue,
    film: OwnVideo,
    queries: Callable[[Callable[[], object]], int],
) -> None:
    one = queries(lambda: page_of(as_zoe, hinge))
    for number in range(4):
        more = exercise(f"curl-{number}")
        prescribe(workout, more)
        write_cue(client=zoe, exercise=more, words=f"Cue {number}", read="", by=ana)
        OwnVideo.objects.create(trainer=ana, exercise=more, url=FILM)
    assert queries(lambda: page_of(as_zoe, hinge)) == one
