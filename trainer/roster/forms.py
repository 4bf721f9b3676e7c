import datetime as dt
from typing import Any

from django import forms

from clients.forms.profile import DayInput
from trainer.roster.attention import Notice

USUAL = dt.timedelta(weeks=1)


class PutOffForm(forms.Form):
    """The day on which a notice shows again; whether it may wait so long is for the action to say."""

    until = forms.DateField(
        label="Show it again on",
        widget=DayInput,
        error_messages={
            "required": "Say on which day it shows again.",
            "invalid": "This is not a day of the calendar. Write it like 24/11/2026.",
        },
    )

    def __init__(self, data: Any = None, *, notice: Notice) -> None:
        tomorrow = notice.client.today() + dt.timedelta(days=1)
        last = notice.ends - dt.timedelta(days=1) if notice.ends else dt.date.max
        until = max(tomorrow, min(notice.client.today() + USUAL, last))
        super().__init__(data, initial={"until": until}, auto_id=f"{notice.name}-%s")
        self.fields["until"].widget.attrs["autofocus"] = True
