"""What a client's day holds: today's workout, what was missed, what is next, and the morning after."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Exists, Max, OuterRef, Q

from clients.consents import health_visible
from clients.health import Advice, what_to_do
from clients.models import Client, Injury
from clients.screens import Standing, due_of
from clients.wording import SOON_WORDS
from exercises.models import Exercise
from trainer.programs.models import Workout, WorkoutExercise
from trainer.session_logs.models import PainReport, SessionLog
from trainer.session_logs.open_workout import lead_coach
from trainer.session_logs.summary import entry_of, with_numbers

State = Workout.State
RESTING = "glute-bridge"  # the figure on a rest day, lying down
AHEAD = dt.timedelta(days=28)
SOON = tuple(SOON_WORDS.values())


@dataclass(frozen=True)
class Waiting:
    """An injury with an open warning sign, and the most urgent thing to do about it."""

    injury: Injury
    advice: Advice

    @property
    def rank(self) -> int:
        """How soon somebody has to look at it: 0 is now."""
        return SOON.index(self.advice.soon) if self.advice.soon in SOON else len(SOON)

    @property
    def is_emergency(self) -> bool:
        return self.advice.soon == SOON_WORDS["emergency"]


@dataclass
class Today:
    """The client's own day; at most one of running, due and done leads the page."""

    client: Client
    on: dt.date
    trainer: str = ""
    workouts: list[Workout] = field(default_factory=list)
    lines: list[WorkoutExercise] = field(default_factory=list)
    is_first: bool = False
    has_program: bool = False
    done_sentence: str = ""
    resting: Exercise | None = None
    morning: SessionLog | None = None
    screening: Standing | None = None
    waiting: list[Waiting] = field(default_factory=list)

    @property
    def monday(self) -> dt.date:
        return self.on - dt.timedelta(days=self.on.weekday())

    @property
    def running(self) -> Workout | None:
        return next((workout for workout in self.workouts if workout.state == State.BEGUN), None)

    @property
    def due(self) -> Workout | None:
        return next((workout for workout in self.workouts if self.is_planned(workout, self.on)), None)

    @property
    def done(self) -> Workout | None:
        return next((workout for workout in self.workouts if self.is_done_today(workout)), None)

    @property
    def leading(self) -> Workout | None:
        """The workout to open now: the running one, else today's."""
        return self.running or self.due

    @property
    def missed(self) -> list[Workout]:
        """This week's workouts whose day has passed without a beginning."""
        return [
            workout
            for workout in self.workouts
            if workout.state == State.PLANNED and self.monday <= workout.scheduled_on < self.on
        ]

    @property
    def following(self) -> Workout | None:
        later = (workout for workout in self.workouts if workout.scheduled_on > self.on)
        return next((workout for workout in later if workout.state == State.PLANNED), None)

    @property
    def week(self) -> list[Workout]:
        sunday = self.monday + dt.timedelta(days=6)
        return [workout for workout in self.workouts if self.monday <= workout.scheduled_on <= sunday]

    def is_planned(self, workout: Workout, on: dt.date) -> bool:
        return workout.state == State.PLANNED and workout.scheduled_on == on

    def is_done_today(self, workout: Workout) -> bool:
        session: SessionLog | None = getattr(workout, "session_log", None)
        return workout.state == State.DONE and session is not None and session.performed_on == self.on


def today_of(client: Client) -> Today:
    """Read the day of one client, where she is, in a number of queries that does not grow."""
    on = client.today()
    today = Today(client=client, on=on, trainer=lead_coach(client))
    near = Q(scheduled_on__range=(today.monday, on + AHEAD))
    workouts = client.workouts.filter(near | Q(state=State.BEGUN) | Q(session_log__performed_on=on))
    today.workouts = list(workouts.exclude(state=State.DROPPED).select_related("session_log", "assignment"))
    today.has_program = bool(today.workouts) or client.assignments.running().exists()
    today.is_first = not client.session_logs.exists()
    if today.leading:
        lines = today.leading.exercises.select_related("exercise")
        today.lines = list(lines.prefetch_related("exercise__shares__muscle"))
    elif today.done:
        session = with_numbers(client.session_logs.filter(workout=today.done)).get()
        today.done_sentence = entry_of(session, health=True).sentence
    else:
        pictured = Exercise.objects.filter(slug=RESTING).prefetch_related("shares__muscle")
        today.resting = pictured.first()
    today.morning = morning_after(client, on)
    today.screening = due_of(client)
    today.waiting = waiting_of(client)
    return today


def waiting_of(client: Client) -> list[Waiting]:
    """What all training waits for, the most urgent first."""
    flagged = (injury for injury in client.injuries.open() if injury.red_flags)
    found = [Waiting(injury, what_to_do(injury.red_flags)[0]) for injury in flagged]
    return sorted(found, key=lambda one: one.rank)


def morning_after(client: Client, on: dt.date) -> SessionLog | None:
    """Yesterday's session if it hurt, or an injury is open, and nobody has said how it is this morning."""
    answered = PainReport.objects.filter(session=OuterRef("pk"), moment=PainReport.Moment.NEXT_DAY)
    yesterday = client.session_logs.filter(~Exists(answered), performed_on=on - dt.timedelta(days=1))
    session = yesterday.annotate(highest=Max("pain_reports__value")).first()
    if session is None or not health_visible(client):
        return None
    return session if session.highest or client.injuries.open().exists() else None
