"""What a filled form says before it is saved: so far, what is held back, and what is asked twice."""

from dataclasses import dataclass, field, replace

from django import forms
from django.forms import BoundField

from clients.models import BodyMass
from trainer.accounts.models import User
from trainer.balance import actions
from trainer.balance.formulas import NEWTONS, torque
from trainer.balance.models import Reading, StrengthTest
from trainer.balance.numbers import day_words, plain, signed, with_unit
from trainer.balance.recording import last_time, results
from trainer.balance.recording.forms import Place, StrengthTestForm, trial_name
from trainer.balance.recording.last_time import LastTime
from trainer.balance.recording.results import PAIN_TO_STOP_AT, Result, TestResults
from trainer.balance.recording.slips import (
    KILOGRAMS,
    legs_swapped,
    mass_is_far,
    meant,
    other_unit,
    why_held_back_typed,
)


@dataclass(frozen=True)
class Answer:
    """A button: what it is called, and the name and value that it sends."""

    label: str
    name: str
    value: str


@dataclass(frozen=True)
class Question:
    """Something that is probably a slip: asked, never refused; `correct` is a test to put right instead."""

    title: str
    words: str
    answers: tuple[Answer, ...]
    correct: StrengthTest | None = None


@dataclass(frozen=True)
class SetUpRow:
    """One field of the set-up, with a button where another number was probably meant."""

    field: BoundField
    answer: Answer | None

    @property
    def said(self) -> str:
        """As the closed card tells it; nothing where nothing is filled in."""
        value = self.field.value()
        if value in (None, "", False):
            return ""
        if isinstance(self.field.field, forms.ChoiceField):
            chosen = (choice.choice_label for choice in self.field if choice.data["value"] == str(value))
            return next(chosen, str(value))
        if isinstance(self.field.field, forms.BooleanField):
            return "yes"
        unit = self.field.field.widget.attrs.get("data-unit", "")
        return f"{value}{'' if unit.startswith('°') else ' '}{unit}".strip()


@dataclass(frozen=True)
class TrialRow:
    """One line of boxes; `state` is best, held or nothing."""

    number: int
    value: BoundField
    reps: BoundField | None
    pain: BoundField | None
    state: str = ""
    question: Question | None = None

    @property
    def bad(self) -> list[BoundField]:
        return [found for found in (self.value, self.reps, self.pain) if found and found.errors]


@dataclass(frozen=True)
class Leg:
    """The trials of one muscle of one leg, beside what it gave last time."""

    side: str
    trials: list[TrialRow]
    last: Reading | None
    last_shown: str
    result: Result | None = None
    stop_at: int | None = None

    @property
    def change_words(self) -> str:
        """+9%, or +3° where a percentage means nothing."""
        change = self.result.change if self.result else None
        if change is None or self.result is None:
            return ""
        if change.percent is None:
            return f"{signed(change.difference)}{with_unit(0, self.result.reading.unit).removeprefix('0')}"
        return f"{signed(change.percent, 0)}%"

    @property
    def stop_words(self) -> str:
        """Pain above the limit ends the test of this leg."""
        if self.stop_at is None or self.result is None or self.result.pain <= self.stop_at:
            return ""
        return f"Pain {self.result.pain}: stop the test of this leg. Above {self.stop_at} it does not go on."


@dataclass(frozen=True)
class Muscle:
    name: str
    legs: list[Leg]
    stops: tuple[str, ...] = ()


@dataclass
class Check:
    """The form as the page shows it; before anything was typed only with what there was last time."""

    form: StrengthTestForm
    last: LastTime
    found: TestResults | None = None
    questions: list[Question] = field(default_factory=list)
    rows: dict[Place, Reading] = field(default_factory=dict)
    limits: dict[Place, int] = field(default_factory=dict)
    stop_at: int = PAIN_TO_STOP_AT
    do_not_test: bool = False

    def muscles(self) -> list[Muscle]:
        """The boxes as they stand on the page, left before right."""
        return [
            Muscle(name, [self._leg((name, side)) for side in self.form.protocol.sides], self._stops(name))
            for name in self.form.protocol.muscle_groups
        ]

    def set_up(self) -> list[SetUpRow]:
        """What is copied from last time."""
        return [SetUpRow(field, self._offer(field)) for field in self.form.set_up()]

    def today(self) -> list[SetUpRow]:
        """What is of this day alone."""
        return [SetUpRow(field, self._offer(field)) for field in self.form.today()]

    def _offer(self, field: BoundField) -> Answer | None:
        """The button beside "Did you mean 0.35 m?"."""
        errors = self.form.errors.as_data().get(field.name, []) if field.errors else []
        meant = next(filter(None, ((error.params or {}).get("meant") for error in errors)), None)
        return Answer(f"Use {meant}", "put", f"{field.name}={meant}") if meant else None

    @property
    def held(self) -> int:
        return sum(
            row.state == "held" for muscle in self.muscles() for leg in muscle.legs for row in leg.trials
        )

    def _stops(self, muscle_group: str) -> tuple[str, ...]:
        """A lower limit than every test's own, where an injury sets one; none while nothing may be tested."""
        if self.do_not_test:
            return ()
        return tuple(
            f"{side.capitalize()}: stop above pain {limit}"
            for (name, side), limit in self.limits.items()
            if name == muscle_group and side in self.form.protocol.sides
        )

    def _leg(self, place: Place) -> Leg:
        last = self.last.readings.get(place)
        found = self.found.results if self.found else ()
        result = next((one for one in found if (one.reading.muscle_group, one.reading.side) == place), None)
        stop_at = min(self.limits.get(place, self.stop_at), self.stop_at)
        trials = [self._trial(place, number, last) for number in self.form.numbers]
        return Leg(place[1], trials, last, _last_words(last), result, stop_at if self.form.pain else None)

    def _trial(self, place: Place, number: int, last: Reading | None) -> TrialRow:
        form, name = self.form, trial_name(place, number)
        reps = form[f"{name}-reps"] if form.protocol.estimated else None
        row = TrialRow(number, form[name], reps, form[f"{name}-pain"] if form.pain else None)
        reading = self.rows.get(place)
        if reading is None or name not in (names := form.filled().get(place, [])):
            return row
        trial = reading.trials[names.index(name)]
        if trial.get("held_back"):
            return replace(row, state="held", question=self._held(name, reading, trial, last))
        counts = form.protocol.value_rule == "best" and len(names) > 1 and not reading.held_back
        best = counts and trial["value"] == reading.value
        first = [row["value"] for row in reading.trials].index(trial["value"]) == names.index(name)
        return replace(row, state="best" if best and first else "")

    def _held(self, name: str, reading: Reading, trial: dict[str, float], last: Reading | None) -> Question:
        before = last.value if last and last.unit == reading.unit else None
        how, size = self.form.protocol, trial["value"] / self.form.cleaned_data[name]
        offer = meant(how, reading.muscle_group, trial["value"], reading.unit, last=before)
        answers = []
        if offer is not None:
            number = f"{offer / size:.6g}"
            answers.append(Answer(f"Use {number}", "put", f"{name}={number}"))
        answers.append(Answer("It is right, keep it", "sure_now", self.form.sure_of(name)))
        unit, value = self.form.unit, trial["value"]
        reason = why_held_back_typed(how, reading.muscle_group, value, reading.unit, typed=unit, last=before)
        in_typed = (NEWTONS | KILOGRAMS)[unit] if unit != reading.unit else 1
        title = f"{with_unit(value / in_typed, unit)}: is this right?"
        return Question(title, f"{reason} Held back: it counts nowhere until you decide.", tuple(answers))


