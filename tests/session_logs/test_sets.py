import uuid
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client as Browser

from clients.actions import add_client
from clients.models import Client, Injury
from exercises.models import Exercise
from tests.session_logs.conftest import Log, body, exercise, plan, prescribe, sets_url
from trainer.accounts.models import User
from trainer.programs.models import Assignment, Workout, WorkoutExercise
from trainer.session_logs.actions import Refused, record_set
from trainer.session_logs.models import SessionLog, SetLog

HTMX = {"HTTP_HX_REQUEST": "true"}


def test_one_tap_logs_the_set_as_the_row_shows_it(
    as_zoe: Browser, zoe_user: User, hinge: WorkoutExercise
) -> None:
    page = as_zoe.get(hinge.workout.get_absolute_url())
    initial = page.context["sheet"].cards[0].rows[0].form.initial
    shown = {name: initial[name] for name in ("id", "load_unit", "load_value", "reps")}
    answer = as_zoe.post(sets_url(hinge.workout), body(hinge, **shown))
    log = SetLog.objects.get()
    assert answer.url == f"{hinge.workout.get_absolute_url()}#set-{hinge.pk}-1-both"
    assert (log.pk, log.load_kg, log.reps, log.rpe, log.by) == (initial["id"], 40, 8, None, zoe_user)
    assert log.exercise_name == hinge.exercise.name
    assert log.performed_on == hinge.client.today()


def test_the_first_set_begins_the_workout_with_its_names_and_cues(log: Log, hinge: WorkoutExercise) -> None:
    log(hinge)
    hinge.workout.refresh_from_db()
    session = SessionLog.objects.get()
    assert hinge.workout.state == Workout.State.BEGUN
    assert (session.title, session.program_name) == ("Day A", "Hinge block")
    assert session.cues_shown["romanian-deadlift"][0]["headline"] == "Stand tall"


def test_the_log_keeps_the_cues_though_the_library_changes(log: Log, hinge: WorkoutExercise) -> None:
    log(hinge)
    hinge.exercise.cues.update(headline="Something else")
    log(hinge, number=2)
    words = [cue["headline"] for cue in SessionLog.objects.get().cues_shown["romanian-deadlift"]]
    assert "Something else" not in words


def test_an_exercise_swapped_in_later_brings_its_own_cues(log: Log, hinge: WorkoutExercise) -> None:
    log(hinge)
    other = exercise("glute-bridge")
    other.cues.create(kind="do", position=0, headline="Lift your hips")
    log(prescribe(hinge.workout, other))
    assert SessionLog.objects.get().cues_shown["glute-bridge"][0]["headline"] == "Lift your hips"


def test_the_same_post_again_writes_nothing(as_zoe: Browser, hinge: WorkoutExercise) -> None:
    posted = body(hinge)
    first = as_zoe.post(sets_url(hinge.workout), posted)
    before = SetLog.objects.values().get()
    again = as_zoe.post(sets_url(hinge.workout), posted)
    assert again.url == first.url
    assert SetLog.objects.values().get() == before


def test_the_same_id_with_other_numbers_corrects_the_set(
    as_zoe: Browser, as_ana: Browser, ana: User, hinge: WorkoutExercise
) -> None:
    posted = body(hinge)
    as_zoe.post(sets_url(hinge.workout), posted)
    as_ana.post(sets_url(hinge.workout), {**posted, "reps": "6", "rpe": "9"})
    log = SetLog.objects.get()
    assert (log.reps, log.rpe, log.by) == (6, 9, ana)


def test_a_place_that_is_taken_is_told_with_the_set_that_stands_there(
    log: Log, hinge: WorkoutExercise
) -> None:
    log(hinge, load_value="42.5")
    answer = log(hinge, load_value="50")
    assert answer.status_code == 409
    assert "Set 1 is logged already." in answer.text
    assert "42.5 × 8" in answer.text
    assert SetLog.objects.count() == 1


def test_an_id_of_another_place_is_refused(log: Log, hinge: WorkoutExercise) -> None:
    id = str(uuid.uuid4())
    log(hinge, id=id)
    assert log(hinge, number=2, id=id).status_code == 409
    assert SetLog.objects.get().number == 1


def test_an_id_of_another_clients_set_is_not_found(
    as_ana: Browser, ana: User, hinge: WorkoutExercise, log: Log
) -> None:
    yan = add_client(by=ana, name="Yan", consent_training=True, consent_health=True)
    yans = plan(Assignment.objects.create(client=yan, starts_on=yan.today(), weekdays=[0]), yan.today())
    theirs = prescribe(yans, hinge.exercise)
    taken = body(theirs)
    as_ana.post(sets_url(yans), taken)
    assert log(hinge, id=taken["id"]).status_code == 404
    assert not hinge.client.set_logs.exists()


