from django import forms

from clients.models import Coaching


class AskTrainerForm(forms.Form):
    """Whom a lead asks in, and as what."""

    email = forms.EmailField(
        label="The trainer’s e-mail",
        help_text="The address that the trainer signs in with here.",
        error_messages={
            "required": "Write the address that the trainer signs in with.",
            "invalid": "This is not an e-mail address. Write it like sam@example.com.",
        },
    )
    role = forms.ChoiceField(
        label="As",
        choices=[
            (Coaching.Role.ASSISTANT, "Assistant: coaches beside you"),
            (Coaching.Role.LEAD, "New lead: takes over, and you stay as an assistant"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose assistant or new lead."},
    )
