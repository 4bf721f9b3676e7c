"""One form for every protocol: how the test was set up, and three trials of each muscle and leg."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from clients.models import Client
from trainer.balance.actions import LARGEST_VALUE, check_day
from trainer.balance.entries import NewReading, TestSettings, Trial
from trainer.balance.last_time import LastTime
from trainer.balance.models import Reading, StrengthTest
from trainer.balance.protocols import Protocol
from trainer.balance.ratios import NEWTONS

TRIALS = 3
UNITS_OF_FORCE = ("N", "Nm")
UNIT_WORDS = {"deg": "°", "kgf": "kgf (kilograms of force)", "lbf": "lbf (pounds of force)"}


class NumberField(forms.FloatField):
    """A number with a decimal point or a decimal comma, as it was typed."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


@dataclass(frozen=True)
class TrialRow:
    number: int
    value: BoundField
    pain: BoundField | None


@dataclass(frozen=True)
class Leg:
    """The trials of one muscle of one leg, beside what it gave last time."""

    side: str
    trials: list[TrialRow]
    last: Reading | None


@dataclass(frozen=True)
class Muscle:
    name: str
    legs: list[Leg]


class StrengthTestForm(forms.Form):
    tested_on = forms.DateField(
        label="Day of the test", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    device = forms.CharField(
        max_length=80, required=False, help_text="Another device starts a new line in the chart."
    )

    def __init__(
        self,
        *args: Any,
        client: Client,
        protocol: Protocol,
        last: LastTime,
        pain: bool,
        trials: int = TRIALS,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.client = client
        self.protocol = protocol
        self.last = last
        self.pain = pain
        self.numbers = range(1, trials + 1)
        self.fields["tested_on"].widget.attrs["max"] = client.today().isoformat()
        self.fields.update(set_up_fields(protocol))
        for muscle_group, side, number in self.places():
            self.fields.update(self.trial_fields(muscle_group, side, number))

    def places(self) -> Iterator[tuple[str, str, int]]:
        for muscle_group in self.protocol.muscle_groups:
            for side in self.protocol.sides:
                for number in self.numbers:
                    yield muscle_group, side, number

    def trial_fields(self, muscle_group: str, side: str, number: int) -> dict[str, forms.Field]:
        name = trial_name(muscle_group, side, number)
        whose = "Both legs" if side == "both" else f"{side.capitalize()}"
        label = f"{whose}, {muscle_group}, trial {number}"
        value = NumberField(
            label=label,
            required=False,
            min_value=-LARGEST_VALUE,
            max_value=LARGEST_VALUE,
            widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
        )
        if not self.pain:
            return {name: value}
        pain = forms.IntegerField(
            label=f"{label}, pain from 0 to 10",
            required=False,
            min_value=0,
            max_value=10,
            widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        )
        return {name: value, f"{name}-pain": pain}

    def clean_tested_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["tested_on"]
        check_day(self.client, day)
        return day

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for place in self.places():
            name = trial_name(*place)
            if typed.get(f"{name}-pain") is not None and typed.get(name) is None and name not in self.errors:
                self.add_error(name, "Write the value that goes with this pain, or take the pain out.")
        if not self.errors and not self.readings():
            raise ValidationError("Fill in at least one value.")
        return typed

    def readings(self) -> list[NewReading]:
        """The trials that were filled in, in the order of their numbers."""
        trials: dict[tuple[str, str], list[Trial]] = {}
        for muscle_group, side, number in self.places():
            name = trial_name(muscle_group, side, number)
            value = self.cleaned_data.get(name)
            if value is not None:
                # Pain that may not be shown is neither asked for nor lost.
                pains = self.cleaned_data if self.pain else self.initial
                trial = Trial(value, pains.get(f"{name}-pain"))
                trials.setdefault((muscle_group, side), []).append(trial)
        unit = self.cleaned_data.get("unit", self.protocol.unit)
        return [NewReading(muscle, side, found, unit) for (muscle, side), found in trials.items()]

    def settings(self) -> TestSettings:
        names = ["device", "note", *set_up_fields(self.protocol)]
        return {name: self.cleaned_data[name] for name in names if name != "unit"}  # type: ignore[return-value]

    def set_up(self) -> list[BoundField]:
        names = ["tested_on", "device", *set_up_fields(self.protocol)]
        return [self[name] for name in names if name != "note"]

    def muscles(self) -> list[Muscle]:
        """The boxes as they stand on the page, left before right."""
        return [
            Muscle(muscle_group, [self.leg(muscle_group, side) for side in self.protocol.sides])
            for muscle_group in self.protocol.muscle_groups
        ]

    def leg(self, muscle_group: str, side: str) -> Leg:
        rows = []
        for number in self.numbers:
            name = trial_name(muscle_group, side, number)
            rows.append(TrialRow(number, self[name], self[f"{name}-pain"] if self.pain else None))
        return Leg(side, rows, self.last.readings.get((muscle_group, side)))

    @property
    def box_unit(self) -> str:
        """What stands inside the boxes; nothing where the unit is chosen above them."""
        return "" if "unit" in self.fields else UNIT_WORDS.get(self.protocol.unit, self.protocol.unit)


def trial_name(muscle_group: str, side: str, number: int) -> str:
    return f"{muscle_group}-{side}-{number}"


def set_up_fields(protocol: Protocol) -> dict[str, forms.Field]:
    """What else has to stay the same for two tests of this kind to be comparable."""
    fields: dict[str, forms.Field] = {}
    if protocol.speeds_deg_s:
        fields["speed_deg_s"] = _whole("Speed", "°/s", 1, 600, "Each speed is a test and a line of its own.")
        fields["gravity_corrected"] = forms.ChoiceField(
            label="Corrected for gravity",
            choices=StrengthTest.Gravity,
            widget=forms.RadioSelect({"data-as": "segments"}),
            help_text="Without it the hamstrings look too strong, the more so the faster the test.",
        )
    if protocol.lever_arm_m:
        fields["unit"] = forms.ChoiceField(
            label="Read in", choices=[(unit, UNIT_WORDS.get(unit, unit)) for unit in [*NEWTONS, "Nm"]]
        )
        fields["angle_deg"] = _whole(
            "Knee angle", "°", 0, 140, "0 is straight. Another angle is another line."
        )
        fields["test_position"] = forms.CharField(
            label="Position",
            max_length=80,
            required=False,
            help_text="Seated or prone, and where the pad was.",
        )
        fields["lever_arm_m"] = _lever(protocol)
    if protocol.unit in UNITS_OF_FORCE:
        fields["body_mass_kg"] = forms.DecimalField(
            label="Body mass",
            required=False,
            min_value=20,
            max_value=350,
            decimal_places=2,
            widget=forms.NumberInput({"data-unit": "kg", "inputmode": "decimal"}),
        )
    fields["note"] = forms.CharField(label="Note", required=False, widget=forms.Textarea({"rows": 2}))
    return fields


def _whole(label: str, unit: str, low: int, high: int, help_text: str) -> forms.IntegerField:
    widget = forms.NumberInput({"data-unit": unit, "inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=low, max_value=high, widget=widget, help_text=help_text)


def _lever(protocol: Protocol) -> forms.DecimalField:
    limit = protocol.lever_arm_m
    return forms.DecimalField(
        label="Knee to pad",
        required=False,
        min_value=limit.low if limit else None,
        max_value=limit.high if limit else None,
        decimal_places=3,
        widget=forms.NumberInput({"data-unit": "m", "inputmode": "decimal"}),
        help_text="From the joint line to the centre of the pad, in metres.",
    )


def initial_of(client: Client, protocol: Protocol, last: LastTime) -> dict[str, Any]:
    """A new test is of today and set up as last time."""
    first: dict[str, Any] = {"tested_on": client.today(), "gravity_corrected": StrengthTest.Gravity.UNKNOWN}
    if protocol.speeds_deg_s:
        first["speed_deg_s"] = protocol.speeds_deg_s[0]
    if protocol.lever_arm_m:
        unit = next((row.unit for row in last.readings.values()), protocol.unit)
        first |= {"unit": unit, "angle_deg": 90}
    return first | last.set_up()


def initial_of_test(test: StrengthTest) -> dict[str, Any]:
    """A test to correct, as it was typed."""
    first: dict[str, Any] = {name: getattr(test, name) for name in LastTime(test, {}).set_up()}
    first |= {"tested_on": test.tested_on, "note": test.note}
    for row in test.readings.all():
        first["unit"] = row.unit
        for number, trial in enumerate(row.trials, start=1):
            name = trial_name(row.muscle_group, row.side, number)
            first |= {name: f"{trial['value']:.10g}", f"{name}-pain": trial["pain"]}
    return first
