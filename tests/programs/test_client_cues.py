from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.test import Client as Browser
from django.urls import reverse

from clients.models import Client
from exercises.models import Exercise
from tests.programs.plans import give, lines
from trainer.accounts.models import User
from trainer.programs.cue_actions import StaleCue, remove_cue, write_cue
from trainer.programs.cues import mark_of
from trainer.programs.models import ClientCue

pytestmark = pytest.mark.usefixtures("programs")

WORDS = "Think of closing a car door with your hips."


@pytest.fixture
def bridge(programs: None) -> Exercise:
    return Exercise.objects.get(slug="glute-bridge")


@pytest.fixture
def cue(zoe: Client, ana: User, bridge: Exercise) -> ClientCue:
    return write_cue(client=zoe, exercise=bridge, words=WORDS, read="", by=ana)


def page_of(client: Client, slug: str = "glute-bridge") -> str:
    return reverse("programs:cue", args=[client.pk, slug])


def private(owner: User, slug: str = "bobs-hinge") -> Exercise:
    return Exercise.objects.create(slug=slug, name=slug.capitalize(), owner=owner, pattern="hip", level="B")


def coached_too(client: Client, trainer: User) -> None:
    client.coachings.create(trainer=trainer, role="assistant")


def test_the_page_shows_the_librarys_cues_beside_an_empty_field(
    as_ana: Browser, zoe: Client, bridge: Exercise
) -> None:
    page = as_ana.get(page_of(zoe)).text
    assert "A cue for Zoe" in page
    assert 'maxlength="300"' in page
    assert "300 characters at most" in page
    assert all(cue.headline in page for cue in bridge.cues.all()[:2])
    assert "Remove the cue" not in page


def test_a_cue_is_written_and_the_programme_page_lists_it(as_ana: Browser, ana: User, zoe: Client) -> None:
    answer = as_ana.post(page_of(zoe), {"words": f"  {WORDS}\r\nSlowly. ", "read": ""}, follow=True)
    assert answer.redirect_chain == [(reverse("programs:client_program", args=[zoe.pk]), 302)]
    assert "Your words for Zoe" in answer.text
    assert f"“{WORDS} Slowly.”" in answer.text
    cue = zoe.cues.get()
    assert (cue.words, cue.by, cue.version) == (f"{WORDS} Slowly.", ana, 1)


def test_from_a_workout_one_goes_back_to_it(as_ana: Browser, ana: User, zoe: Client) -> None:
    workout = give(zoe, "nordic-10-weeks", ana).workouts.earliest("scheduled_on")
    address = f"{page_of(zoe, 'nordic-hamstring')}?workout={workout.pk}"
    answer = as_ana.post(address, {"words": WORDS, "read": ""})
    assert answer.headers["Location"] == workout.get_absolute_url()
    assert as_ana.get(f"{page_of(zoe)}?workout=none").status_code == 200


def test_a_cue_is_changed_over_the_words_one_has_read(as_ana: Browser, zoe: Client, cue: ClientCue) -> None:
    assert WORDS in as_ana.get(page_of(zoe)).text
    as_ana.post(page_of(zoe), {"words": "Hips, not back.", "read": mark_of(cue)})
    cue.refresh_from_db()
    assert (cue.words, cue.version) == ("Hips, not back.", 2)


def test_saving_the_same_words_changes_nothing(zoe: Client, bob: User, cue: ClientCue) -> None:
    same = write_cue(client=zoe, exercise=cue.exercise, words=WORDS, read=mark_of(cue), by=bob)
    assert (same.version, same.by) == (1, cue.by)


@pytest.mark.parametrize(
    ("words", "said"),
    [("", "Write what to say"), ("   ", "Write what to say"), ("x" * 301, "at most 300 characters")],
)
def test_no_words_and_too_many_are_refused_at_the_field(
    as_ana: Browser, zoe: Client, words: str, said: str
) -> None:
    answer = as_ana.post(page_of(zoe), {"words": words, "read": ""})
    assert answer.status_code == 422
    assert said in answer.text
    assert words in answer.text
    assert not ClientCue.objects.exists()


def test_the_action_takes_no_more_than_the_page(zoe: Client, ana: User, bridge: Exercise) -> None:
    for words in ("", "x" * 301):
        with pytest.raises(ValidationError):
            write_cue(client=zoe, exercise=bridge, words=words, read="", by=ana)
    assert not ClientCue.objects.exists()


