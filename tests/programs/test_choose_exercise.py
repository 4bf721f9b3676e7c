from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client as Browser
from django.urls import reverse

from clients.models import Client
from exercises.models import Exercise
from tests.programs.plans import give, lines, strained
from trainer.accounts.models import User
from trainer.programs.actions import swap, swap_back
from trainer.programs.choices import Candidate
from trainer.programs.models import Assignment, Workout, WorkoutExercise

pytestmark = pytest.mark.usefixtures("programs")

HTMX = {"HX-Request": "true"}


@pytest.fixture
def nordic(zoe: Client, ana: User) -> Assignment:
    return give(zoe, "nordic-10-weeks", ana)


def page_of(assignment: Assignment, slug: str = "nordic-hamstring") -> str:
    return reverse("programs:instead", args=[assignment.client_id, assignment.pk, slug])


def library(slug: str) -> Exercise:
    return Exercise.objects.get(slug=slug)


def planned(assignment: Assignment) -> set[str]:
    return {row.exercise.slug for row in lines(assignment)}


def choices(browser: Browser, assignment: Assignment, **wanted: str) -> dict[str, Candidate]:
    found = browser.get(page_of(assignment), wanted).context["found"]
    return {candidate.exercise.slug: candidate for candidate in found}


def own(owner: User, **details: object) -> Exercise:
    values = {"pattern": "knee", "modes": ["C", "E"], "lengths": ["M"], "level": "B", "measures": ["reps"]}
    values |= {"slug": "anas-curl", "name": "Ana's curl", "demand": 3, "hip_flexion": 0, "owner": owner}
    return Exercise.objects.create(**(values | details))


def test_every_exercise_is_offered_what_fits_first_and_the_nearest_on_top(
    as_ana: Browser, zoe: Client, nordic: Assignment
) -> None:
    assert next(iter(choices(as_ana, nordic).values())).exercise.pattern == "knee"
    strained(zoe, "early_load")
    found = list(choices(as_ana, nordic).values())
    assert len(found) == Exercise.objects.in_use().count() - 1
    order = ["fits", "care", "settle", "clinician", "metres"]
    places = [order.index(candidate.verdict) for candidate in found]
    assert places == sorted(places)
    assert {"fits", "clinician", "metres"} <= {candidate.verdict for candidate in found}


def test_each_row_says_how_much_of_it_and_why_it_does_not_fit(
    as_ana: Browser, zoe: Client, nordic: Assignment
) -> None:
    strained(zoe, "early_load")
    page = as_ana.get(page_of(nordic)).text
    assert "Zoe has it in 27 workouts not begun of Nordic, ten weeks." in page
    assert "Waits for a clinician" in page
    assert "Right hamstring strain: hamstring demand is 4 of 5, this stage allows 2" in page
    assert 'value="slider-curl"' not in page
    assert 'value="isometric-curl-hold"' in page
    assert "2 × 20 s each leg" in page


def test_the_list_is_searched_like_the_library(as_ana: Browser, nordic: Assignment) -> None:
    found = choices(as_ana, nordic, q="slider")
    assert "slider-curl" in found
    assert "goblet-squat" not in found
    answer = as_ana.get(page_of(nordic), {"q": "slider"}, headers=HTMX)
    assert answer.text.strip().startswith('<section id="choices-found"')
    assert answer.headers["HX-Replace-Url"] == f"{page_of(nordic)}?q=slider"
    assert "No exercise fits all of that" in as_ana.get(page_of(nordic), {"q": "zzz"}).text


def test_a_chosen_exercise_goes_into_every_workout_not_begun(as_ana: Browser, nordic: Assignment) -> None:
    begun = nordic.workouts.earliest("scheduled_on")
    Workout.objects.filter(pk=begun.pk).update(state="begun")
    page = as_ana.post(page_of(nordic), {"to": "goblet-squat", "week": ""}, follow=True).text
    assert "Goblet squat takes the place of Nordic hamstring exercise in 26 workouts." in page
    kept = {row.workout_id for row in lines(nordic) if row.exercise.slug == "nordic-hamstring"}
    assert kept == {begun.pk}


