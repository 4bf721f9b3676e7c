import datetime as dt

from django.test import Client as Browser

from clients.models import Client
from exercises.models import Cue, Exercise
from trainer.accounts.models import User
from trainer.editorial.usage import Usage, usage_by_program, usage_of
from trainer.programs.actions import assign, end
from trainer.programs.models import Program


def test_an_exercise_nobody_was_given_is_in_no_workout(library: None) -> None:
    assert usage_of(Exercise.objects.get(slug="nordic-hamstring")) == Usage(workouts=0, trainers=0)


def test_open_workouts_and_their_trainers_are_counted(zoe: Client, ana: User, programs: None) -> None:
    program = Program.objects.get(slug="nordic-10-weeks")
    assignment = assign(
        program=program, client=zoe, starts_on=zoe.today() + dt.timedelta(days=7), weekdays=[0, 2, 4], by=ana
    )
    nordic = Exercise.objects.get(slug="nordic-hamstring")
    assert usage_of(nordic) == Usage(workouts=27, trainers=1)
    end(assignment=assignment, by=ana)
    assert usage_of(nordic) == Usage(workouts=0, trainers=0)


def test_programmes_are_counted_one_by_one(zoe: Client, ana: User, programs: None) -> None:
    nordic = Exercise.objects.get(slug="nordic-hamstring")
    program = Program.objects.get(slug="nordic-10-weeks")
    assign(program=program, client=zoe, starts_on=zoe.today(), weekdays=[0, 2, 4], by=ana)
    [usage] = usage_by_program(nordic)
    assert usage.program == program.name
    assert (usage.workouts, usage.trainers) == (usage_of(nordic).workouts, 1)
    program.owner = ana
    program.save()
    [usage] = usage_by_program(nordic)
    assert usage.program == "Trainers’ own programmes"


def test_djangos_admin_shows_cues_and_their_history_and_changes_none(
    as_admin: Browser, library: None
) -> None:
    cue = Cue.objects.filter(exercise__slug="nordic-hamstring").first()
    assert cue
    address = f"/admin/exercises/cue/{cue.pk}/"
    page = as_admin.get(f"{address}change/").text
    assert "In 0 open workouts of 0 trainers" in page
    assert 'href="/exercises/nordic-hamstring/cues/"' in page
    assert 'name="headline"' not in page
    assert cue.headline in as_admin.get(f"{address}history/").text
    words = {"headline": "Around the rules", "kind": cue.kind, "position": cue.position}
    record = cue.history.get().pk
    for where in ("change/", "delete/", f"history/{record}/"):
        assert as_admin.post(f"{address}{where}", {**words, "exercise": cue.exercise_id}).status_code == 403
    assert as_admin.get("/admin/exercises/cue/add/").status_code == 403
    cue.refresh_from_db()
    assert cue.headline != "Around the rules"


def test_a_trainer_does_not_get_into_the_admin(as_ana: Browser) -> None:
    assert as_ana.get("/admin/exercises/cue/").status_code == 302
