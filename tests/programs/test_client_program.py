import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client as Browser
from django.urls import reverse

from clients.models import Client, Injury
from tests.programs.plans import give, lines, next_monday, strained
from trainer.accounts.models import User
from trainer.programs import findings
from trainer.programs.models import Assignment, GuardOverride, Program, Workout, WorkoutExercise

pytestmark = pytest.mark.usefixtures("programs")

HTMX = {"HX-Request": "true"}


@pytest.fixture
def nordic(zoe: Client, ana: User) -> Assignment:
    return give(zoe, "nordic-10-weeks", ana)


@pytest.fixture
def strain(zoe: Client, nordic: Assignment) -> Injury:
    """Hurt after the programme was given, and at a stage shared with the clinician."""
    return strained(zoe, "strength")


def page_of(client: Client) -> str:
    return reverse("programs:client_program", args=[client.pk])


def about(assignment: Assignment, **fields: object) -> dict[str, object]:
    return {"assignment": assignment.pk, "exercise": "nordic-hamstring"} | fields


def test_a_client_without_a_programme_is_led_to_choose_one(as_ana: Browser, zoe: Client) -> None:
    page = as_ana.get(page_of(zoe)).text
    assert "No programme yet" in page
    assert reverse("programs:list", query={"client": zoe.pk}) in page


def test_what_is_held_comes_first_with_the_number_and_what_fits(
    as_ana: Browser, zoe: Client, strain: Injury
) -> None:
    page = as_ana.get(page_of(zoe)).text
    assert "1 thing to settle" in page
    assert "Right hamstring strain: hamstring demand is 5 of 5, this stage allows 4." in page
    assert "Planned in 27 workouts" in page
    assert 'name="to" value="slider-curl"' in page
    assert page.index("1 thing to settle") < page.index("plan-week")
    assert page.count("plan-line--flagged") + page.count("prescription--flagged") == 27


def test_weeks_tell_what_was_done_missed_and_is_ahead(as_ana: Browser, ana: User, zoe: Client) -> None:
    given = give(zoe, "nordic-10-weeks", ana, starts_on=next_monday(zoe) - dt.timedelta(weeks=2))
    done = given.workouts.all()[0]
    Workout.objects.filter(pk=done.pk).update(state=Workout.State.DONE)
    weeks = as_ana.get(page_of(zoe)).context["plan"].running[0][1]
    assert weeks[0].state == "Done, 1 of 1"
    assert [day.state for day in weeks[1].days] == [
        "missed" if workout.scheduled_on < zoe.today() else "planned"
        for workout in given.workouts.filter(week=2)
    ]
    assert weeks[9].state == "Planned"
    assert [week.number for week in weeks if week.is_open] == [
        given.workouts.filter(scheduled_on__gte=zoe.today()).order_by("scheduled_on")[0].week
    ]


def test_a_swap_goes_back_to_the_page_that_names_what_it_came_from(
    as_ana: Browser, zoe: Client, nordic: Assignment, strain: Injury
) -> None:
    response = as_ana.post(
        reverse("programs:swap", args=[zoe.pk]), about(nordic, to="slider-curl"), follow=True
    )
    assert response.redirect_chain == [(page_of(zoe), 302)]
    assert "Slider curl takes the place of Nordic hamstring exercise in 27 workouts." in response.text
    assert "In place of Nordic hamstring exercise" in response.text
    assert "to settle" not in response.text
    assert {row.exercise.slug for row in lines(nordic)} == {"slider-curl"}


def test_a_swap_by_htmx_answers_with_the_plan_alone(
    as_ana: Browser, zoe: Client, nordic: Assignment, strain: Injury
) -> None:
    address = reverse("programs:swap", args=[zoe.pk])
    response = as_ana.post(address, about(nordic, to="slider-curl"), headers=HTMX)
    assert response.status_code == 200
    assert response.text.strip().startswith('<div class="stack stack--loose" id="program-plan">')
    assert "Slider curl takes the place" in response.text


@pytest.mark.parametrize("to", ["band-nordic", "no-such-exercise", ""])
def test_a_swap_that_does_not_fit_changes_nothing(
    as_ana: Browser, zoe: Client, nordic: Assignment, strain: Injury, to: str
) -> None:
    response = as_ana.post(reverse("programs:swap", args=[zoe.pk]), about(nordic, to=to))
    assert response.status_code == 422
    assert "Nothing was changed" in response.text
    assert {row.exercise.slug for row in lines(nordic)} == {"nordic-hamstring"}