def test_only_the_first_week_may_be_chosen_for(as_ana: Browser, nordic: Assignment) -> None:
    assert "Only week 1 (1)" in as_ana.get(page_of(nordic)).text
    as_ana.post(page_of(nordic), {"to": "slider-curl", "week": "1"})
    assert {row.workout.week for row in lines(nordic) if row.exercise.slug == "slider-curl"} == {1}
    answer = as_ana.post(page_of(nordic), {"to": "slider-curl", "week": "9"})
    assert answer.status_code == 422


def test_what_a_reason_can_keep_is_chosen_and_then_asked_about(
    as_ana: Browser, zoe: Client, nordic: Assignment
) -> None:
    strained(zoe, "strength")
    assert choices(as_ana, nordic)["band-nordic"].verdict == "settle"
    page = as_ana.post(page_of(nordic), {"to": "band-nordic"}, follow=True).text
    assert planned(nordic) == {"band-nordic"}
    assert "1 thing to settle" in page
    assert "Keep, with a reason" in page


def test_what_only_a_clinician_lifts_cannot_be_chosen(
    as_ana: Browser, zoe: Client, nordic: Assignment
) -> None:
    strained(zoe, "early_load")
    answer = as_ana.post(page_of(nordic), {"to": "slider-curl"})
    assert answer.status_code == 422
    assert "Slider curl does not fit in place of Nordic hamstring exercise." in answer.text
    assert planned(nordic) == {"nordic-hamstring"}


def test_a_line_that_counts_repetitions_takes_no_exercise_in_metres(
    as_ana: Browser, nordic: Assignment
) -> None:
    metres = next(one for one in Exercise.objects.in_use() if one.measures == ["distance"])
    assert choices(as_ana, nordic)[metres.slug].verdict == "metres"
    assert as_ana.post(page_of(nordic), {"to": metres.slug}).status_code == 422
    assert planned(nordic) == {"nordic-hamstring"}


def test_ones_own_exercise_says_what_nobody_filled_in(
    as_ana: Browser, ana: User, zoe: Client, nordic: Assignment
) -> None:
    strained(zoe, "strength")
    own(ana, demand=None)
    page = as_ana.get(page_of(nordic), {"q": "Ana's"}).text
    assert "Your own." in page
    assert "Not known, and so not judged:" in page
    assert "hamstring demand" in page
    as_ana.post(page_of(nordic), {"to": "anas-curl"})
    assert planned(nordic) == {"anas-curl"}
    client_page = as_ana.get(reverse("programs:client_program", args=[zoe.pk]))
    assert "Ana&#x27;s curl" in client_page.text


def test_anothers_own_exercise_is_neither_offered_nor_taken(
    as_ana: Browser, bob: User, nordic: Assignment
) -> None:
    bobs = own(bob)
    assert bobs.slug not in choices(as_ana, nordic)
    for address in (page_of(nordic), reverse("programs:swap", args=[nordic.client_id])):
        fields = {"to": bobs.slug, "assignment": nordic.pk, "exercise": "nordic-hamstring"}
        assert as_ana.post(address, fields).status_code == 422
    assert planned(nordic) == {"nordic-hamstring"}


def test_an_exercise_does_not_take_its_own_place(ana: User, nordic: Assignment) -> None:
    first = lines(nordic)[0].exercise
    with pytest.raises(ValidationError, match="planned there already"):
        swap(assignment=nordic, exercise=first, to=first, by=ana)


def test_without_health_data_nothing_is_said_to_fit(as_ana: Browser, zoe: Client, nordic: Assignment) -> None:
    zoe.consents.filter(purpose="health").update(withdrawn_at="2026-01-01T00:00Z")
    page = as_ana.get(page_of(nordic)).text
    assert "Zoe does not share health data, so nothing was checked." in page
    assert "Not checked" in page
    assert ">Fits<" not in page