def test_a_prescription_of_another_workout_is_not_found(
    as_zoe: Browser, assignment: Assignment, deadlift: Exercise, hinge: WorkoutExercise
) -> None:
    other = prescribe(plan(assignment, assignment.client.today(), "Day B"), deadlift)
    assert as_zoe.post(sets_url(hinge.workout), body(other)).status_code == 404
    assert as_zoe.post(sets_url(hinge.workout), body(hinge, number=4)).status_code == 404
    assert as_zoe.post(sets_url(hinge.workout), body(hinge, side="left")).status_code == 404
    assert not SetLog.objects.exists()


def test_the_action_too_takes_only_the_clients_own_prescription(
    zoe_user: User, ana: User, hinge: WorkoutExercise
) -> None:
    yan = add_client(by=ana, name="Yan", consent_training=True, consent_health=True)
    place = {"id": uuid.uuid4(), "prescription": hinge, "number": 1, "side": "both", "by": zoe_user}
    with pytest.raises(Http404):
        record_set(client=yan, workout=hinge.workout, reps=8, **place)


def test_a_stranger_logs_nothing(as_bob: Browser, hinge: WorkoutExercise) -> None:
    assert as_bob.post(sets_url(hinge.workout), body(hinge)).status_code == 404
    assert not SetLog.objects.exists()


def test_the_desk_writes_who_logged(as_ana: Browser, ana: User, hinge: WorkoutExercise) -> None:
    as_ana.post(sets_url(hinge.workout), body(hinge))
    assert SetLog.objects.get().by == ana


def test_each_leg_is_a_row_of_the_same_number(log: Log, bridge: WorkoutExercise) -> None:
    for side in ("left", "right"):
        log(bridge, side=side, load_value="", reps="10", body_weight="on")
    logs = SetLog.objects.order_by("side")
    assert [(one.number, one.side, one.body_weight, one.load_kg) for one in logs] == [
        (1, "left", True, None),
        (1, "right", True, None),
    ]


def test_pounds_are_kept_as_typed_and_as_kilograms(log: Log, hinge: WorkoutExercise) -> None:
    log(hinge, load_unit="lb", load_value="88.5")
    one = SetLog.objects.get()
    assert (one.load_value, one.load_unit, one.load_kg) == (Decimal("88.5"), "lb", Decimal("40.143"))


def test_a_comma_is_a_decimal_point(log: Log, hinge: WorkoutExercise) -> None:
    log(hinge, load_value="37,5")
    assert SetLog.objects.get().load_kg == Decimal("37.5")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"reps": "877777"}, "Between 1 and 100 repetitions."),
        ({"reps": "-3"}, "Between 1 and 100 repetitions."),
        ({"reps": "eight"}, "Write a whole number, for example 8."),
        ({"reps": ""}, "How many repetitions?"),
        ({"load_value": "900"}, "Loads go up to 400 kg."),
        ({"load_value": "900", "load_unit": "lb"}, "Loads go up to 881.8 lb."),
        ({"load_value": "99999999"}, "This is more than anyone lifts."),
        ({"load_value": "-5"}, "A load is zero or more."),
        ({"load_value": "heavy"}, "Write a number, for example 40 or 37.5."),
        ({"load_value": "NaN"}, "Write a number, for example 40 or 37.5."),
    ],
)
def test_a_slip_is_told_at_the_row_and_nothing_typed_is_lost(
    log: Log, zoe_user: User, hinge: WorkoutExercise, typed: dict[str, str], words: str
) -> None:
    zoe_user.load_unit = typed.get("load_unit", "kg")
    zoe_user.save()
    answer = log(hinge, **{"rpe": "7", **typed})
    assert answer.status_code == 422
    row = answer.text[answer.text.index(f'id="set-{hinge.pk}-1-both"') :]
    assert words in row[: row.index("</form>")]
    for value in typed.values():
        assert f'value="{value}"' in answer.text or value == ""
    assert '<option value="7" selected>' in answer.text
    assert not SetLog.objects.exists()


def test_a_held_exercise_takes_no_set(log: Log, zoe: Client, ana: User, hinge: WorkoutExercise) -> None:
    Injury.objects.create(
        client=zoe, structure="hamstring", side="right", kind="strain", onset_on=zoe.today(), by=ana
    )
    answer = log(hinge)
    assert answer.status_code == 409
    assert "the injury is not assessed" in answer.text
    assert not SetLog.objects.exists()
    assert not SessionLog.objects.exists()


def test_a_logged_set_can_be_corrected_though_its_exercise_is_held_now(
    as_zoe: Browser, zoe: Client, ana: User, hinge: WorkoutExercise
) -> None:
    posted = body(hinge)
    as_zoe.post(sets_url(hinge.workout), posted)
    Injury.objects.create(
        client=zoe, structure="hamstring", side="right", kind="strain", onset_on=zoe.today(), by=ana
    )
    as_zoe.post(sets_url(hinge.workout), {**posted, "reps": "5"})
    assert SetLog.objects.get().reps == 5


