"""One invented client's days, each lived through the actions that people use."""

import datetime as dt
import uuid
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from django.utils import timezone

from clients.actions import add_client
from clients.actions.injuries import add_injury
from clients.actions.invitations import accept_invitation, find_invitation, invite
from clients.actions.rehabilitation import move_stage
from clients.health import gates_between, read_injury
from clients.models import Consent, Injury
from trainer.accounts.models import User
from trainer.balance.actions import record_test
from trainer.balance.importers.drafts import of_torques
from trainer.balance.importers.isokinetic_table import TorqueRow, parse
from trainer.balance.recording.entries import TestSettings
from trainer.demo import screening
from trainer.programs.actions import assign, end, keep, swap
from trainer.programs.models import Program, Workout
from trainer.programs.plan import plan_of
from trainer.session_logs.actions import Refused, finish, record_set
from trainer.session_logs.open_workout import open_workout
from trainer.session_logs.pain_actions import report_pain
from trainer.session_logs.sheet import Card, Row, Sheet

SUBJECTS = Path(__file__).parent / "data" / "cybex_isokinetic.csv"
PROFILE = ("sex", "birth_date", "height_cm", "dominant_leg", "sport", "goals")
USUAL_EFFORT = 7


@cache
def torques() -> tuple[TorqueRow, ...]:
    return parse(SUBJECTS.read_text()).rows


