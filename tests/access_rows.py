"""One row of every kind for Zoe, and the arguments that the addresses want."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from clients.actions import ask_trainer
from clients.models import Client, Injury, Invitation, RiskScreen
from exercises.models import Exercise
from tests.roster.rows import hurt, torques
from trainer.accounts.models import User
from trainer.balance.models import OwnProtocol
from trainer.editorial.models import CueDraft
from trainer.privacy.export import client_models
from trainer.programs.actions import assign
from trainer.programs.models import GuardOverride, Program, Workout
from trainer.session_logs.models import SessionLog, SetLog

# Addresses whose `pk` is a workout's; everywhere else it is the client's.
OF_WORKOUT = {"workout", "sets", "set_delete", "pain", "sudden", "finish"}


@dataclass
class Rows:
    client: Client
    workout: Workout
    values: dict[str, Any]

    def arguments(self, name: str, wanted: set[str]) -> dict[str, Any]:
        """What `reverse` needs for the address of this name."""
        values = {**self.values, "pk": self.client.pk}
        if name.removeprefix("session_logs:") in OF_WORKOUT:
            values["pk"] = self.workout.pk
        return {key: values[key] for key in wanted}

    def snapshot(self) -> dict[str, list[dict[str, Any]]]:
        """Every field of every row about the client, and the client herself."""
        rows = {model._meta.label: list(model.objects.order_by("pk").values()) for model in client_models()}
        return {**rows, "client": list(Client.objects.values())}


def make_rows(zoe: Client, ana: User) -> Rows:
    exercise = Exercise.objects.get(slug="glute-bridge")
    own = Exercise.objects.create(
        slug="own-walk", name="Hill walk", owner=ana, pattern="hip", level="B", measures=["reps"]
    )
    program = Program.objects.get(slug="nordic-10-weeks")
    assignment = assign(program=program, client=zoe, starts_on=zoe.today(), weekdays=[0, 2, 4], by=ana)
    workout = assignment.workouts.first()
    assert workout
    session = SessionLog.objects.create(
        client=zoe, workout=workout, title="Nordic", performed_on=zoe.today(), finished_at=timezone.now()
    )
    log = SetLog.objects.create(
        client=zoe,
        session=session,
        prescription=workout.exercises.first(),
        exercise=exercise,
        exercise_name=exercise.name,
        number=1,
        performed_on=zoe.today(),
    )
    hurt(session, 1, "go_on")
    injury = Injury.objects.create(
        client=zoe, structure="calf", side="left", kind="strain", onset_on=zoe.today()
    )
    torques(zoe, zoe.today(), hamstrings=(90, 91), quadriceps=(150, 151))
    test = zoe.strength_tests.get()
    test.corrections.create(client=zoe, was={"device": "other"}, reason="Typed wrong.", by=ana)
    own_test = OwnProtocol.objects.create(
        trainer=ana,
        title="Hop",
        unit="cm",
        muscle_groups=["hamstrings"],
        plausible_low=10,
        plausible_high=300,
    )
    hop = zoe.strength_tests.create(protocol="own", own_protocol=own_test, tested_on=zoe.today(), by=ana)
    hop.readings.create(
        client=zoe,
        muscle_group="hamstrings",
        side="left",
        trials=[{"value": 150, "pain": None}],
        value=150,
        unit="cm",
    )
    zoe.targets.create(method="conventional-60", low=0.6, high=0.8, reason="As her clinician asked.", by=ana)
    zoe.retests.create(protocol="nordic", due_on=zoe.today(), by=ana)
    zoe.put_off.create(rule="test", until=zoe.today(), by=ana)
    screen = RiskScreen.objects.create(client=zoe, questions_version="1", finished_at=timezone.now())
    override = GuardOverride.objects.create(
        client=zoe, assignment=assignment, exercise=exercise, rule_id="R12", reason="Clear."
    )
    zoe.cues.create(exercise=exercise, words="Hips first.", by=ana)
    asked = ask_trainer(client=zoe, by=ana, email="sam@example.com", role="assistant")
    mass = zoe.body_masses.create(measured_on=zoe.today(), kg=62, by=ana)
    note = zoe.trainer_notes.create(text="Asked about the shoes.", by=ana)
    Invitation.objects.create(
        client=zoe,
        invited_by=ana,
        token_hash=Invitation.hash("a-token"),
        expires_at=timezone.now() + dt.timedelta(days=1),
    )
    draft = CueDraft.objects.create(
        exercise=exercise,
        author=User.objects.create_user("second@example.com", is_staff=True),
        based_on=exercise.cue_versions.get(),
        review_asked_at=timezone.now(),
    )
    return Rows(
        zoe,
        workout,
        {
            "client_pk": zoe.pk,
            "injury_pk": injury.pk,
            "screen_pk": screen.pk,
            "question": "hamstring",
            "assignment_pk": assignment.pk,
            "override_pk": override.pk,
            "line_pk": zoe.prescriptions.earliest("pk").pk,
            "request_pk": asked.pk,
            "mass_pk": mass.pk,
            "note_pk": note.pk,
            "coaching_pk": zoe.coachings.get().pk,
            "token": "a-token",
            "slug": program.slug,
            "own": own.slug,
            "own_test": own_test.pk,
            "exercise_slug": "nordic-hamstring",
            "draft": draft.pk,
            "log": log.pk,
            "session": session.pk,
            "workout": workout.pk,
            "test": test.pk,
            "reading": test.readings.all()[0].pk,
            "protocol": "isokinetic_concentric",
            "rule": "suspected",
            "subject": str(injury.pk),
            "kind": "conventional",
            "side": "left",
        },
    )
