import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from clients.models import Client
from exercises.models import Exercise
from tests.programs.plans import give, lines, next_monday, strained
from trainer.accounts.models import AuditEntry, User
from trainer.programs import findings
from trainer.programs.actions import ease, end, keep, swap, unkeep
from trainer.programs.models import Assignment, Program, ProgramExercise, Workout, WorkoutExercise

pytestmark = pytest.mark.usefixtures("programs")


@pytest.fixture
def nordic(zoe: Client, ana: User) -> Assignment:
    """The ten weeks for Zoe before anything has happened to her leg."""
    return give(zoe, "nordic-10-weeks", ana)


def only_strip(client: Client) -> findings.Strip:
    strips = findings.for_client(client).strips
    assert len(strips) == 1
    return strips[0]


def exercise_of(strip: findings.Strip) -> WorkoutExercise:
    row = strip.rows[0]
    assert isinstance(row, WorkoutExercise)
    return row


def test_ten_weeks_of_nordics_are_27_workouts_on_the_weekdays_chosen(nordic: Assignment) -> None:
    dates = list(nordic.workouts.values_list("scheduled_on", flat=True))
    assert len(dates) == 27
    assert {day.weekday() for day in dates} == {0, 2, 4}
    assert dates[0] == nordic.starts_on


def test_everything_of_a_prescription_is_copied(zoe: Client, ana: User) -> None:
    given = give(zoe, "beginner-8-weeks", ana)
    planned = ProgramExercise.objects.filter(day__program__slug="beginner-8-weeks")
    wanted = [row.copied() for row in planned.order_by("day__week", "day__number", "position")]
    assert [row.copied() for row in lines(given)] == wanted
    assert {row.client_id for row in lines(given)} == {zoe.pk}
    assert AuditEntry.objects.filter(action="programme assigned", client_number=zoe.pk).count() == 1


def test_changing_or_deleting_a_programme_changes_nothing_assigned(nordic: Assignment) -> None:
    before = [row.copied() for row in lines(nordic)]
    ProgramExercise.objects.filter(day__program=nordic.program).update(sets=9)
    Program.objects.get(slug="nordic-10-weeks").delete()
    assert [row.copied() for row in lines(nordic)] == before
    nordic.refresh_from_db()
    assert (nordic.program, nordic.program_name) == (None, "Nordic, ten weeks")


def test_a_red_flag_forbids_assigning_and_leaves_what_runs(
    zoe: Client, ana: User, nordic: Assignment
) -> None:
    strained(zoe, "strength", red_flags=["cannot_walk"])
    with pytest.raises(ValidationError, match="Nothing can be assigned while a warning sign is open"):
        give(zoe, "beginner-8-weeks", ana, end_running=True)
    nordic.refresh_from_db()
    assert nordic.ended_on is None
    assert Assignment.objects.count() == 1


def test_the_second_press_of_the_button_assigns_nothing(zoe: Client, ana: User, nordic: Assignment) -> None:
    with pytest.raises(ValidationError, match="already has this programme from that day"):
        give(zoe, "nordic-10-weeks", ana)
    assert Workout.objects.count() == 27


def test_too_few_weekdays_are_refused_at_the_weekdays(zoe: Client, ana: User) -> None:
    with pytest.raises(ValidationError) as refused:
        give(zoe, "nordic-10-weeks", ana, weekdays=[0])
    assert refused.value.message_dict["weekdays"] == [
        "Week 2 has 2 workouts and 1 weekday is chosen: choose at least 2."
    ]
    assert not Assignment.objects.exists()


def test_another_programme_may_run_beside_the_first_or_end_it(
    zoe: Client, ana: User, nordic: Assignment
) -> None:
    beside = give(zoe, "beginner-8-weeks", ana)
    assert list(zoe.assignments.running()) == [beside, nordic]
    instead = give(
        zoe, "beginner-8-weeks", ana, starts_on=beside.starts_on + dt.timedelta(7), end_running=True
    )
    assert list(zoe.assignments.running()) == [instead]