def test_what_nothing_fits_for_can_be_left_out_of_the_workouts_ahead(
    as_ana: Browser, ana: User, zoe: Client
) -> None:
    beginner = give(zoe, "beginner-8-weeks", ana, weekdays=[0, 3])
    done = beginner.workouts.filter(exercises__exercise__slug="goblet-squat").first()
    assert done
    Workout.objects.filter(pk=done.pk).update(state="done")
    strained(zoe, "early_load")
    assert "Nothing in the library fits in place of Goblet squat" in as_ana.get(page_of(zoe)).text
    asked = about(beginner, exercise="goblet-squat")
    page = as_ana.post(reverse("programs:leave_out", args=[zoe.pk]), asked, follow=True).text
    assert "Goblet squat is out of 7 workouts." in page
    left = WorkoutExercise.objects.filter(workout__assignment=beginner, exercise__slug="goblet-squat")
    assert list(left.values_list("workout", flat=True)) == [done.pk]


def test_the_only_exercise_of_a_workout_is_not_left_out(
    as_ana: Browser, zoe: Client, nordic: Assignment, strain: Injury
) -> None:
    before = everything()
    answer = as_ana.post(reverse("programs:leave_out", args=[zoe.pk]), about(nordic))
    assert answer.status_code == 422
    assert "End the programme instead" in answer.text
    assert everything() == before


def test_an_effort_past_the_stage_is_lowered_in_one_step(as_ana: Browser, ana: User, zoe: Client) -> None:
    given = give(zoe, "beginner-8-weeks", ana)
    strained(zoe, "strength")
    slug = next(row for row in lines(given) if row.rpe == 8).exercise.slug
    response = as_ana.post(
        reverse("programs:ease", args=[zoe.pk]), {"assignment": given.pk, "exercise": slug}, follow=True
    )
    assert "is within its limits in 2 workouts" in response.text
    assert max(row.rpe for row in lines(given) if row.rpe) == 7


def test_keeping_with_a_reason_lists_who_keeps_it_and_why(
    as_ana: Browser, zoe: Client, nordic: Assignment, strain: Injury
) -> None:
    fields = about(nordic, rule_id="R12", injury=strain.pk, reason="Her physio has her on assisted Nordics.")
    page = as_ana.post(reverse("programs:keep", args=[zoe.pk]), fields, follow=True).text
    assert "“Her physio has her on assisted Nordics.”" in page
    assert "Ana Trainer" in page
    assert "plan-line--flagged" not in page
    taken_back = reverse("programs:unkeep", args=[zoe.pk, GuardOverride.objects.get().pk])
    assert "1 thing to settle" in as_ana.post(taken_back, follow=True).text
    assert not GuardOverride.objects.exists()


@pytest.mark.parametrize("reason", ["", "   "])
def test_an_empty_reason_is_refused_where_it_was_to_be_written(
    as_ana: Browser, zoe: Client, nordic: Assignment, strain: Injury, reason: str
) -> None:
    fields = about(nordic, rule_id="R12", injury=strain.pk, reason=reason)
    response = as_ana.post(reverse("programs:keep", args=[zoe.pk]), fields)
    assert response.status_code == 422
    assert "Write why you keep it." in response.text
    assert '<details class="more" open>' in response.text
    assert not GuardOverride.objects.exists()


def test_a_stage_the_clinician_leads_offers_no_reason_but_the_injury(
    as_ana: Browser, zoe: Client, nordic: Assignment
) -> None:
    strain = strained(zoe, "early_load")
    page = as_ana.get(page_of(zoe)).text
    assert "Only a clinician's word lifts this." in page
    assert reverse("clients:injury", args=[zoe.pk, strain.pk]) in page
    assert "Keep, with a reason" not in page
    fields = about(nordic, rule_id="R11", injury=strain.pk, reason="I am sure.")
    response = as_ana.post(reverse("programs:keep", args=[zoe.pk]), fields)
    assert response.status_code == 422
    assert "Only a clinician" in response.text
    assert not GuardOverride.objects.exists()


def test_a_red_flag_is_told_once_and_offers_nothing(as_ana: Browser, zoe: Client, nordic: Assignment) -> None:
    strained(zoe, "strength", red_flags=["cannot_walk"])
    page = as_ana.get(page_of(zoe)).text
    assert page.count("A warning sign is open: nothing is trained") == 1
    assert "Swap it in" not in page
    assert page.count("plan-line--flagged") + page.count("prescription--flagged") == 27


def test_without_health_consent_the_page_says_so_and_holds_nothing(
    as_ana: Browser, zoe: Client, strain: Injury
) -> None:
    zoe.consents.filter(purpose="health").update(withdrawn_at="2026-01-01T00:00Z")
    page = as_ana.get(page_of(zoe)).text
    assert "Zoe does not share health data, so nothing is held back here" in page
    assert "to settle" not in page
    assert "strain" not in page


def test_ending_moves_a_programme_to_the_earlier_ones(
    as_ana: Browser, zoe: Client, nordic: Assignment
) -> None:
    page = as_ana.post(reverse("programs:end", args=[zoe.pk, nordic.pk]), follow=True).text
    assert "No programme yet" in page
    assert "Earlier programmes" in page
    nordic.refresh_from_db()
    assert nordic.ended_on == zoe.today()


