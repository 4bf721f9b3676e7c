"""The form of a target band."""

from typing import Any

from django import forms

from trainer.balance.actions import LARGEST_VALUE
from trainer.balance.methods import Method
from trainer.balance.models import Target
from trainer.balance.numbers import plain
from trainer.balance.recording.set_up import NumberField
from trainer.balance.targets import plausible_range

NUMBER = {"inputmode": "decimal", "autocomplete": "off"}


class TargetForm(forms.Form):
    """Both ends, the reason, and the version that was read; an unlikely band is asked about once."""

    low = NumberField(
        label="From",
        max_value=LARGEST_VALUE,
        widget=forms.TextInput(NUMBER),
        error_messages={"required": "Write the lower end."},
    )
    high = NumberField(
        label="To",
        max_value=LARGEST_VALUE,
        widget=forms.TextInput(NUMBER),
        error_messages={"required": "Write the upper end."},
    )
    reason = forms.CharField(
        label="Why this band",
        max_length=300,
        help_text="It stands beside the band, for you and for every trainer after you.",
        error_messages={"required": "Write why you aim at this band."},
    )
    sure = forms.BooleanField(label="It is meant so", required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, method: Method | None, target: Target | None, **kwargs: Any) -> None:
        version: dict[str, Any] = {"version": target.version if target else 0}
        if target:
            version |= {"low": plain(target.low, 3), "high": plain(target.high, 3), "reason": target.reason}
        kwargs["initial"] = version
        super().__init__(*args, **kwargs)
        self.method = method
        if method and not method.is_ratio:
            for name in ("low", "high"):
                self.fields[name].widget.attrs["data-unit"] = "°" if method.unit == "deg" else method.unit

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        low, high = cleaned.get("low"), cleaned.get("high")
        if low is not None and low <= 0:
            self.add_error("low", "A band begins above zero.")
        elif low is not None and high is not None and high <= low:
            self.add_error("high", f"The upper end has to be above the lower one, {plain(low, 3)}.")
        elif low is not None and high is not None:
            self._ask_about(low, high, cleaned.get("sure", False))
        return cleaned

    def _ask_about(self, low: float, high: float, sure: bool) -> None:
        """Outside what the method can give it is most likely a slip: a box appears to say it is not."""
        limit = plausible_range(self.method)
        if limit is None or (limit.holds(low) and limit.holds(high)):
            return
        self.fields["sure"].widget = forms.CheckboxInput()
        if not sure:
            asked = f"Values of this test lie from {plain(limit.low, 2)} to {plain(limit.high, 2)}."
            self.add_error("sure", f"{asked} Check both ends, or tick that the band is meant so.")