def test_a_tap_on_a_logged_set_opens_it(as_zoe: Browser, log: Log, hinge: WorkoutExercise) -> None:
    log(hinge, rpe="7")
    one = SetLog.objects.get()
    closed = as_zoe.get(hinge.workout.get_absolute_url()).text
    opened = as_zoe.get(f"{hinge.workout.get_absolute_url()}?open={hinge.pk}-1-both").text
    assert f'href="?open={hinge.pk}-1-both' in closed
    assert f'value="{one.pk}"' in opened
    assert "take it back" in opened
    assert as_zoe.get(f"{hinge.workout.get_absolute_url()}?open=1-1-none").status_code == 404


def test_a_set_that_was_not_done_is_taken_back(
    as_zoe: Browser, as_bob: Browser, log: Log, hinge: WorkoutExercise
) -> None:
    log(hinge)
    url = f"{sets_url(hinge.workout)}{SetLog.objects.get().pk}/delete/"
    assert as_bob.post(url).status_code == 404
    assert as_zoe.get(url).status_code == 405
    answer = as_zoe.post(url, **HTMX)
    assert f'id="set-{hinge.pk}-1-both"' in answer.text
    assert not SetLog.objects.exists()


def test_htmx_gets_the_row_the_progress_and_the_badge(
    as_zoe: Browser, hinge: WorkoutExercise, bridge: WorkoutExercise
) -> None:
    answer = as_zoe.post(sets_url(hinge.workout), body(hinge), **HTMX)
    assert "<html" not in answer.text
    assert answer.text.count("hx-swap-oob") == 2
    assert "40 × 8" in answer.text
    assert '"rest": 120' in answer["HX-Trigger"]
    assert "Rest, then set 2" in answer["HX-Trigger"]


def test_the_rest_begins_when_both_legs_are_done(as_zoe: Browser, bridge: WorkoutExercise) -> None:
    url = sets_url(bridge.workout)
    left = as_zoe.post(url, body(bridge, side="left", load_value=""), **HTMX)
    right = as_zoe.post(url, body(bridge, side="right", load_value=""), **HTMX)
    assert '"rest": 0' in left["HX-Trigger"]
    assert '"rest": 60' in right["HX-Trigger"]


def test_a_plate_on_a_nordic_and_a_band_are_told_apart(log: Log, as_zoe: Browser, workout: Workout) -> None:
    nordic = prescribe(workout, exercise("nordic-hamstring", pattern="knee", equipment=["pad"]), sets=2)
    log(nordic, load_value="5", body_weight="on")
    log(nordic, number=2, load_value="20", body_weight="on", assisted="on")
    page = as_zoe.get(workout.get_absolute_url()).text
    assert "body + 5 × 8" in page
    assert "body −20 × 8" in page


def test_holds_and_distances_are_logged_in_their_own_measure(log: Log, workout: Workout) -> None:
    hold = prescribe(workout, exercise("held-glute-bridge", measures=["seconds"]), reps=[], seconds=30)
    run = prescribe(workout, exercise("tempo-run", pattern="sprint_drill"), reps=[], metres=100)
    log(hold, seconds="28")
    log(run, metres="95")
    assert [(one.reps, one.seconds, one.metres) for one in SetLog.objects.order_by("prescription")] == [
        (None, 28, None),
        (None, None, 95),
    ]
    assert SetLog.objects.get(prescription=run).load_kg is None


@pytest.mark.django_db(transaction=True)
def test_twenty_posts_at_once_make_one_row(zoe: Client, zoe_user: User, hinge: WorkoutExercise) -> None:
    id = uuid.uuid4()

    def post(_: int) -> bool:
        _, created = record_set(
            client=zoe,
            workout=hinge.workout,
            id=id,
            prescription=hinge,
            number=1,
            side="both",
            by=zoe_user,
            reps=8,
            load_value=Decimal(40),
        )
        return created

    def post_in_thread(number: int) -> bool:
        try:
            return post(number)
        finally:
            connection.close()

    if connection.vendor == "postgresql":
        with ThreadPoolExecutor(20) as pool:
            made = list(pool.map(post_in_thread, range(20)))
    else:
        # SQLite in memory is one connection, so there the posts come one after the other.
        made = [post(number) for number in range(20)]
    assert made.count(True) == 1
    assert SetLog.objects.count() == 1
    assert SessionLog.objects.count() == 1


def test_nothing_is_logged_in_a_workout_that_was_dropped(
    zoe: Client, zoe_user: User, hinge: WorkoutExercise
) -> None:
    hinge.workout.state = Workout.State.DROPPED
    hinge.workout.save()
    place = {"id": uuid.uuid4(), "prescription": hinge, "number": 1, "side": "both", "by": zoe_user}
    with pytest.raises(Refused, match="taken out of the plan"):
        record_set(client=zoe, workout=hinge.workout, reps=8, **place)