def test_a_swap_is_undone_where_it_was_made_and_nowhere_else(
    as_ana: Browser, ana: User, zoe: Client, nordic: Assignment
) -> None:
    curl = library("slider-curl")
    swapped, native = lines(nordic)[0], lines(nordic)[-1]
    WorkoutExercise.objects.filter(pk=native.pk).update(exercise=curl)
    swap(assignment=nordic, exercise=library("nordic-hamstring"), to=curl, by=ana, week=1)
    page = as_ana.get(reverse("programs:client_program", args=[zoe.pk])).text
    assert "Swap back to Nordic hamstring exercise" in page
    fields = {"assignment": nordic.pk, "exercise": "slider-curl", "to": "nordic-hamstring"}
    page = as_ana.post(reverse("programs:swap_back", args=[zoe.pk]), fields, follow=True).text
    assert "Nordic hamstring exercise takes the place of Slider curl in 1 workout." in page
    assert "Swap back to" not in page
    swapped.refresh_from_db()
    native.refresh_from_db()
    assert (swapped.exercise.slug, swapped.swapped_from) == ("nordic-hamstring", None)
    assert native.exercise == curl


def test_what_was_held_is_a_question_again_after_going_back(
    ana: User, as_ana: Browser, zoe: Client, nordic: Assignment
) -> None:
    strained(zoe, "strength")
    held, curl = library("nordic-hamstring"), library("slider-curl")
    swap(assignment=nordic, exercise=held, to=curl, by=ana)
    swap_back(assignment=nordic, exercise=curl, to=held, by=ana)
    assert "1 thing to settle" in as_ana.get(reverse("programs:client_program", args=[zoe.pk])).text


def test_going_back_to_what_a_clinician_stopped_is_refused(
    ana: User, zoe: Client, nordic: Assignment
) -> None:
    held, hold = library("nordic-hamstring"), library("isometric-curl-hold")
    swap(assignment=nordic, exercise=held, to=hold, by=ana)
    strained(zoe, "early_load")
    with pytest.raises(ValidationError, match="does not fit in place of"):
        swap_back(assignment=nordic, exercise=hold, to=held, by=ana)
    with pytest.raises(ValidationError, match="nothing to settle"):
        swap_back(assignment=nordic, exercise=hold, to=library("glute-bridge"), by=ana)


def test_the_load_is_left_open_for_what_takes_anothers_place(ana: User, nordic: Assignment) -> None:
    row = lines(nordic)[0]
    WorkoutExercise.objects.filter(pk=row.pk).update(load_kg=Decimal(20), tempo="3-1-1", note="Slow.")
    swap(assignment=nordic, exercise=row.exercise, to=library("goblet-squat"), by=ana)
    row.refresh_from_db()
    assert (row.load_kg, row.tempo, row.note) == (None, "", "")


def test_without_a_workout_ahead_one_is_sent_back(as_ana: Browser, nordic: Assignment) -> None:
    nordic.workouts.update(state="done")
    page = as_ana.get(page_of(nordic), follow=True).text
    assert "Nordic hamstring exercise is in no workout that is not begun." in page


def test_a_stranger_gets_the_page_that_does_not_exist(
    as_bob: Browser, as_ana: Browser, nordic: Assignment
) -> None:
    assert as_bob.get(page_of(nordic)).status_code == 404
    assert as_bob.post(page_of(nordic), {"to": "slider-curl"}).status_code == 404
    assert as_ana.get(page_of(nordic, "goblet-squat")).status_code == 404
    assert planned(nordic) == {"nordic-hamstring"}


def test_the_page_takes_as_many_queries_for_a_larger_library(
    as_ana: Browser, ana: User, nordic: Assignment, queries: Callable[[Callable[[], object]], int]
) -> None:
    most = Exercise.objects.exclude(slug__in=["nordic-hamstring", "slider-curl"])
    most.update(archived_at="2026-01-01T00:00Z")
    few = queries(lambda: as_ana.get(page_of(nordic)))
    Exercise.objects.update(archived_at=None)
    for number in range(5):
        own(ana, slug=f"own-{number}", name=f"Own {number}")
    assert queries(lambda: as_ana.get(page_of(nordic))) == few
