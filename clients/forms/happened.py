"""Sudden pain as the person tells it who has it: where, which leg, and the warning signs."""

from typing import Any

from django import forms

from clients.forms.injuries import FlagFields, missing
from clients.models import Injury, Side

PLACES = [
    (Injury.Structure.HAMSTRING, "Back of the thigh"),
    (Injury.Structure.SIT_BONE, "High up, where the buttock meets the thigh"),
    (Injury.Structure.QUADRICEPS, "Front of the thigh"),
    (Injury.Structure.GROIN, "Groin"),
    (Injury.Structure.KNEE, "Knee"),
    (Injury.Structure.CALF, "Calf"),
    (Injury.Structure.LOW_BACK, "Low back"),
    (Injury.Structure.OTHER, "Somewhere else"),
]
MAY_HAVE_NO_SIDE = {Injury.Structure.LOW_BACK, Injury.Structure.OTHER}


class SuddenFields(FlagFields):
    """Something just happened, in a workout or anywhere else."""

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
        help_text="For the low back or somewhere else you can leave this out.",
    )
    words = forms.CharField(
        label="What happened?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="A few words, if you like. If it is somewhere else, say where.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, days=0, to_the_hurt=True, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("structure") in MAY_HAVE_NO_SIDE and not cleaned.get("side"):
            self.errors.pop("side", None)
            cleaned["side"] = Side.BOTH
        self.require_answers(place=cleaned.get("structure"))
        return cleaned

    def told(self) -> dict[str, Any]:
        """What sudden_injury takes of this."""
        plain = {name: self.cleaned_data[name] for name in ("structure", "side", "words")}
        return {**plain, "red_flags": self.raised(), "asked": self.answered()}