class Life:
    """What the client does depends on nothing but the entry; days are counted back from today."""

    def __init__(
        self, entry: dict[str, Any], trainer: User, first_loads: dict[str, list[int]], password: str
    ) -> None:
        self.entry = entry
        self.trainer = trainer
        man = entry["sex"] == "male"
        self.first_loads = {slug: Decimal(loads[man]) for slug, loads in first_loads.items()}
        self.password = password
        self.chance = Random(entry["subject"])  # noqa: S311  steady from day to day, not a secret
        self.injuries: dict[int, Injury] = {}

    @property
    def days(self) -> int:
        return int(self.entry["since_weeks"]) * 7

    def day(self, days_ago: int) -> None:
        if days_ago == self.days:
            self.arrive()
        if days_ago % 7 == 0:
            self.week(days_ago // 7)
        if days_ago and days_ago >= self.entry.get("stops_days_ago", 0):
            coming = self.client.workouts.filter(scheduled_on__range=ahead(days_ago))
            for workout in self.client.workouts.filter(scheduled_on=timezone.localdate()):
                self.train(workout, last=not coming.exists())

    def arrive(self) -> None:
        """On paper at the desk; the client who signs in takes over her record by an invitation."""
        self.client = add_client(
            by=self.trainer,
            name=self.entry["name"],
            consent_training=True,
            consent_health=self.entry.get("health", True),
            **{key: self.entry[key] for key in PROFILE if key in self.entry},
        )
        if "email" not in self.entry:
            if self.entry.get("health", True) and self.entry.get("screened", True):
                screening.hand_in(self.client, self.trainer, screening.CALM)
            return
        user = User.objects.create_user(self.entry["email"], self.password, name=self.entry["name"])
        invitation = find_invitation(invite(client=self.client, by=self.trainer).token)
        if invitation:
            self.client = accept_invitation(invitation=invitation, by=user, purposes=Consent.Purpose.values)

    def week(self, weeks_ago: int) -> None:
        for number, told in enumerate(self.entry.get("injuries", [])):
            self.heal(number, told, weeks_ago)
        for timepoint, when in self.entry["tests"]:
            if when == weeks_ago:
                self.test(timepoint)
        for told in self.entry["programs"]:
            if told.get("ends_weeks_ago") == weeks_ago:
                for assignment in self.client.assignments.running():
                    end(assignment=assignment, by=self.trainer)
            if told["weeks_ago"] == weeks_ago:
                self.begin_program(told["slug"])
        if weeks_ago <= self.entry.get("settles_from_weeks_ago", -1):
            self.settle()
        if weeks_ago == self.entry.get("keeps_held_weeks_ago"):
            self.keep_held()

    def heal(self, number: int, told: dict[str, Any], weeks_ago: int) -> None:
        """Get hurt, or bring an older injury along on arrival; go to the next stage in its week."""
        if min(told["weeks_ago"], self.entry["since_weeks"]) == weeks_ago:
            self.injuries[number] = self.hurt(told, weeks_ago)
        for stage, when in told.get("stages", [])[1:]:
            if when == weeks_ago:
                self.move(self.injuries[number], stage, told.get("assessed_by", ""))

    def hurt(self, told: dict[str, Any], weeks_ago: int) -> Injury:
        today = timezone.localdate()
        given = ("grade", "assessed_role", "assessment")
        details: dict[str, Any] = {key: told[key] for key in given if key in told}
        if "assessed_by" in told:
            details |= {"assessed_by": told["assessed_by"], "assessed_on": today}
        if "operated_weeks_ago" in told:
            weeks = told["operated_weeks_ago"] - weeks_ago
            details["operated_on"] = today - dt.timedelta(weeks=weeks)
        return add_injury(
            client=self.client,
            by=self.trainer,
            structure=told["structure"],
            side=told["side"],
            kind=told["kind"],
            onset_on=today - dt.timedelta(weeks=told["weeks_ago"] - weeks_ago),
            mechanism=told["mechanism"],
            red_flags=told.get("red_flags", []),
            stage=told["stages"][0][0] if "stages" in told else "",
            **details,
        )

    def move(self, injury: Injury, stage: str, clinician: str) -> None:
        injury.refresh_from_db()
        today = timezone.localdate()
        found = read_injury(injury, today)
        step = next(number for number, rule in enumerate(found.stages, start=1) if rule.stage == stage)
        gates = gates_between(found.stages, found.step or 1, step)
        move_stage(
            injury=injury,
            by=self.trainer,
            stage=stage,
            on=today,
            clinician=clinician,
            gates=gates,
            reason="" if gates else "As agreed with the clinician.",
        )

    def test(self, timepoint: str) -> None:
        """The subject's torques of one time point, a test for each speed."""
        rows = [
            row for row in torques() if (row.subject, row.timepoint) == (self.entry["subject"], timepoint)
        ]
        for draft in of_torques(rows, {timepoint: timezone.localdate()}, device="Cybex"):
            record_test(
                client=self.client,
                protocol=draft.protocol,
                tested_on=draft.tested_on,
                readings=draft.readings,
                by=self.trainer,
                **TestSettings(**draft.settings, source_file=SUBJECTS.name),
            )

    def begin_program(self, slug: str) -> None:
        """From the Monday of this week, so that every week is a whole one; today is always a training day."""
        program = Program.objects.get(slug=slug)
        busiest = max(program.days.values_list("number", flat=True))
        weekday = timezone.localdate().weekday()
        gaps = (0, 3) if busiest == 2 else (0, 2, 4)
        assign(
            program=program,
            client=self.client,
            starts_on=timezone.localdate(),
            weekdays=[(weekday + gap) % 7 for gap in gaps[:busiest]],
            by=self.trainer,
            end_running=True,
        )

    def settle(self) -> None:
        """Take the first swap that the guard offers for whatever it holds."""
        for question in plan_of(self.client, self.trainer).questions:
            if question.offered:
                swap(
                    assignment=self.client.assignments.running().get(),
                    exercise=question.exercise,
                    to=question.offered[0].exercise,
                    by=self.trainer,
                )

    def keep_held(self) -> None:
        """Decide that whatever the guard holds stays, where a trainer may."""
        for question in plan_of(self.client, self.trainer).questions:
            if question.can_keep:
                keep(
                    assignment=self.client.assignments.running().get(),
                    exercise=question.exercise,
                    rule_id=question.strip.finding.rule_id,
                    injury=self.client.injuries.open().get(),
                    reason="To a high box, and only as deep as it stays comfortable.",
                    by=self.trainer,
                )

    def train(self, workout: Workout, *, last: bool) -> None:
        """Log every set as the page offers it, most of the time; what the guard holds stays undone."""
        if self.chance.random() > self.entry["keeps"]:
            return
        who = self.client.user if self.client.user and self.chance.random() < 0.8 else self.trainer
        sheet = open_workout(workout, who)
        logged = sum(self.log(card, row, workout, who) for card in sheet.cards for row in card.shown)
        if not logged:
            return
        pain = self.entry.get("pain", 0) if last else self.chance.choice((0, 0, 1))
        self.tell_pain(sheet, workout, who, pain)
        finish(workout=workout, note="", by=who)

    def log(self, card: Card, row: Row, workout: Workout, who: User) -> bool:
        if card.held or row.log:
            return False
        values = dict(row.form.initial)
        if not values["load_value"] and row.prescription.exercise.slug in self.first_loads:
            values |= {"load_value": self.first_loads[row.prescription.exercise.slug], "body_weight": False}
        effort = row.prescription.rpe or Decimal(USUAL_EFFORT + self.chance.choice((-1, 0, 0, 0, 1)))
        try:
            record_set(
                client=self.client,
                workout=workout,
                id=values.pop("id"),
                prescription=row.prescription,
                number=row.number,
                side=row.side,
                by=who,
                rpe=effort,
                **{name: value for name, value in values.items() if name != "rpe"},
            )
        except Refused:
            return False
        return True

    def tell_pain(self, sheet: Sheet, workout: Workout, who: User, value: int) -> None:
        """Once, where the page asks first; the last workout before today has the pain of the entry."""
        panel = next((card.pain for card in sheet.cards if card.pain), sheet.pain)
        if panel:
            report_pain(
                client=self.client,
                workout=workout,
                id=uuid.uuid4(),
                prescription=panel.prescription,
                value=value,
                by=who,
            )


def ahead(days_ago: int) -> tuple[dt.date, dt.date]:
    """From tomorrow to the day before the demo's today."""
    today = timezone.localdate()
    return today + dt.timedelta(days=1), today + dt.timedelta(days=days_ago - 1)
