"""One form for every protocol: how the test was set up, and the trials of each muscle and leg."""

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from clients.forms.profile import DayInput
from clients.models import Client
from trainer.accounts.models import User
from trainer.balance.actions import LARGEST_VALUE, WHOLE_REPS, check_day, version_of
from trainer.balance.formulas import NEWTONS
from trainer.balance.models import StrengthTest
from trainer.balance.protocols import Protocol
from trainer.balance.recording.entries import NewReading, TestSettings, Trial
from trainer.balance.recording.last_time import LastTime, tries_of
from trainer.balance.recording.set_up import (
    UNIT_WORDS,
    NumberField,
    initial_set_up,
    mass_field,
    set_up_fields,
    shown,
    units_of,
)
from trainer.balance.recording.slips import KILOGRAMS

TRIALS, MOST_TRIALS = 3, 10
# Beyond this many repetitions the formulas drift apart, so no maximum is estimated (Brzycki's limit here).
MOST_REPS = 12
WHOLE = {"inputmode": "numeric", "autocomplete": "off"}

DAY_WORDS = {"invalid": "Enter a valid date, like 24/11/2026.", "required": "Say on which day."}

type Place = tuple[str, str]


class ValueField(NumberField):
    """One number of a trial; zero counts only where the protocol's own range begins there or below."""

    def __init__(self, lowest: float, *, whole: bool = False, **kwargs: Any):
        self.lowest, self.whole = lowest, whole
        super().__init__(required=False, **kwargs)
        self.widget.attrs |= {"inputmode": "numeric" if whole else "decimal", "autocomplete": "off"}

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if abs(value) > LARGEST_VALUE:
            raise ValidationError(f"Write a number up to {LARGEST_VALUE:,}.")
        if value <= 0 < self.lowest:
            raise ValidationError("Write a number above 0. Leave the box empty if the trial was not done.")
        if value < 0 <= self.lowest:
            raise ValidationError("This cannot be below 0. Leave the box empty if the trial was not done.")
        if self.whole and not value.is_integer():
            raise ValidationError(WHOLE_REPS)


def value_field(protocol: Protocol, muscle_group: str, label: str) -> ValueField:
    limit = protocol.plausible_range(muscle_group, protocol.unit)
    return ValueField(limit.low if limit else 0, whole=protocol.unit == "reps", label=label)


def reps_field(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=MOST_REPS,
        widget=forms.TextInput(WHOLE),
        error_messages={
            "max_value": f"No maximum is estimated from more than {MOST_REPS} repetitions, and ten or fewer "
            "are best: beyond that the formulas drift apart. Take a heavier load next time.",
            "min_value": "At least one repetition.",
            "invalid": WHOLE_REPS,
        },
    )


def pain_field(label: str) -> forms.IntegerField:
    words = "Pain is a whole number from 0 to 10."
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=10,
        widget=forms.TextInput(WHOLE),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), words),
    )


def correction_fields() -> dict[str, forms.Field]:
    """Why a test is put right, and the version of it that was opened."""
    missing = "Say why, in a word or two. It stays beside what was there before."
    reason = forms.CharField(
        label="Why is it put right?",
        max_length=300,
        help_text="For example: typing mistake, wrong leg, read again from the printout.",
        error_messages={"required": missing},
    )
    return {"reason": reason, "version": forms.CharField(required=False, widget=forms.HiddenInput)}


def all_the_same_field() -> forms.BooleanField:
    """What is asked before a test beside an open warning sign is kept."""
    words = "A warning sign is open: do not test. Tick this only if the test has been done already."
    return forms.BooleanField(label="It was tested all the same", error_messages={"required": words})