def test_ending_drops_what_is_ahead_and_leaves_what_was_done_or_missed(zoe: Client, ana: User) -> None:
    given = give(zoe, "nordic-10-weeks", ana, starts_on=next_monday(zoe) - dt.timedelta(weeks=2))
    past = given.workouts.filter(scheduled_on__lt=zoe.today())
    done = past[0]
    done.state = Workout.State.DONE
    done.save()
    end(assignment=given, by=ana)
    given.refresh_from_db()
    assert given.ended_on == zoe.today()
    assert set(past.values_list("state", flat=True)) == {"done", "planned"}
    ahead = given.workouts.filter(scheduled_on__gte=zoe.today())
    assert set(ahead.values_list("state", flat=True)) == {"dropped"}


def test_nordics_are_held_for_a_strain_in_early_load(zoe: Client, nordic: Assignment) -> None:
    strained(zoe, "early_load")
    strip = only_strip(zoe)
    assert strip.finding.exercise_slug == "nordic-hamstring"
    assert "hamstring demand is 5 of 5, this stage allows 2" in strip.finding.reason
    assert not strip.finding.can_keep
    assert findings.for_client(zoe).held == {row.pk for row in lines(nordic)}


def test_a_swap_goes_into_every_workout_not_begun_and_leaves_the_others(
    zoe: Client, ana: User, nordic: Assignment
) -> None:
    strained(zoe, "strength")
    done, begun, *ahead = nordic.workouts.all()
    Workout.objects.filter(pk=done.pk).update(state=Workout.State.DONE)
    Workout.objects.filter(pk=begun.pk).update(state=Workout.State.BEGUN)
    fitting = Exercise.objects.get(slug="slider-curl")
    result = swap(assignment=nordic, exercise=lines(nordic)[0].exercise, to=fitting, by=ana)
    assert (result.workouts, result.left) == (25, 0)
    by_workout = {row.workout_id: row for row in lines(nordic)}
    assert {by_workout[workout.pk].exercise.slug for workout in ahead} == {"slider-curl"}
    assert {by_workout[workout.pk].swapped_from.slug for workout in ahead} == {"nordic-hamstring"}
    assert {by_workout[workout.pk].exercise.slug for workout in (done, begun)} == {"nordic-hamstring"}
    assert by_workout[ahead[-1].pk].reps == [12, 10, 8]


def test_a_hold_in_place_of_repetitions_is_planned_in_seconds(
    zoe: Client, ana: User, nordic: Assignment
) -> None:
    strained(zoe, "early_load")
    fitting = Exercise.objects.get(slug="isometric-curl-hold")
    swap(assignment=nordic, exercise=lines(nordic)[0].exercise, to=fitting, by=ana)
    first, last = lines(nordic)[0], lines(nordic)[-1]
    assert (first.dose, first.side, first.note) == ("2 × 20 s", "each", "")
    # Twelve repetitions took about 48 seconds; no hold is longer than 45.
    assert last.dose == "3 × 45 s"
    assert findings.for_client(zoe).strips == ()


def test_what_does_not_fit_either_is_refused(zoe: Client, ana: User, nordic: Assignment) -> None:
    strained(zoe, "early_load")
    harder = Exercise.objects.get(slug="slider-curl")
    with pytest.raises(ValidationError, match="Slider curl does not fit in place of Nordic"):
        swap(assignment=nordic, exercise=lines(nordic)[0].exercise, to=harder, by=ana)
    assert {row.exercise.slug for row in lines(nordic)} == {"nordic-hamstring"}


def test_less_effort_is_enough_where_only_the_effort_was_too_much(zoe: Client, ana: User) -> None:
    given = give(zoe, "beginner-8-weeks", ana)
    strained(zoe, "strength")
    held = findings.for_client(zoe).held
    hard = [row for row in lines(given) if row.rpe == 8]
    assert {row.pk for row in hard} <= held
    eased = ease(assignment=given, exercise=hard[0].exercise, by=ana)
    assert {row.pk for row in eased} == {row.pk for row in hard}
    assert {row.rpe for row in lines(given) if row.pk in {one.pk for one in hard}} == {7}
    assert findings.for_client(zoe).held == held - {row.pk for row in hard}


