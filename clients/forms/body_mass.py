import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms

from clients.forms.profile import FIRST_YEAR, DayInput
from clients.models import BodyMass, Client
from trainer.accounts.models import User
from trainer.web.fields import Decimals
from trainer.web.templatetags.plumb import day, load, number, rounded
from trainer.web.units import KILOGRAMS_PER_POUND

LEAST, MOST = Decimal(20), Decimal(300)
# Our own choice of a change that is asked about: this part of the measurement nearest in time,
# by how far that one is away.
ODD_SOON, ODD_LATER = Decimal("0.1"), Decimal("0.3")
SOON = dt.timedelta(days=30)


class BodyMassForm(forms.Form):
    """What a client weighed on a day, typed in the unit that this reader chose."""

    value = Decimals(
        label="Body mass",
        error_messages={
            "required": "Write what the scales showed.",
            "invalid": "Write a number, like 72.5.",
        },
    )
    measured_on = forms.DateField(
        label="Measured on",
        widget=DayInput,
        error_messages={
            "required": "Say on which day it was measured.",
            "invalid": "This is not a day of the calendar. Write it like 24/11/2026.",
        },
    )
    sure = forms.BooleanField(label="It is right, keep it", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Any = None, *, client: Client, reader: User, mass: BodyMass | None = None
    ) -> None:
        self.client, self.reader, self.mass = client, reader, mass
        self.in_pounds = reader.load_unit == User.LoadUnit.LB
        self.asks_if_sure = bool(data) and "sure" in data
        start: dict[str, Any] = {"measured_on": client.today()}
        if mass:
            start = {"value": self.shown(mass.kg), "measured_on": mass.measured_on, "version": mass.version}
        super().__init__(data, initial=start)
        self.fields["value"].widget.attrs |= {"data-unit": reader.load_unit, "inputmode": "decimal"}

    def shown(self, kg: Decimal) -> str:
        return number(rounded(kg / KILOGRAMS_PER_POUND, 1) if self.in_pounds else kg)

    def clean_value(self) -> Decimal:
        value: Decimal = self.cleaned_data["value"]
        kg = rounded(value * KILOGRAMS_PER_POUND if self.in_pounds else value, 2)
        if not LEAST <= kg <= MOST:
            unit, low, high = ("lb", 45, 661) if self.in_pounds else ("kg", 20, 300)
            raise forms.ValidationError(
                f"{number(value)} {unit} cannot be right: body mass goes from {low} to {high} {unit}."
                " Check the digits."
            )
        return kg

    def clean_measured_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["measured_on"]
        if day > self.client.today():
            raise forms.ValidationError("This day has not come yet.")
        if day.year < FIRST_YEAR:
            raise forms.ValidationError("Write the year with four digits, like 2026.")
        if self.client.birth_date and day < self.client.birth_date:
            raise forms.ValidationError("This day is before the birth date.")
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        kg, measured_on = data.get("value"), data.get("measured_on")
        near = self.nearest(measured_on) if kg and measured_on else None
        if kg and measured_on and near and not data.get("sure") and is_odd(kg, measured_on, near):
            self.asks_if_sure = True
            self.add_error("value", self.question(kg, near))
        return data

    def nearest(self, measured_on: dt.date) -> BodyMass | None:
        """The other measurement of the day next to this one."""
        others = self.client.body_masses.all()
        if self.mass:
            others = others.exclude(pk=self.mass.pk)
        around = [
            others.filter(measured_on__lt=measured_on).order_by("-measured_on").first(),
            others.filter(measured_on__gt=measured_on).order_by("measured_on").first(),
        ]
        return min(filter(None, around), key=lambda row: abs(row.measured_on - measured_on), default=None)

    def question(self, kg: Decimal, near: BodyMass) -> str:
        more = "more" if kg > near.kg else "less"
        return (
            f"{load(near.kg, self.reader)} was measured on {day(near.measured_on)}, and this is"
            f" {load(abs(kg - near.kg), self.reader)} {more}. Check the digits, or tick that it is right."
        )


def is_odd(kg: Decimal, measured_on: dt.date, near: BodyMass) -> bool:
    part = ODD_SOON if abs(near.measured_on - measured_on) <= SOON else ODD_LATER
    return abs(kg - near.kg) > part * near.kg
