import datetime as dt
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from clients.models import Client
from exercises.models import Exercise
from trainer.accounts.models import User
from trainer.balance.models import Reading
from trainer.demo import world
from trainer.editorial.models import CueDraft
from trainer.privacy.export import export_client
from trainer.programs import findings
from trainer.programs.cues import films
from trainer.roster import attention, desk
from trainer.session_logs.models import SessionLog, SetLog


def build(settings) -> str:  # type: ignore[no-untyped-def]
    settings.DEBUG = True
    out = StringIO()
    call_command("demo", no_serve=True, stdout=out)
    return out.getvalue()


def test_the_demo_is_not_built_where_debug_is_off(db: None) -> None:
    with pytest.raises(CommandError, match="only built with DEBUG=1"):
        call_command("demo", no_serve=True)
    assert not User.objects.exists()


def test_the_demo_builds_a_whole_world_once(db: None, settings) -> None:  # type: ignore[no-untyped-def]
    """One test, because the world takes its time."""
    said = build(settings)
    assert "trainer@example.com" in said
    assert "client@example.com" in said
    assert "admin@example.com" in said
    assert world.password() in said
    check_tests_are_those_of_the_subjects()
    check_the_year()
    check_the_list()
    check_the_guard_has_something_to_say()
    check_the_export()
    check_the_cues()
    check_the_trainers_own_words()
    before = (Client.objects.count(), SetLog.objects.count(), Reading.objects.count())
    assert "already there" in build(settings)
    assert (Client.objects.count(), SetLog.objects.count(), Reading.objects.count()) == before


def check_tests_are_those_of_the_subjects() -> None:
    tested = Client.objects.filter(strength_tests__source_file="cybex_isokinetic.csv").distinct()
    assert tested.count() >= 12
    hannah = Reading.objects.filter(
        client__name="Hannah Cole", test__speed_deg_s=60, side="left", muscle_group="hamstrings"
    )
    assert list(hannah.order_by("test__tested_on").values_list("value", flat=True)) == [102, 117, 82]


def check_the_trainers_own_words() -> None:
    """They stand in a workout that is still ahead."""
    maya = Client.objects.get(user__email="client@example.com")
    cue = maya.cues.get()
    assert maya.prescriptions.filter(workout__state="planned", exercise=cue.exercise).exists()
    assert [video.exercise for video in films(maya, [cue.exercise_id])] == [cue.exercise]


def check_the_year() -> None:
    today = timezone.localdate()
    maya = Client.objects.get(user__email="client@example.com")
    days = SessionLog.objects.filter(client=maya).values_list("performed_on", flat=True)
    assert today - min(days) > dt.timedelta(days=340)
    assert today - max(days) < dt.timedelta(days=7)
    assert maya.workouts.filter(scheduled_on=today, state="planned").count() == 1
    assert not SetLog.objects.filter(performed_on__gt=today).exists()
    others = SessionLog.objects.exclude(client=maya).values_list("performed_on", flat=True)
    assert min(others) >= today - dt.timedelta(weeks=12)
    assert SetLog.objects.filter(client=maya, by=maya.user).exists()
    assert SetLog.objects.filter(client=maya, by__is_trainer=True).exists()


def check_the_list() -> None:
    trainer = User.objects.get(email="trainer@example.com")
    found = attention.every(desk.load(Client.objects.all(), trainer))
    notices = [notice for notice in found if notice.until is None]
    # All but "suspected": the one suspected injury has an open warning sign, which says more.
    assert {notice.rule for notice in notices} == {rule.key for rule in attention.RULES} - {"suspected"}
    assert [notice.client.name for notice in found if notice.until] == ["Ines Duarte"]
    [fall] = [notice for notice in notices if notice.rule == "fall"]
    assert fall.strong == "Left hamstrings fell from 117 to 82 Nm (−30%)."


def check_the_cues() -> None:
    version = Exercise.objects.get(slug="romanian-deadlift").cue_versions.get(number=2)
    assert (str(version.drafted_by), str(version.published_by)) == ("Ada Editor", "Tomas Berg")
    assert CueDraft.objects.get().review_asked_at


def check_the_guard_has_something_to_say() -> None:
    sofia = Client.objects.get(name="Sofia Marques")
    assert findings.for_client(sofia).strips


def check_the_export() -> None:
    data = export_client(Client.objects.get(user__email="client@example.com"))
    assert len(data["readings"]) == 60
    assert len(data["ratios"]) == 30
    assert {ratio["kind"] for ratio in data["ratios"]} == {"conventional"}