def test_keeping_needs_a_reason_and_lifts_what_was_held(zoe: Client, ana: User, nordic: Assignment) -> None:
    strain = strained(zoe, "strength")
    exercise = exercise_of(only_strip(zoe)).exercise
    decision = {"assignment": nordic, "exercise": exercise, "rule_id": "R12", "injury": strain, "by": ana}
    with pytest.raises(ValidationError, match="Write why you keep it"):
        keep(**decision, reason="  ")
    override = keep(**decision, reason="Her physio has her on assisted Nordics.")
    found = findings.for_client(zoe)
    assert (found.strips, found.held, found.kept) == ((), frozenset(), (override,))
    unkeep(override=override, by=ana)
    assert only_strip(zoe).finding.rule_id == "R12"
    actions = AuditEntry.objects.filter(client_number=zoe.pk).values_list("action", flat=True)
    assert {"exercise kept", "kept exercise taken back"} <= set(actions)


def test_a_decision_to_keep_ends_with_the_stage_it_was_made_in(
    zoe: Client, ana: User, nordic: Assignment
) -> None:
    strain = strained(zoe, "strength")
    exercise = exercise_of(only_strip(zoe)).exercise
    keep(assignment=nordic, exercise=exercise, rule_id="R12", injury=strain, reason="Assisted.", by=ana)
    strain.stage = "early_load"
    strain.save()
    assert only_strip(zoe).finding.rule_id == "R11"


def test_what_a_clinician_owns_cannot_be_kept(zoe: Client, ana: User, nordic: Assignment) -> None:
    strain = strained(zoe, "early_load")
    exercise = exercise_of(only_strip(zoe)).exercise
    with pytest.raises(ValidationError, match="Only a clinician's word"):
        keep(assignment=nordic, exercise=exercise, rule_id="R11", injury=strain, reason="I am sure.", by=ana)
    assert not nordic.overrides.exists()


def test_an_old_decision_does_not_outweigh_a_clinician(zoe: Client, ana: User, nordic: Assignment) -> None:
    strain = strained(zoe, "early_load")
    nordic.overrides.create(
        client=zoe, exercise=lines(nordic)[0].exercise, rule_id="R11", injury=strain, reason="Before.", by=ana
    )
    assert findings.for_client(zoe).held == {row.pk for row in lines(nordic)}


def test_nothing_is_read_or_held_without_the_health_consent(zoe: Client, nordic: Assignment) -> None:
    strained(zoe, "early_load")
    zoe.consents.filter(purpose="health").update(withdrawn_at="2026-01-01T00:00Z")
    found = findings.for_client(zoe)
    assert (found.health_visible, found.held, found.strips, found.situation.injuries) == (
        False,
        frozenset(),
        (),
        (),
    )


def test_findings_of_one_workout_are_those_of_its_prescriptions(zoe: Client, nordic: Assignment) -> None:
    strained(zoe, "early_load")
    workout = nordic.workouts.all()[3]
    row = workout.exercises.get()
    found = findings.for_workout(workout)
    assert found.held == {row.pk}
    assert found.why(row.pk)[0].rule_id == "R11"


def test_findings_of_many_clients_take_as_many_queries_as_of_one(
    zoe: Client, ana: User, nordic: Assignment, queries
) -> None:
    strained(zoe, "early_load")
    one = queries(lambda: findings.for_client(zoe))
    others = Client.objects.bulk_create(Client(name=f"Client {number}") for number in range(8))
    for other in others:
        give(other, "nordic-10-weeks", ana)
        strained(other, "strength")
    assert queries(lambda: findings.for_clients([zoe, *others])) == one
    assert one <= 8