def test_a_stale_save_gets_both_texts_and_the_next_one_goes_over_them(
    as_bob: Browser, bob: User, ana: User, zoe: Client, cue: ClientCue
) -> None:
    coached_too(zoe, bob)
    read = mark_of(cue)
    write_cue(client=zoe, exercise=cue.exercise, words="Ana was faster.", read=read, by=ana)
    answer = as_bob.post(page_of(zoe), {"words": "Bob wrote this.", "read": read})
    assert answer.status_code == 409
    assert "Ana Trainer wrote this meanwhile" in answer.text
    assert "“Ana was faster.”" in answer.text
    assert "Bob wrote this." in answer.text
    cue.refresh_from_db()
    assert cue.words == "Ana was faster."
    again = as_bob.post(page_of(zoe), {"words": "Bob wrote this.", "read": mark_of(cue)})
    assert again.status_code == 302
    cue.refresh_from_db()
    assert (cue.words, cue.by) == ("Bob wrote this.", bob)


def test_two_who_write_the_first_one_do_not_overwrite_each_other(
    as_ana: Browser, zoe: Client, cue: ClientCue
) -> None:
    answer = as_ana.post(page_of(zoe), {"words": "Mine.", "read": ""})
    assert answer.status_code == 409
    assert WORDS in answer.text
    assert "Mine." in answer.text


def test_words_removed_and_written_anew_are_others(zoe: Client, ana: User, cue: ClientCue) -> None:
    read, exercise = mark_of(cue), cue.exercise
    remove_cue(client=zoe, exercise=exercise, read=read, by=ana)
    with pytest.raises(StaleCue):
        write_cue(client=zoe, exercise=exercise, words="Mine.", read=read, by=ana)
    write_cue(client=zoe, exercise=exercise, words="New.", read="", by=ana)
    with pytest.raises(StaleCue):
        write_cue(client=zoe, exercise=exercise, words="Mine.", read=read, by=ana)


def test_a_cue_is_removed_but_not_over_words_one_has_not_read(
    as_ana: Browser, ana: User, zoe: Client, cue: ClientCue
) -> None:
    read = mark_of(cue)
    write_cue(client=zoe, exercise=cue.exercise, words="Newer.", read=read, by=ana)
    answer = as_ana.post(page_of(zoe), {"remove": "yes", "read": read})
    assert answer.status_code == 409
    assert "Newer." in answer.text
    cue.refresh_from_db()
    as_ana.post(page_of(zoe), {"remove": "yes", "read": mark_of(cue)})
    assert not ClientCue.objects.exists()


def test_a_stranger_gets_the_page_that_does_not_exist(
    as_bob: Browser, as_zoe: Browser, zoe: Client, cue: ClientCue
) -> None:
    for browser in (as_bob, as_zoe):
        assert browser.get(page_of(zoe)).status_code == 404
        assert browser.post(page_of(zoe), {"words": "Mine.", "read": mark_of(cue)}).status_code == 404
    cue.refresh_from_db()
    assert cue.words == WORDS


def test_anothers_private_exercise_is_found_only_where_it_is_planned(
    as_ana: Browser, ana: User, bob: User, zoe: Client
) -> None:
    hinge = private(bob)
    assert as_ana.get(page_of(zoe, hinge.slug)).status_code == 404
    row = lines(give(zoe, "nordic-10-weeks", ana))[0]
    row.exercise = hinge
    row.save()
    assert as_ana.get(page_of(zoe, hinge.slug)).status_code == 200
    page = as_ana.get(reverse("programs:client_program", args=[zoe.pk])).text
    assert hinge.name in page
    assert f'href="{hinge.get_absolute_url()}"' not in page


def test_ones_own_private_exercise_is_open(as_ana: Browser, ana: User, zoe: Client) -> None:
    hinge = private(ana)
    page = as_ana.get(page_of(zoe, hinge.slug)).text
    assert "What the exercise says" in page
    assert "Nothing yet." in page


def test_the_programme_page_takes_as_many_queries_for_many_cues(
    as_ana: Browser, ana: User, zoe: Client, cue: ClientCue, queries: Callable[[Callable[[], object]], int]
) -> None:
    address = reverse("programs:client_program", args=[zoe.pk])
    one = queries(lambda: as_ana.get(address))
    for exercise in Exercise.objects.exclude(pk=cue.exercise_id)[:8]:
        write_cue(client=zoe, exercise=exercise, words=exercise.name, read="", by=ana)
    assert queries(lambda: as_ana.get(address)) == one
