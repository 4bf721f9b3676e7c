import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.urls import reverse

from clients.actions import add_client
from clients.models import Client
from tests.programs.plans import give, next_monday, strained
from trainer.accounts.models import User
from trainer.programs.models import Assignment, Program, ProgramDay, ProgramExercise, Workout

pytestmark = pytest.mark.usefixtures("programs")

NORDIC = reverse("programs:assign", args=["nordic-10-weeks"])


@pytest.fixture
def form(zoe: Client) -> dict[str, object]:
    return {"client": zoe.pk, "starts_on": next_monday(zoe).isoformat(), "weekdays": ["0", "2", "4"]}


def test_the_list_shows_the_catalogue_with_its_size_and_sources(as_ana: Browser) -> None:
    page = as_ana.get(reverse("programs:list")).text
    assert "10 weeks, 27 workouts" in page
    assert "Mjolsnes 2004" in page


def test_the_list_leaves_out_what_others_own_or_what_is_archived(
    as_ana: Browser, ana: User, bob: User
) -> None:
    Program.objects.create(slug="anas", name="Block of Ana", owner=ana)
    Program.objects.create(slug="bobs", name="Block of Bob", owner=bob)
    Program.objects.filter(slug="beginner-8-weeks").update(archived_at="2026-01-01T00:00Z")
    page = as_ana.get(reverse("programs:list")).text
    assert "Block of Ana" in page
    assert "Block of Bob" not in page
    assert "Hamstrings for beginners" not in page
    assert as_ana.get(reverse("programs:detail", args=["bobs"])).status_code == 404


def test_a_client_being_looked_for_is_carried_to_the_next_page(as_ana: Browser, zoe: Client) -> None:
    page = as_ana.get(reverse("programs:list", query={"client": zoe.pk})).text
    assert "Choosing a programme for <b>Zoe Client</b>" in page
    assert f"{NORDIC}?client={zoe.pk}" in page


@pytest.mark.parametrize("name", ["programs:list", "programs:detail", "programs:assign"])
@pytest.mark.parametrize("number", ["of another trainer", "abc", "-1"])
def test_somebody_elses_client_is_not_found(as_bob: Browser, zoe: Client, name: str, number: str) -> None:
    arguments = [] if name == "programs:list" else ["nordic-10-weeks"]
    wanted = zoe.pk if number == "of another trainer" else number
    assert as_bob.get(reverse(name, args=arguments, query={"client": wanted})).status_code == 404


def test_a_programme_shows_its_weeks_with_hard_sets_of_both_muscles(as_ana: Browser) -> None:
    page = as_ana.get(reverse("programs:detail", args=["beginner-8-weeks"])).text
    assert page.count("plan-week__side") == 8
    assert "<b>10.5</b> hamstring sets<br><b>6.5</b> quadriceps sets" in page
    assert "Learn the hinge with a dowel" in page
    assert "American College of Sports Medicine 2009" in page


def test_the_first_week_is_open_with_drawings(as_ana: Browser) -> None:
    page = as_ana.get(reverse("programs:detail", args=["nordic-10-weeks"])).text
    assert page.count("plan-week--open") == 1
    assert page.count(reverse("exercises:figure", args=["nordic-hamstring"])) == 1


def test_assigning_begins_with_usual_days_and_shows_the_dates(as_ana: Browser, zoe: Client) -> None:
    response = as_ana.get(NORDIC, {"client": zoe.pk})
    assert response.context["form"]["weekdays"].value() == [0, 2, 4]
    assert [week.number for week in response.context["dates"].weeks] == list(range(1, 11))
    assert response.context["dates"].weeks[0].dates == [next_monday(zoe)]
    assert "Nothing in this programme is held back for Zoe today." in response.text


def test_a_preview_writes_nothing_and_answers_htmx_with_its_part(
    as_ana: Browser, zoe: Client, form: dict[str, object]
) -> None:
    strained(zoe, "early_load")
    whole = as_ana.post(NORDIC, {**form, "preview": "1"})
    part = as_ana.post(NORDIC, {**form, "preview": "1"}, headers={"HX-Request": "true"})
    assert "<html" in whole.text
    assert part.text.strip().startswith('<section class="card" id="assign-preview"')
    for response in (whole, part):
        assert response.status_code == 200
        assert "1 thing to settle" in response.text
        assert "hamstring demand is 5 of 5, this stage allows 2" in response.text
    assert not Assignment.objects.exists()


def test_assigning_leads_to_the_clients_programme(
    as_ana: Browser, zoe: Client, form: dict[str, object]
) -> None:
    response = as_ana.post(NORDIC, form)
    assert response["Location"] == reverse("programs:client_program", args=[zoe.pk])
    assert zoe.assignments.get().by.email == "ana@example.com"
    assert Workout.objects.filter(client=zoe).count() == 27


