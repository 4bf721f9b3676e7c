"""Sudden pain as the person tells it who has it: where, which leg, and the warning signs."""

from typing import Any

from django import forms

from clients.forms.injuries import FlagFields, choice_field, missing
from clients.models import Injury, Side

PLACES = [
    (Injury.Structure.HAMSTRING, "Back of the thigh"),
    (Injury.Structure.SIT_BONE, "High up, where the buttock meets the thigh"),
    (Injury.Structure.QUADRICEPS, "Front of the thigh"),
    (Injury.Structure.GROIN, "Groin"),
    (Injury.Structure.KNEE, "Knee"),
    (Injury.Structure.CALF, "Calf"),
]


class SuddenFields(FlagFields):
    structure = forms.ChoiceField(
        label="Where?",
        choices=PLACES,
        widget=forms.RadioSelect,
        error_messages=missing("Say where it hurts."),
    )
    side = forms.ChoiceField(
        label="Which leg?",
        choices=[(Side.LEFT, "Left"), (Side.RIGHT, "Right")],
        widget=forms.RadioSelect(attrs={"data-as": "segments"}),
        error_messages=missing("Say which leg."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, days=0, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.require_answers(place=cleaned.get("structure"))
        return cleaned


class HappenedForm(SuddenFields):
    """Something just happened, in a workout or anywhere else; the low back has no side."""

    words = forms.CharField(
        label="What happened?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A few words, if you like.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "structure").choices = [*PLACES, (Injury.Structure.LOW_BACK, "Low back")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("structure") == Injury.Structure.LOW_BACK:
            self.errors.pop("side", None)
            cleaned["side"] = Side.BOTH
        return cleaned