def decisions(client: Client, assignment: Assignment, strain: Injury, override: GuardOverride) -> list[tuple]:
    keep = about(assignment, rule_id="R12", injury=strain.pk, reason="No.")
    return [
        (reverse("programs:swap", args=[client.pk]), about(assignment, to="slider-curl")),
        (reverse("programs:ease", args=[client.pk]), about(assignment)),
        (reverse("programs:keep", args=[client.pk]), keep),
        (reverse("programs:unkeep", args=[client.pk, override.pk]), {}),
        (reverse("programs:end", args=[client.pk, assignment.pk]), {}),
    ]


def everything() -> list[list[dict[str, object]]]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Assignment, Workout, WorkoutExercise, GuardOverride)
    ]


@pytest.fixture
def kept(zoe: Client, ana: User, nordic: Assignment, strain: Injury) -> GuardOverride:
    return nordic.overrides.create(
        client=zoe, exercise=lines(nordic)[0].exercise, rule_id="R12", injury=strain, reason="Yes.", by=ana
    )


def test_a_stranger_finds_nothing_and_changes_nothing(
    as_bob: Browser, zoe: Client, nordic: Assignment, strain: Injury, kept: GuardOverride
) -> None:
    before = everything()
    assert as_bob.get(page_of(zoe)).status_code == 404
    for address, fields in decisions(zoe, nordic, strain, kept):
        assert as_bob.get(address).status_code in {404, 405}
        assert as_bob.post(address, fields).status_code == 404
    assert everything() == before


def test_another_clients_rows_cannot_be_named_under_ones_own(
    as_bob: Browser, bob: User, zoe: Client, nordic: Assignment, strain: Injury, kept: GuardOverride
) -> None:
    own = Client.objects.create(name="Own Client")
    own.coachings.create(trainer=bob)
    before = everything()
    for address, fields in decisions(own, nordic, strain, kept):
        assert as_bob.post(address, fields).status_code in {404, 422}
    assert everything() == before


def test_the_page_takes_as_many_queries_for_many_workouts_and_programmes(
    as_ana: Browser, ana: User, zoe: Client, queries: Callable[[Callable[[], object]], int]
) -> None:
    strained(zoe, "strength")
    give(zoe, "nordic-10-weeks", ana)
    Workout.objects.filter(pk__in=[workout.pk for workout in Workout.objects.all()[3:]]).delete()
    few = queries(lambda: as_ana.get(page_of(zoe)))
    for week in range(1, 4):
        starts_on = next_monday(zoe) + dt.timedelta(weeks=week)
        given = give(zoe, "beginner-8-weeks", ana, starts_on=starts_on)
        given.overrides.create(
            client=zoe, exercise=lines(given)[0].exercise, rule_id=f"R{week}", reason="Yes.", by=ana
        )
    assert Workout.objects.count() == 51
    assert queries(lambda: as_ana.get(page_of(zoe))) == few
    # What the programme planned first (three), the injuries' history, and the next test of the tabs.
    assert few <= 22


def test_an_archived_programme_stays_on_the_clients_page(
    as_ana: Browser, zoe: Client, nordic: Assignment
) -> None:
    Program.objects.filter(slug="nordic-10-weeks").delete()
    assert "Nordic, ten weeks" in as_ana.get(page_of(zoe)).text


def test_a_reason_for_a_limit_that_is_no_longer_broken_is_refused(
    as_ana: Browser, ana: User, zoe: Client
) -> None:
    given = give(zoe, "beginner-8-weeks", ana)
    strain = strained(zoe, "strength")
    hard = next(row for row in lines(given) if row.rpe == 8).exercise
    read = "Right hamstring strain: effort is RPE 8, this stage allows 7."
    assert f'name="read" value="{read}"' in as_ana.get(page_of(zoe)).text
    seen = {"assignment": given.pk, "exercise": hard.slug, "read": read}
    as_ana.post(reverse("programs:ease", args=[zoe.pk]), seen)
    keep = seen | {"rule_id": "R12", "injury": strain.pk, "reason": "She is used to it."}
    response = as_ana.post(reverse("programs:keep", args=[zoe.pk]), keep)
    assert response.status_code == 422
    assert f"{hard.name} was changed after you opened this page. Now it is this:" in response.text
    assert "She is used to it." in response.text
    assert not GuardOverride.objects.exists()


@pytest.mark.parametrize("decision", ["swap", "leave_out", "ease"])
def test_a_decision_about_what_was_settled_elsewhere_changes_nothing(
    as_ana: Browser, zoe: Client, nordic: Assignment, strain: Injury, decision: str
) -> None:
    [question] = findings.for_client(zoe).strips
    seen = about(nordic, to="slider-curl", read=question.finding.reason)
    Injury.objects.update(stage="high_load")
    before = everything()
    response = as_ana.post(reverse(f"programs:{decision}", args=[zoe.pk]), seen)
    assert response.status_code == 422
    assert "was changed after you opened this page." in response.text
    assert everything() == before
