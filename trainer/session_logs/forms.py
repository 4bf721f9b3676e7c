"""What is typed on the workout and today pages."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

from clients.forms.happened import SuddenFields
from clients.models import Client
from trainer.session_logs.actions import Done
from trainer.session_logs.loads import KG, in_unit, kilograms
from trainer.session_logs.models import SetLog
from trainer.web.fields import Decimals

# Beyond these a number is taken for a slip of the finger; 400 kg is the heaviest maximum a test takes.
MOST_REPS = 100
MOST_SECONDS = 1800
MOST_METRES = 5000
MOST_KILOGRAMS = Decimal(400)

COUNTS = {
    "reps": ("Reps", MOST_REPS, "repetitions"),
    "seconds": ("Seconds", MOST_SECONDS, "seconds"),
    "metres": ("Metres", MOST_METRES, "metres"),
}
# Whole steps where the work is easy, half steps where it counts.
STEPS = ("1", "2", "3", "4", "5", "5.5", "6", "6.5", "7", "7.5", "8", "8.5", "9", "9.5", "10")
EFFORTS = [("", "As planned"), *((step, f"{step} of 10") for step in STEPS)]


def whole_number(most: int, things: str) -> forms.IntegerField:
    range_words = f"Between 1 and {most} {things}. If you did none, leave the set open."
    return forms.IntegerField(
        min_value=1,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "set__value", "autocomplete": "off"}),
        error_messages={
            "required": f"How many {things}? For example 8.",
            "invalid": "Write a whole number, for example 8.",
            "min_value": range_words,
            "max_value": range_words,
        },
    )


class SetForm(forms.Form):
    """One set: where it belongs is in the hidden fields, what was done in the rest."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    load_unit = forms.ChoiceField(choices=SetLog.LoadUnit, widget=forms.HiddenInput, required=False)
    load_value = Decimals(
        required=False,
        max_digits=7,
        decimal_places=3,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "set__value", "autocomplete": "off"}),
        error_messages={
            "invalid": "Write a number, for example 40 or 37.5.",
            "max_digits": "This is more than anyone lifts.",
            "max_whole_digits": "This is more than anyone lifts.",
            "max_decimal_places": "Three decimals are enough.",
        },
    )
    rpe = forms.TypedChoiceField(
        label="Effort", choices=EFFORTS, coerce=Decimal, empty_value=None, required=False
    )
    body_weight = forms.BooleanField(label="Own body weight", required=False)
    assisted = forms.BooleanField(label="With help: the load is taken off", required=False)

    def __init__(
        self,
        *args: Any,
        measure: str,
        takes_load: bool,
        takes_flags: bool,
        label: str,
        unit: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.measure = measure
        title, most, things = COUNTS[measure]
        self.fields[measure] = whole_number(most, things)
        self.fields[measure].widget.attrs["aria-label"] = f"{title}, {label}"
        self.fields["load_value"].widget.attrs["aria-label"] = f"Load in {unit}, {label}"
        if not takes_load:
            del self.fields["load_value"]
        if not takes_flags:
            del self.fields["body_weight"]
            del self.fields["assisted"]

    def flags(self) -> list[forms.BoundField]:
        return [self[name] for name in ("body_weight", "assisted") if name in self.fields]

    @property
    def count(self) -> forms.BoundField:
        return self[self.measure]

    def clean_load_value(self) -> Decimal | None:
        value: Decimal | None = self.cleaned_data["load_value"]
        unit = self.data.get("load_unit") or KG
        if value is None:
            return None
        if value < 0:
            raise ValidationError("A load is zero or more. For help by a band or machine tick “With help”.")
        if (kilograms(value, unit) or 0) > MOST_KILOGRAMS:
            most = in_unit(MOST_KILOGRAMS, unit)
            raise ValidationError(f"Loads go up to {most} {unit}. Check the number and the unit.")
        return value

    def clean_load_unit(self) -> str:
        return self.cleaned_data["load_unit"] or KG

    def done(self) -> Done:
        """What record_set takes."""
        return cast(Done, {name: value for name, value in self.cleaned_data.items() if name != "id"})


class PainForm(forms.Form):
    """A number from 0 to 10; the id makes a repeated post harmless."""

    id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    value = forms.IntegerField(
        min_value=0,
        max_value=10,
        widget=forms.NumberInput(attrs={"type": "range", "step": 1}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), "Pain runs from 0, none, to 10, the worst."
        ),
    )


class MorningForm(PainForm):
    """The morning after: the number, and whether the place has settled."""

    settled = forms.TypedChoiceField(
        label="Has it settled since the workout?",
        choices=[("yes", "Yes, as before"), ("no", "No, not yet")],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect(attrs={"data-as": "segments"}),
        error_messages={"required": "Say whether it has settled."},
    )


class FinishForm(forms.Form):
    note = forms.CharField(
        label="A note about this workout",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MoveForm(forms.Form):
    """Another day for a workout that was not begun."""

    to = forms.DateField(
        label="New day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Choose a day.", "invalid": "Choose a day, for example 2026-12-03."},
    )

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.client = client

    def clean_to(self) -> dt.date:
        day: dt.date = self.cleaned_data["to"]
        if day < self.client.today():
            raise ValidationError("Choose today or a later day.")
        return day


class SuddenForm(PainForm, SuddenFields):
    """Sudden pain in a workout: how much, where, which leg, and the warning signs one by one."""
