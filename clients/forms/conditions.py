"""The form of the general health screen."""

from typing import Any

from django import forms

from clients.forms.injuries import NO_YES
from clients.stages import CONDITIONS


class ConditionsForm(forms.Form):
    """The general health screen: each question No, Yes or not answered."""

    def __init__(self, *args: Any, answers: dict[str, bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {None: "", True: "yes", False: "no"}
        for condition in CONDITIONS:
            self.fields[condition.tag] = forms.ChoiceField(
                label=condition.question,
                choices=[("", "Not answered"), *NO_YES],
                required=False,
                initial=words[answers.get(condition.tag)],
                widget=forms.RadioSelect(attrs={"data-as": "segments"}),
            )

    def answers(self) -> dict[str, bool | None]:
        read = {"yes": True, "no": False, "": None}
        return {tag: read[value] for tag, value in self.cleaned_data.items()}