def of(form: StrengthTestForm, test: StrengthTest, by: User, limits: dict[Place, int]) -> Check:
    """Read a bound form as far as it can be read; `test` is not saved, or a copy of the one put right."""
    form.is_valid()
    for name, value in form.settings().items():
        setattr(test, name, value)
    test.tested_on = form.cleaned_data.get("tested_on") or form.client.today()
    last = last_time.before(test)
    before = {(row.muscle_group, row.side): row for row in test.readings.all()} if test.pk else {}
    rows = actions.draft(test, form.readings(), before, by=by)
    found = results.of(form.client, test, rows) if rows else None
    places = {(row.muscle_group, row.side): row for row in rows}
    check = Check(form, last, found, rows=places, limits=limits)
    check.questions = [
        asked for asked in (_same_day(check, test), _unit(check), _legs(check), _mass(form)) if asked
    ]
    return check


def _same_day(check: Check, test: StrengthTest) -> Question | None:
    """A second test of one kind on one day is often the same one, typed twice."""
    sure = f"again={test.tested_on}"
    if test.pk or not check.rows or sure in check.form.sure:
        return None
    found = last_time.earlier(test).filter(tested_on=test.tested_on).last()
    if found is None:
        return None
    title = "There is a test of this kind on this day already"
    words = "Correct that one, or save this as another."
    return Question(title, words, (Answer("It is another test", "sure_now", sure),), found)


def _legs(check: Check) -> Question | None:
    values = {place: row.value for place, row in check.rows.items()}
    last = {
        place: row.value
        for place, row in check.last.readings.items()
        if place in check.rows and check.rows[place].unit == row.unit
    }
    if "legs" in check.form.sure or not legs_swapped(values, last):
        return None
    words = "Each leg is far nearer to what the other leg gave last time."
    answers = (Answer("Swap them", "swap", "legs"), Answer("They are right", "sure_now", "legs"))
    return Question("Are left and right swapped?", words, answers)


def _unit(check: Check) -> Question | None:
    form, test = check.form, check.found.test if check.found else None
    pairs = [
        (row.typed_value or row.value, check.last.readings[place].value)
        for place, row in check.rows.items()
        if place in check.last.readings
    ]
    if not pairs or "unit" in form.sure or "unit" not in form.fields:
        return None
    last_unit = next(iter(check.last.readings.values())).unit
    lever = test.lever_arm_m if test else None
    unit = other_unit(pairs, form.unit, last_unit, float(lever) if lever else None)
    if unit is None:
        return None
    words = f"In {form.unit} these numbers are far from last time's, in {unit} they are near them."
    answers = (
        Answer(f"They are {unit}", "put", f"unit={unit}"),
        Answer(f"They are {form.unit}", "sure_now", "unit"),
    )
    return Question(f"Was this read in {unit}?", words, answers)


def _mass(form: StrengthTestForm) -> Question | None:
    typed = form.cleaned_data.get("body_mass_kg")
    if not typed or f"mass={typed:g}" in form.sure:
        return None
    newest: BodyMass | None = form.client.body_masses.first()
    if newest is None or not mass_is_far(typed, float(newest.kg)):
        return None
    known = plain(float(newest.kg), 2)
    words = f"On {day_words(newest.measured_on)} it was {known} kg."
    answers = (
        Answer(f"Use {known}", "put", f"body_mass_kg={known}"),
        Answer("It is right", "sure_now", f"mass={typed:g}"),
    )
    return Question(f"Is a body mass of {plain(typed, 2)} kg right?", words, answers)


def _last_words(last: Reading | None) -> str:
    if last is None:
        return ""
    lever = last.test.lever_arm_m
    made = f", {with_unit(torque(last.value, float(lever)), 'Nm')}" if lever and last.unit == "N" else ""
    return f"{with_unit(last.value, last.unit)}{made}"
