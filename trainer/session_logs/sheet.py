"""The workout page as one value: the exercises with their sets, last time, and what is closed today."""

from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from clients.models import Client
from exercises.models import Cue, OwnVideo
from trainer.programs.cues import signature
from trainer.programs.guard import PainVerdict
from trainer.programs.models import ClientCue, Workout, WorkoutExercise
from trainer.session_logs import words
from trainer.session_logs.forms import PainForm, SetForm
from trainer.session_logs.models import PainReport, SessionLog, SetLog
from trainer.session_logs.pain import Limit, what_next


def key(prescription: int | None, number: int, side: str) -> str:
    """The place of a set, as its row is called on the page."""
    return f"{prescription}-{number}-{side}"


def leg_words(side: str) -> str:
    return "" if side == "both" else f", {side} leg"


@dataclass
class Row:
    """One set of one leg, or of both together: logged, or waiting with the plan's numbers in its boxes."""

    prescription: WorkoutExercise
    number: int
    side: str
    form: SetForm
    last: str = ""
    log: SetLog | None = None
    done: str = ""
    spoken: str = ""
    is_open: bool = True
    problem: str = ""

    @property
    def key(self) -> str:
        return key(self.prescription.pk, self.number, self.side)

    @property
    def label(self) -> str:
        return f"set {self.number}{leg_words(self.side)}"

    @property
    def rest(self) -> int:
        """Seconds of rest after this set; the second leg follows the first without one."""
        first_leg = self.prescription.side == "each" and self.side == "left"
        return 0 if first_leg else self.prescription.rest_seconds or 0


@dataclass
class PainPanel:
    """The question how much it hurts, for one exercise or for the whole workout."""

    prescription: WorkoutExercise | None
    limit: Limit
    form: PainForm
    report: PainReport | None = None
    verdict: PainVerdict | None = None

    @property
    def anchor(self) -> str:
        return f"pain-{self.prescription.pk if self.prescription else 'workout'}"


@dataclass(frozen=True)
class Film:
    """A coach's film of an exercise; the host is named, because the link leads away."""

    trainer: str
    url: str
    host: str

    @classmethod
    def of(cls, video: OwnVideo) -> Self:
        host = urlsplit(video.url).hostname or ""
        return cls(video.trainer.get_short_name(), video.url, host.removeprefix("www."))


@dataclass
class Card:
    """One exercise of the workout."""

    prescription: WorkoutExercise
    dose: str
    effort: str
    tempo: str
    measure: str
    takes_load: bool
    takes_flags: bool
    cues: dict[str, list[Cue]]
    own_cue: ClientCue | None = None
    films: list[Film] = field(default_factory=list)
    advice: str = ""
    rows: list[Row] = field(default_factory=list)
    held: str = ""
    stopped: str = ""
    dropped: bool = False
    pain: PainPanel | None = None
    following: "Card | None" = None

    @property
    def anchor(self) -> str:
        return f"exercise-{self.prescription.pk}"

    @property
    def signature(self) -> str:
        """Whose words the private cue is: "From Ana"."""
        return signature(self.own_cue) if self.own_cue else ""

    @property
    def logged(self) -> list[Row]:
        return [row for row in self.rows if row.log]

    @property
    def is_new(self) -> bool:
        """Never done before."""
        return not any(row.last for row in self.rows)

    @property
    def is_done(self) -> bool:
        return len(self.logged) == len(self.rows)

    @property
    def shown(self) -> list[Row]:
        """Only what is logged where the rest is closed."""
        return self.logged if self.held or self.stopped or self.dropped else self.rows


@dataclass
class Sheet:
    """What the page of one workout shows to one reader."""

    workout: Workout
    client: Client
    session: SessionLog | None
    unit: str
    at_desk: bool
    trainer: str
    health: bool
    coached: bool = False
    cards: list[Card] = field(default_factory=list)
    pain: PainPanel | None = None
    sudden: PainReport | None = None
    highest_pain: int | None = None

    @property
    def sees_pain(self) -> bool:
        """A client always sees and writes her own; a trainer where health data is shared."""
        return self.health or not self.at_desk

    @property
    def summary(self) -> str:
        efforts = [log.rpe for log in self.logged if log.rpe is not None]
        return words.summary(
            self.workout.title,
            planned=sum(len(card.rows) for card in self.cards),
            logged=len(self.logged),
            effort=sum(efforts) / len(efforts) if efforts else None,
            pain=self.highest_pain,
        )

    @property
    def what_next(self) -> list[str]:
        """What to do after sudden pain."""
        return what_next(self.sudden.injury) if self.sudden else []

    @property
    def asks_pain(self) -> bool:
        return any(card.pain for card in self.cards) or self.pain is not None

    @property
    def all_held(self) -> bool:
        return bool(self.cards) and all(card.held for card in self.cards)

    @property
    def done_cards(self) -> int:
        return sum(card.is_done for card in self.cards)

    @property
    def logged(self) -> list[SetLog]:
        return [row.log for card in self.cards for row in card.rows if row.log]

    def find(self, wanted: str) -> tuple[Card, Row] | None:
        return next(((card, row) for card in self.cards for row in card.rows if row.key == wanted), None)

    def panel(self, prescription: int | None) -> PainPanel | None:
        if prescription is None:
            return self.pain
        return next((card.pain for card in self.cards if card.prescription.pk == prescription), None)