class StrengthTestForm(forms.Form):
    tested_on = forms.DateField(label="Day of the test", widget=DayInput, error_messages=DAY_WORDS)

    def __init__(
        self,
        data: Any = None,
        *,
        client: Client,
        protocol: Protocol,
        pain: bool,
        trials: int = TRIALS,
        sure: Collection[str] = (),
        correcting: bool = False,
        warned: bool = False,
        initial: dict[str, Any] | None = None,
    ):
        super().__init__(data, initial=initial)
        self.client = client
        self.protocol = protocol
        self.pain = pain
        self.sure = sure
        self.numbers = range(1, trials + 1)
        self.fields["tested_on"].widget.attrs["max"] = client.today().isoformat()
        if protocol.unit in ("N", "Nm"):
            self.fields["body_mass_kg"] = mass_field()
        self.fields |= set_up_fields(protocol)
        self.fields["note"] = forms.CharField(
            label="Note", required=False, widget=forms.Textarea({"rows": 2})
        )
        for place in self.places():
            for number in self.numbers:
                self.fields |= self.trial_fields(place, number)
        if correcting:
            self.fields |= correction_fields()
        if warned:
            self.fields["all_the_same"] = all_the_same_field()

    def places(self) -> Iterator[Place]:
        for muscle_group in self.protocol.muscle_groups:
            for side in self.protocol.sides:
                yield muscle_group, side

    def trial_fields(self, place: Place, number: int) -> dict[str, forms.Field]:
        muscle_group, side = place
        name = trial_name(place, number)
        whose = "Both legs" if side == "both" else side.capitalize()
        label = f"{whose}, {muscle_group}, trial {number}"
        fields: dict[str, forms.Field] = {name: value_field(self.protocol, muscle_group, label)}
        if self.protocol.estimated:
            fields[f"{name}-reps"] = reps_field(f"{label}, repetitions")
        if self.pain:
            fields[f"{name}-pain"] = pain_field(f"{label}, pain from 0 to 10")
        return fields

    def clean_tested_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["tested_on"]
        check_day(self.client, day)
        return day

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for place in self.places():
            for number in self.numbers:
                self._check_trial(trial_name(place, number))
        if not self.errors and not self.readings() and "more" not in self.data:
            raise ValidationError("Fill in at least one value.")
        return typed

    def _check_trial(self, name: str) -> None:
        typed = self.cleaned_data
        if name in self.errors or f"{name}-reps" in self.errors:
            return
        value, reps = typed.get(name), typed.get(f"{name}-reps")
        if value is None and typed.get(f"{name}-pain") is not None:
            self.add_error(name, "Write the value that goes with this pain, or take the pain out.")
        elif self.protocol.estimated and value is not None and reps is None:
            self.add_error(f"{name}-reps", "Write how many repetitions went with this load.")
        elif reps is not None and value is None:
            self.add_error(name, "Write the load that went with these repetitions.")

    def filled(self) -> dict[Place, list[str]]:
        """The names of the boxes that hold a value which can be read, by place and in order."""
        found: dict[Place, list[str]] = {}
        for place in self.places():
            for number in self.numbers:
                name = trial_name(place, number)
                whole = self.cleaned_data.get(f"{name}-reps") if self.protocol.estimated else 1
                if self.cleaned_data.get(name) is not None and whole:
                    found.setdefault(place, []).append(name)
        return found

    def readings(self) -> list[NewReading]:
        """The trials that were filled in, in the order of their numbers."""
        unit = self.unit
        return [
            NewReading(muscle_group, side, [self.trial(name) for name in names], unit)
            for (muscle_group, side), names in self.filled().items()
        ]

    def trial(self, name: str) -> Trial:
        value = self.cleaned_data[name]
        # Pain that may not be shown is neither asked for nor lost.
        pain = (self.cleaned_data if self.pain else self.initial).get(f"{name}-pain")
        sure = self.sure_of(name) in self.sure
        if self.protocol.estimated:
            return Trial.of_set(value, self.cleaned_data[f"{name}-reps"], pain, sure=sure)
        return Trial(value, pain, sure=sure)

    def sure_of(self, name: str) -> str:
        """What is sent along once somebody looked twice at a trial: another number is another question."""
        return f"{name}={self.cleaned_data[name]:g}"

    @property
    def unit(self) -> str:
        return str(self.cleaned_data.get("unit") or self.protocol.unit)

    def settings(self) -> TestSettings:
        """What was typed of the set-up, as far as it can be read."""
        names = {"body_mass_kg", "note", *set_up_fields(self.protocol)} - {"unit"}
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}  # type: ignore[return-value]

    def set_up(self) -> list[BoundField]:
        """What is copied from last time."""
        return [self[name] for name in set_up_fields(self.protocol)]

    @property
    def set_up_open(self) -> bool:
        """Whether something in the set-up has to be filled in or put right first."""
        fields = self.set_up()
        return any(field.errors or (field.field.required and field.value() in (None, "")) for field in fields)

    def today(self) -> list[BoundField]:
        """What is of this day alone."""
        return [self[name] for name in ("tested_on", "body_mass_kg") if name in self.fields]

    @property
    def box_unit(self) -> str:
        """What stands inside the boxes."""
        unit = str(self["unit"].value()) if "unit" in self.fields else self.protocol.unit
        return {"deg": UNIT_WORDS["deg"]}.get(unit, unit)


def trial_name(place: Place, number: int) -> str:
    muscle_group, side = place
    return f"{muscle_group}-{side}-{number}"


def initial_of(client: Client, protocol: Protocol, last: LastTime, by: User) -> dict[str, Any]:
    """A new test is of today, set up as last time, with what the client weighed last."""
    first = initial_set_up(protocol, last, by)
    if not last.readings and by.load_unit in units_of(protocol):
        first["unit"] = by.load_unit
    newest = client.body_masses.first()
    mass = {"body_mass_kg": newest.kg} if newest else {}
    return first | {"tested_on": client.today()} | shown(mass)


def initial_of_test(test: StrengthTest) -> dict[str, Any]:
    """A test to correct, as it was typed."""
    names = {"body_mass_kg", *set_up_fields(test.how)} - {"unit"}
    first = shown({name: getattr(test, name) for name in names})
    first |= {"tested_on": test.tested_on, "note": test.note, "version": version_of(test)}
    for row in test.readings.all():
        typed = row.typed_unit or row.unit
        size = (NEWTONS | KILOGRAMS)[typed] if typed != row.unit else 1
        first["unit"] = typed
        for number, trial in enumerate(tries_of(row), start=1):
            name = trial_name((row.muscle_group, row.side), number)
            value = trial["load"] if "reps" in trial else trial["value"]
            first |= {name: f"{value / size:.10g}", f"{name}-pain": trial["pain"]}
            first[f"{name}-reps"] = trial.get("reps")
    return first
