import datetime as dt

from django.test import Client as Browser

from clients.models import Client
from exercises.models import Cue, Exercise
from trainer.accounts.models import User
from trainer.editorial.usage import Usage, usage_of
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


def test_an_admin_sees_the_history_of_a_cue_and_where_it_is_on_show(as_admin: Browser, library: None) -> None:
    cue = Cue.objects.filter(exercise__slug="nordic-hamstring").first()
    assert cue
    page = as_admin.get(f"/admin/exercises/cue/{cue.pk}/change/").text
    assert "In 0 open workouts of 0 trainers" in page
    cue.headline = "Lean forward as one plank"
    cue.save()
    history = as_admin.get(f"/admin/exercises/cue/{cue.pk}/history/").text
    assert "Lean forward as one plank" in history


def test_a_trainer_does_not_get_into_the_admin(as_ana: Browser) -> None:
    assert as_ana.get("/admin/exercises/cue/").status_code == 302
