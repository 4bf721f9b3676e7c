"""When a trainer wants the next test of one kind."""

import datetime as dt
from typing import Any

from django import forms

from clients.forms.profile import DayInput
from clients.models import Client
from trainer.balance.numbers import day_words
from trainer.balance.retest_rules import NextTest
from trainer.balance.retests import check_due_on

USUAL, OWN, NOT = "usual", "own", "not"


class RetestForm(forms.Form):
    ask = forms.ChoiceField(label="When", widget=forms.RadioSelect)
    due_on = forms.DateField(label="The day, if it is your own", required=False, widget=DayInput)
    reason = forms.CharField(
        label="Why",
        max_length=300,
        required=False,
        help_text="It stands beside the day, and in what the client may download.",
    )

    def __init__(self, data: Any = None, *, client: Client, test: NextTest) -> None:
        own = test.own_day
        asked = USUAL if own is None else OWN if own.due_on else NOT
        start = {"ask": asked, "due_on": own and own.due_on, "reason": own.reason if own else ""}
        super().__init__(data, initial=start)
        self.client = client
        self.fields["ask"].choices = [  # type: ignore[attr-defined]
            (USUAL, usual_words(test)),
            (OWN, "On a day of your own"),
            (NOT, "Not any more"),
        ]
        self.fields["due_on"].widget.attrs["min"] = client.today().isoformat()

    def clean_due_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["due_on"]
        if self.cleaned_data.get("ask") != OWN:
            return None
        if day is None:
            raise forms.ValidationError("Choose the day.")
        check_due_on(self.client, day)
        return day


def usual_words(test: NextTest) -> str:
    if test.usual_on is None:
        return f"Not by itself: {test.usual_because}"
    return f"On {day_words(test.usual_on)}, {test.usual_because}"
