"""How a test was set up: the fields that have to stay the same for two tests to be comparable."""

from typing import Any

from django import forms

from trainer.accounts.models import User
from trainer.balance.formulas import NEWTONS
from trainer.balance.models import MASS_HIGH, MASS_LOW, StrengthTest
from trainer.balance.numbers import plain
from trainer.balance.protocols import Protocol
from trainer.balance.recording.last_time import LastTime
from trainer.balance.recording.slips import KILOGRAMS
from trainer.web.fields import with_point

UNIT_WORDS = {
    "deg": "°",
    "kgf": "kgf (kilograms of force)",
    "lbf": "lbf (pounds of force)",
    "lb": "lb (pounds)",
}
CENTIMETRES_PER_METRE = 100


class NumberField(forms.FloatField):
    """A number with a decimal point or a decimal comma, as it was typed."""

    widget = forms.TextInput
    default_error_messages = {"invalid": "Enter a number, like 312 or 118.5."}

    def to_python(self, value: Any) -> Any:
        return super().to_python(with_point(value))


class LeverField(NumberField):
    """Metres; centimetres and millimetres are recognised and asked about."""

    def __init__(self, protocol: Protocol, **kwargs: Any):
        self.limit = protocol.lever_arm_m
        super().__init__(**kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None or self.limit is None or self.limit.holds(value):
            return
        low, high = plain(self.limit.low, 2), plain(self.limit.high, 2)
        if self.limit.holds(value / CENTIMETRES_PER_METRE):
            meant = plain(value / CENTIMETRES_PER_METRE, 3)
            raise forms.ValidationError(f"Write metres. Did you mean {meant} m?", params={"meant": meant})
        raise forms.ValidationError(f"Write metres, from {low} to {high}.")


class MassField(NumberField):
    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None or MASS_LOW <= value <= MASS_HIGH:
            return
        told = f"{plain(value, 2)} kg is not a body mass. Write kilograms, from {MASS_LOW} to {MASS_HIGH}."
        if MASS_LOW <= value / 10 <= MASS_HIGH:
            meant = plain(value / 10, 2)
            raise forms.ValidationError(f"{told} Did you mean {meant} kg?", params={"meant": meant})
        raise forms.ValidationError(told)


def units_of(protocol: Protocol) -> list[str]:
    """Every unit a value may be typed in, the usual one first."""
    sizes = [sizes for kept, sizes in (("N", NEWTONS), ("kg", KILOGRAMS)) if kept in protocol.units]
    others = [unit for found in sizes for unit in found]
    return list(dict.fromkeys([*protocol.units[:1], *others, *protocol.units]))


def set_up_fields(protocol: Protocol) -> dict[str, forms.Field]:
    """What is asked about the set-up of this protocol, in the order of the page."""
    fields: dict[str, forms.Field] = {
        "device": _words("Device", 80, "Another device starts a new line in the chart."),
        "machine_set_up": _words("How it was set", 120, "Seat, pad, strap or pin: what the next test needs."),
    }
    units = units_of(protocol)
    if len(units) > 1:
        choices = [(unit, UNIT_WORDS.get(unit, unit)) for unit in units]
        fields["unit"] = forms.ChoiceField(label="Read in", choices=choices, required=False)
    if protocol.speeds_deg_s:
        fields["speed_deg_s"] = _whole("Speed", "°/s", 1, 600, "Each speed is a test and a line of its own.")
        fields["gravity_corrected"] = forms.ChoiceField(
            label="Corrected for gravity",
            choices=StrengthTest.Gravity,
            widget=forms.RadioSelect({"data-as": "segments"}),
            error_messages={"required": "Say whether it was corrected for gravity, or that it is not known."},
            help_text="Without it the hamstrings look too strong, the more so the faster the test.",
        )
    if protocol.lever_arm_m:
        fields |= _of_dynamometer(protocol)
    fields["tester"] = _words("Tester", 80, "The same person each time, as far as you can.")
    return fields


def _of_dynamometer(protocol: Protocol) -> dict[str, forms.Field]:
    return {
        "test_position": _words("Position", 80, "Seated or prone, and where the pad was."),
        "angle_deg": _whole("Knee angle", "°", 0, 140, "0 is straight. Another angle is another line."),
        "quadriceps_angle_deg": _whole(
            "Knee angle for the quadriceps", "°", 0, 140, "Only where it is another one.", required=False
        ),
        "lever_arm_m": LeverField(
            protocol,
            label="Knee to pad",
            required=False,
            widget=forms.TextInput({"data-unit": "m", "inputmode": "decimal"}),
            help_text="From the joint line to the centre of the pad, in metres.",
        ),
        "both_legs_in_one_rep": forms.BooleanField(
            label="Both legs pushed in the same repetition",
            required=False,
            help_text="Then side to side is a share of both legs together, and a line of its own.",
        ),
    }


def mass_field() -> forms.Field:
    return MassField(
        label="Body mass",
        required=False,
        widget=forms.TextInput({"data-unit": "kg", "inputmode": "decimal"}),
    )


def initial_set_up(protocol: Protocol, last: LastTime, by: User) -> dict[str, Any]:
    """A new test is set up as last time."""
    first: dict[str, Any] = {"gravity_corrected": StrengthTest.Gravity.UNKNOWN, "tester": by.name}
    if protocol.speeds_deg_s:
        first["speed_deg_s"] = protocol.speeds_deg_s[0]
    if protocol.lever_arm_m:
        first["angle_deg"] = 90
    first["unit"] = next((row.typed_unit or row.unit for row in last.readings.values()), protocol.unit)
    return first | shown(last.set_up())


def shown(settings: dict[str, Any]) -> dict[str, Any]:
    """As it stands in the boxes: 0.36, not 0.360."""
    return {
        name: plain(float(value), 3) if name in ("lever_arm_m", "body_mass_kg") and value else value
        for name, value in settings.items()
    }


def _words(label: str, longest: int, help_text: str) -> forms.CharField:
    words = {"max_length": f"Write at most {longest} characters."}
    return forms.CharField(
        label=label, max_length=longest, required=False, help_text=help_text, error_messages=words
    )


def _whole(
    label: str, unit: str, low: int, high: int, help_text: str, *, required: bool = True
) -> forms.IntegerField:
    widget = forms.NumberInput({"data-unit": unit, "inputmode": "numeric"})
    words = f"Write a whole number from {low} to {high}{' ' if unit != '°' else ''}{unit}."
    return forms.IntegerField(
        label=label,
        min_value=low,
        max_value=high,
        widget=widget,
        help_text=help_text,
        required=required,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), words),
    )
