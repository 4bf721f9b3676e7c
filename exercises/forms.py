from collections.abc import Sequence
from typing import Any

from django import forms

from exercises.models import Exercise

EFFORTS = [(str(effort), f"Effort {effort} of 5") for effort in range(1, 6)]


class LibraryFilter(forms.Form):
    """What to show of the library; every part may be left open."""

    q = forms.CharField(
        label="Search",
        required=False,
        max_length=80,
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": "Name, muscle, equipment …", "autocomplete": "off"}
        ),
    )
    pattern = forms.ChoiceField(required=False, choices=[("", "Any pattern"), *Exercise.Pattern.choices])
    level = forms.ChoiceField(required=False, choices=[("", "Any level"), *Exercise.Level.choices])
    effort = forms.ChoiceField(required=False, choices=[("", "Any effort"), *EFFORTS])
    equipment = forms.ChoiceField(required=False)
    muscle = forms.ChoiceField(required=False)
    whose = forms.ChoiceField(required=False, choices=[("", "Library and mine"), ("mine", "Only mine")])

    def __init__(
        self,
        *args: Any,
        equipment: list[str],
        muscles: Sequence[tuple[str, str]] = (),
        has_own: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["muscle"].choices = [("", "Any muscle"), *muscles]  # type: ignore[attr-defined]
        if not muscles:
            del self.fields["muscle"]
        if not has_own:
            del self.fields["whose"]
        choices = [(thing, thing[:1].upper() + thing[1:]) for thing in equipment]
        self.fields["equipment"].choices = [("", "Any equipment"), *choices]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, str]:
        """The parts that were filled in; one that is not on offer is as good as left open."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