def test_a_red_flag_refuses_with_the_sentence_and_keeps_what_was_typed(
    as_ana: Browser, zoe: Client, form: dict[str, object]
) -> None:
    strained(zoe, "strength", red_flags=["cannot_walk"])
    response = as_ana.post(NORDIC, {**form, "weekdays": ["1", "3", "5"]})
    assert response.status_code == 422
    assert "Nothing can be assigned while a warning sign is open" in str(
        response.context["form"].non_field_errors()
    )
    assert response.context["form"]["weekdays"].value() == ["1", "3", "5"]
    assert str(form["starts_on"]) in response.text
    assert not Assignment.objects.exists()


def test_too_few_weekdays_are_told_with_the_number_needed(as_ana: Browser, form: dict[str, object]) -> None:
    response = as_ana.post(NORDIC, {**form, "weekdays": ["0", "2"]})
    assert response.status_code == 422
    assert response.context["form"].errors["weekdays"] == [
        "Choose at least 3 weekdays: the busiest week has 3 workouts."
    ]


@pytest.mark.parametrize(("days", "status"), [(7, 302), (8, 422)])
def test_a_first_day_may_lie_a_week_back_and_no_further(
    as_ana: Browser, zoe: Client, form: dict[str, object], days: int, status: int
) -> None:
    starts_on = zoe.today() - dt.timedelta(days=days)
    assert as_ana.post(NORDIC, {**form, "starts_on": starts_on.isoformat()}).status_code == status


def test_a_programme_that_runs_is_named_before_another_is_assigned(
    as_ana: Browser, ana: User, zoe: Client
) -> None:
    give(zoe, "beginner-8-weeks", ana)
    page = as_ana.get(NORDIC, {"client": zoe.pk}).text
    assert "Zoe has <b>Hamstrings for beginners, eight weeks</b>" in page


def test_without_health_consent_the_preview_says_that_nothing_was_checked(
    as_ana: Browser, zoe: Client
) -> None:
    strained(zoe, "early_load")
    zoe.consents.filter(purpose="health").update(withdrawn_at="2026-01-01T00:00Z")
    page = as_ana.get(NORDIC, {"client": zoe.pk}).text
    assert "Zoe does not share health data" in page
    assert "strain" not in page


def test_another_trainer_cannot_assign_to_a_client(as_bob: Browser, form: dict[str, object]) -> None:
    response = as_bob.post(NORDIC, form)
    assert response.status_code == 422
    assert "client" in response.context["form"].errors
    assert not Assignment.objects.exists()


def test_a_client_has_no_programme_pages_of_the_desk(as_zoe: Browser) -> None:
    assert as_zoe.get(reverse("programs:list")).status_code == 404


def test_the_list_takes_as_many_queries_for_many_programmes(
    as_ana: Browser, ana: User, queries: Callable[[Callable[[], object]], int]
) -> None:
    few = queries(lambda: as_ana.get(reverse("programs:list")))
    Program.objects.bulk_create(
        Program(slug=f"own-{number}", name=f"Own {number}", owner=ana) for number in range(30)
    )
    assert queries(lambda: as_ana.get(reverse("programs:list"))) == few
    assert few <= 15


def test_a_programme_takes_as_many_queries_for_many_days(
    as_ana: Browser, queries: Callable[[Callable[[], object]], int]
) -> None:
    page = reverse("programs:detail", args=["nordic-10-weeks"])
    few = queries(lambda: as_ana.get(page))
    program = Program.objects.get(slug="nordic-10-weeks")
    row = ProgramExercise.objects.filter(day__program=program).first()
    assert row
    days = ProgramDay.objects.bulk_create(
        ProgramDay(program=program, week=week, number=1) for week in range(11, 41)
    )
    ProgramExercise.objects.bulk_create(ProgramExercise(day=day, **row.copied()) for day in days)
    assert queries(lambda: as_ana.get(page)) == few
    assert few <= 15


def test_assigning_takes_as_many_queries_with_many_clients(
    as_ana: Browser, ana: User, zoe: Client, queries: Callable[[Callable[[], object]], int]
) -> None:
    few = queries(lambda: as_ana.get(NORDIC, {"client": zoe.pk}))
    for number in range(5):
        add_client(by=ana, name=f"Client {number}", consent_training=True, consent_health=True)
    assert queries(lambda: as_ana.get(NORDIC, {"client": zoe.pk})) == few
    assert few <= 16


def test_a_week_told_in_short_lines_still_tells_the_speed(as_ana: Browser, programs: None) -> None:
    page = as_ana.get("/programs/speed-6-weeks/").text
    assert "4 × 60 m at 70% of best speed" in page
    assert '<span class="number">1 × 20 m at 96%</span>' in page
