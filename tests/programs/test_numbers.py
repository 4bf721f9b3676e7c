from decimal import Decimal

import pytest
from django.test import Client as Browser
from django.urls import reverse

from clients.models import Client
from exercises.models import Exercise
from tests.programs.plans import give, lines, strained
from trainer.accounts.models import User
from trainer.programs.models import Assignment, Workout, WorkoutExercise

pytestmark = pytest.mark.usefixtures("programs")


@pytest.fixture
def beginner(zoe: Client, ana: User) -> Assignment:
    return give(zoe, "beginner-8-weeks", ana, weekdays=[0, 3])


def deadlifts(assignment: Assignment) -> list[WorkoutExercise]:
    first = lines(assignment)[0].exercise
    return [row for row in lines(assignment) if row.exercise == first]


def bridge(assignment: Assignment) -> WorkoutExercise:
    """The first line, as something that an early stage allows."""
    row = lines(assignment)[0]
    row.exercise, row.rpe = Exercise.objects.get(slug="glute-bridge"), Decimal(5)
    row.save()
    return row


def page_of(row: WorkoutExercise) -> str:
    return reverse("programs:numbers", args=[row.client_id, row.pk])


def typed(row: WorkoutExercise, **fields: object) -> dict[str, object]:
    """The form as it stands, with something changed."""
    values: dict[str, object] = {
        "sets": row.sets,
        "reps": str(row.reps[0]),
        "load": "",
        "rpe": "" if row.rpe is None else f"{row.rpe.normalize():f}",
        "tempo": row.tempo,
        "rest_seconds": row.rest_seconds or "",
        "note": row.note,
        "everywhere": "",
    }
    return values | fields


def test_every_number_of_one_workout_can_be_typed(as_ana: Browser, beginner: Assignment) -> None:
    row, following = deadlifts(beginner)[:2]
    assert page_of(row) in as_ana.get(reverse("programs:client_program", args=[row.client_id])).text
    asked = typed(
        row, sets=4, reps="6–8", load="42,5", rpe="6.5", tempo="3-1-1", rest_seconds=120, note="Slow."
    )
    page = as_ana.post(page_of(row), asked, follow=True).text
    assert f"{row.exercise.name} is changed in 1 workout." in page
    before = following.copied()
    row.refresh_from_db()
    following.refresh_from_db()
    assert (row.sets, row.reps, row.reps_top, row.load_kg) == (4, [6, 6, 6, 6], 8, Decimal("42.5"))
    assert (row.rpe, row.tempo, row.rest_seconds, row.note) == (Decimal("6.5"), "3-1-1", 120, "Slow.")
    assert following.copied() == before


def test_in_every_workout_only_what_was_changed_is_written(as_ana: Browser, beginner: Assignment) -> None:
    row, *others = deadlifts(beginner)
    Workout.objects.filter(pk=others[-1].workout_id).update(state="done")
    doses = [one.dose for one in others]
    as_ana.post(page_of(row), typed(row, load="20", everywhere="1"))
    after = deadlifts(beginner)
    assert [one.load_kg for one in after] == [Decimal(20)] * (len(after) - 1) + [None]
    assert [one.dose for one in after[1:]] == doses


@pytest.mark.parametrize(
    ("typed_reps", "sets", "reps", "top"),
    [
        ("8", 3, [8, 8, 8], None),
        ("12, 10, 8", 3, [12, 10, 8], None),
        ("6-8", 2, [6, 6], 8),
        ("", 3, [], None),
    ],
)
def test_repetitions_hold_one_number_for_each_set(
    as_ana: Browser, beginner: Assignment, typed_reps: str, sets: int, reps: list[int], top: int | None
) -> None:
    row = deadlifts(beginner)[0]
    as_ana.post(page_of(row), typed(row, sets=sets, reps=typed_reps))
    row.refresh_from_db()
    assert (row.sets, row.reps, row.reps_top) == (sets, reps, top)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"reps": "a few"}, "reps"),
        ({"sets": 3, "reps": "12, 10"}, "reps"),
        ({"sets": 0}, "sets"),
        ({"load": "-5"}, "load"),
        ({"load": "900"}, "load"),
        ({"rpe": "11"}, "rpe"),
    ],
)
def test_nonsense_is_told_at_its_field_and_nothing_typed_is_lost(
    as_ana: Browser, beginner: Assignment, fields: dict[str, object], name: str
) -> None:
    row = deadlifts(beginner)[0]
    before = row.copied()
    answer = as_ana.post(page_of(row), typed(row, note="Kept words.", **fields))
    assert answer.status_code == 422
    assert name in answer.context["form"].errors
    assert "Kept words." in answer.text
    row.refresh_from_db()
    assert row.copied() == before


def test_pounds_are_typed_by_who_reads_pounds(as_ana: Browser, ana: User, beginner: Assignment) -> None:
    User.objects.filter(pk=ana.pk).update(load_unit="lb")
    row = deadlifts(beginner)[0]
    assert "Load, in lb" in as_ana.get(page_of(row)).text
    as_ana.post(page_of(row), typed(row, load="100"))
    row.refresh_from_db()
    assert row.load_kg == Decimal("45.359")


def test_an_effort_only_a_clinician_could_allow_is_refused(
    as_ana: Browser, zoe: Client, beginner: Assignment
) -> None:
    strained(zoe, "early_load")
    row = bridge(beginner)
    answer = as_ana.post(page_of(row), typed(row, rpe="9"))
    assert answer.status_code == 422
    assert "effort is RPE 9, this stage allows 6" in answer.text
    row.refresh_from_db()
    assert row.rpe == 5


def test_what_a_reason_can_keep_is_saved_and_asked_about(
    as_ana: Browser, zoe: Client, beginner: Assignment
) -> None:
    strained(zoe, "strength")
    row = bridge(beginner)
    page = as_ana.post(page_of(row), typed(row, rpe="9"), follow=True).text
    assert "effort is RPE 9, this stage allows 7" in page
    assert "Keep, with a reason" in page


def test_what_is_not_filled_in_leads_to_its_form(as_ana: Browser, ana: User, zoe: Client) -> None:
    nordic = give(zoe, "nordic-10-weeks", ana)
    WorkoutExercise.objects.update(rpe=None)
    strained(zoe, "cleared")
    row = lines(nordic)[0]
    page = as_ana.get(reverse("programs:client_program", args=[zoe.pk])).text
    assert "effort (RPE) of Nordic hamstring exercise" in page
    assert f'Fill it in: <a href="{page_of(row)}">' in page


@pytest.mark.parametrize("state", ["done", "begun"])
def test_work_under_way_is_not_changed(as_ana: Browser, beginner: Assignment, state: str) -> None:
    row = deadlifts(beginner)[0]
    Workout.objects.filter(pk=row.workout_id).update(state=state)
    page = as_ana.post(page_of(row), typed(row, sets=9), follow=True).text
    assert "is not ahead any more" in page
    row.refresh_from_db()
    assert row.sets != 9


def test_a_stranger_finds_no_form(as_bob: Browser, beginner: Assignment) -> None:
    row = deadlifts(beginner)[0]
    assert as_bob.get(page_of(row)).status_code == 404
    assert as_bob.post(page_of(row), typed(row, sets=9)).status_code == 404
