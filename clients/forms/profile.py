import datetime as dt
from typing import Any
from zoneinfo import available_timezones

from django import forms

from clients.consents import TEXTS
from clients.models import Client, Consent

AREAS = (
    "Africa",
    "America",
    "Antarctica",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
    "UTC",
)


def time_zones() -> list[tuple[str, str]]:
    names = sorted(name for name in available_timezones() if name.split("/")[0] in AREAS)
    return [(name, name.replace("_", " ")) for name in names]


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class ClientForm(forms.ModelForm):
    class Meta:
        model = Client
        fields = (
            "name",
            "birth_date",
            "sex",
            "height_cm",
            "dominant_leg",
            "sport",
            "goals",
            "time_zone",
        )
        labels = {"birth_date": "Birth date", "dominant_leg": "Dominant leg", "time_zone": "Time zone"}
        help_texts = {
            "sex": "Where given. It is kept as told and changes no rule.",
            "dominant_leg": "The leg that kicks a ball.",
            "sport": "As a short phrase: five-a-side, 400 m, running twice a week.",
            "goals": "In the client's own words.",
            "time_zone": "Days and weeks are counted where the client is.",
        }
        widgets = {
            "birth_date": DayInput,
            "sex": forms.RadioSelect(attrs={"data-as": "pills"}),
            "dominant_leg": forms.RadioSelect(attrs={"data-as": "segments"}),
            "height_cm": forms.NumberInput(attrs={"data-unit": "cm"}),
            "goals": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].widget = forms.Select(choices=time_zones())

    def clean_height_cm(self) -> int | None:
        height: int | None = self.cleaned_data["height_cm"]
        if height is not None and not 80 <= height <= 250:
            raise forms.ValidationError("Height is given in centimetres, from 80 to 250.")
        return height

    def clean_birth_date(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["birth_date"]
        if day is not None and day > dt.datetime.now(dt.UTC).date():
            raise forms.ValidationError("This birth date has not come yet.")
        if day is not None and day.year < 1900:
            raise forms.ValidationError("Write the year with four digits, like 1994.")
        return day


def on_paper_field(purpose: str, **options: Any) -> forms.BooleanField:
    text = TEXTS[purpose]
    return forms.BooleanField(
        label=f"{text.title}: signed on paper, kept by you",
        help_text=f"{text.trainer} {text.trainer_without}",
        widget=forms.CheckboxInput(attrs={"data-as": "card"}),
        **options,
    )


class NewClientForm(ClientForm):
    """A new client with what she signed on paper; neither box is ticked beforehand."""

    consent_training = on_paper_field(
        Consent.Purpose.COACHING,
        error_messages={
            "required": "Nothing is kept about a person who has not agreed. Ask first, then tick this."
        },
    )
    consent_health = on_paper_field(Consent.Purpose.HEALTH, required=False)


class PaperConsentForm(forms.Form):
    """One purpose, signed on paper later than the rest."""

    signed = forms.BooleanField(
        label="Signed on paper and kept by me",
        error_messages={"required": "Tick this when the client has signed."},
    )


class InviteForm(forms.Form):
    """Where to send the link as well; only asked for where the site can send mail."""

    email = forms.EmailField(
        label="Send it by e-mail too",
        required=False,
        help_text="Leave it empty to hand the link over yourself.",
    )


class AcceptForm(forms.Form):
    """What the client allows, purpose by purpose, in the words of clients.consents."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for purpose, text in TEXTS.items():
            self.fields[purpose] = forms.BooleanField(
                label=text.title,
                help_text=f"{text.client} {text.client_without}",
                required=purpose == Consent.Purpose.COACHING,
                widget=forms.CheckboxInput(attrs={"data-as": "card"}),
                error_messages={"required": "Tick this to accept, or close the page: then nothing changes."},
            )

    def purposes(self) -> set[str]:
        return {purpose for purpose, yes in self.cleaned_data.items() if yes}
