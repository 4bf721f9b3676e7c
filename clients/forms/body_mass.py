import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms

from clients.forms.profile import FIRST_YEAR, DayInput
from clients.models import BodyMass, Client
from trainer.accounts.models import User
from trainer.web.templatetags.plumb import KILOGRAMS_PER_POUND, number, rounded

LEAST, MOST = Decimal(20), Decimal(300)


class BodyMassForm(forms.Form):
    """What a client weighed on a day, typed in the unit that this reader chose."""

    value = forms.DecimalField(
        label="Body mass",
        localize=False,
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

    def __init__(
        self, data: Any = None, *, client: Client, reader: User, mass: BodyMass | None = None
    ) -> None:
        self.client, self.in_pounds = client, reader.load_unit == User.LoadUnit.LB
        start = {"value": self.shown(mass.kg), "measured_on": mass.measured_on} if mass else {}
        super().__init__(data, initial=start or {"measured_on": client.today()})
        self.fields["value"].widget.attrs |= {
            "data-unit": reader.load_unit,
            "inputmode": "decimal",
            "step": "any",
        }

    def shown(self, kg: Decimal) -> str:
        return number(rounded(kg / KILOGRAMS_PER_POUND, 1) if self.in_pounds else kg)

    def clean_value(self) -> Decimal:
        value: Decimal = self.cleaned_data["value"]
        kg = rounded(value * KILOGRAMS_PER_POUND if self.in_pounds else value, 2)
        if not LEAST <= kg <= MOST:
            unit, low, high = ("lb", 45, 661) if self.in_pounds else ("kg", 20, 300)
            raise forms.ValidationError(f"Body mass goes from {low} to {high} {unit}. Check the digits.")
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
