"""The form of a trainer's own test."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from trainer.accounts.models import User
from trainer.balance.models import OwnProtocol, Reading
from trainer.balance.own_protocols import KEPT
from trainer.balance.protocols import HAMSTRINGS, QUADRICEPS
from trainer.balance.recording.set_up import NumberField

LARGEST = 100_000
DECIMAL = {"inputmode": "decimal", "autocomplete": "off"}
IN_UNIT, IN_PERCENT = "unit", "percent"
# In the row both legs together is no side rule at all; a choice of the form needs a word.
TOGETHER = "together"


def number(label: str, missing: str, **options: Any) -> NumberField:
    return NumberField(
        label=label,
        min_value=-LARGEST,
        max_value=LARGEST,
        widget=forms.TextInput(DECIMAL),
        error_messages={"required": missing, "invalid": "Write a number."},
        **options,
    )


class OwnProtocolForm(forms.ModelForm):
    """What is read, how trials become a value, and how far to trust it."""

    muscle_groups = forms.MultipleChoiceField(
        label="Which muscles",
        choices=Reading.MuscleGroup,
        widget=forms.CheckboxSelectMultiple({"data-as": "pills"}),
        error_messages={"required": "Tick the hamstrings, the quadriceps or both."},
    )
    legs = forms.ChoiceField(
        label="Legs",
        choices=[(value or TOGETHER, label) for value, label in OwnProtocol.Legs.choices],
        widget=forms.RadioSelect,
    )
    plausible_low = number("Lowest number that can be right", "Write the lowest number that can be right.")
    plausible_high = number("Highest number that can be right", "Write the highest number that can be right.")
    error = number(
        "Smallest change that is likely real",
        "",
        required=False,
        help_text="Open: no change in this test gets a verdict.",
    )
    error_in = forms.ChoiceField(
        label="That change is",
        choices=[(IN_UNIT, "in the test's unit"), (IN_PERCENT, "in percent")],
        widget=forms.RadioSelect({"data-as": "segments"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = OwnProtocol
        fields = (
            *("title", "about", "muscle_groups", "unit", "legs", "value_rule", "better"),
            *("plausible_low", "plausible_high", "error", "error_source"),
        )
        widgets = {
            "about": forms.Textarea({"rows": 4}),
            "value_rule": forms.RadioSelect({"data-as": "segments"}),
            "better": forms.RadioSelect({"data-as": "segments"}),
        }
        help_texts = {
            "about": "So that the next test is done the same way, by you or by another trainer.",
            "error_source": "A study, a retest of your own, or your own estimate.",
        }
        error_messages = {
            "title": {"required": "Write what you call this test."},
            "unit": {"required": "Choose what its numbers are in."},
        }

    def __init__(self, *args: Any, by: User, used: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.initial["legs"] = self.instance.legs or TOGETHER
        self.initial["version"] = self.instance.version if self.instance.pk else 0
        self.initial["error_in"] = IN_PERCENT if self.instance.error_in_percent else IN_UNIT
        for name in ("plausible_low", "plausible_high", "error"):
            if self.initial.get(name) is not None:
                self.initial[name] = f"{self.initial[name]:.10g}"
        # What is sent all the same is not overlooked: the action refuses it.
        for name in KEPT:
            self.fields[name].disabled = used and name not in self.data

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        others = OwnProtocol.objects.filter(trainer=self.by, title__iexact=title).exclude(pk=self.instance.pk)
        if others.exists():
            raise ValidationError(f"You have a test called {title}. Choose another name.")
        return title

    def clean_muscle_groups(self) -> list[str]:
        """Hamstrings first, whose values make the line."""
        return [muscle for muscle in (HAMSTRINGS, QUADRICEPS) if muscle in self.cleaned_data["muscle_groups"]]

    def clean_legs(self) -> str:
        legs: str = self.cleaned_data["legs"]
        return "" if legs == TOGETHER else legs

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        low, high = cleaned.get("plausible_low"), cleaned.get("plausible_high")
        if low is not None and high is not None and low >= high:
            self.add_error("plausible_high", "The highest number has to be above the lowest.")
        self._check_error(cleaned.get("error"), cleaned.get("error_source", ""))
        self.instance.error_in_percent = cleaned.get("error_in") == IN_PERCENT
        return cleaned

    def _check_error(self, error: float | None, source: str) -> None:
        if error is None:
            return
        if error <= 0:
            self.add_error("error", "A change is above zero. Leave it open if you do not know it.")
        elif not source.strip():
            self.add_error(
                "error_source", "Say where that number comes from, even if it is your own estimate."
            )
