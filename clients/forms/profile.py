import datetime as dt
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.formats import date_format

from clients.actions.invitations import CODE_LENGTH, plain_code
from clients.consents import TEXTS
from clients.models import Client, Consent
from clients.screening import born_fault

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


FIRST_YEAR = 1900
SENTENCES = {
    "name": "Write the client’s name.",
    "birth_date": "This is not a day of the calendar. Write it like 24/11/1994.",
    "height_cm": "Write the height in whole centimetres, like 178.",
    "trains_since": "Write the year with four digits, like 2019.",
    "time_zone": "Choose the time zone where the client is.",
}


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
            "position",
            "trains_since",
            "goals",
            "time_zone",
        )
        labels = {"birth_date": "Birth date", "dominant_leg": "Dominant leg", "time_zone": "Time zone"}
        help_texts = {
            "sex": "Where given. It is kept as told and changes no rule.",
            "dominant_leg": "The leg that kicks a ball.",
            "sport": "As a short phrase: five-a-side, 400 m, running twice a week.",
            "position": "Winger, goalkeeper, sprinter: whatever it is called there.",
            "trains_since": "The year, like 2019. Pages say how many years that is.",
            "goals": "In the client's own words.",
            "time_zone": "Days and weeks are counted where the client is.",
        }
        widgets = {
            "birth_date": DayInput,
            "sex": forms.RadioSelect(attrs={"data-as": "pills"}),
            "dominant_leg": forms.RadioSelect(attrs={"data-as": "segments"}),
            "height_cm": forms.NumberInput(attrs={"data-unit": "cm"}),
            "trains_since": forms.NumberInput(attrs={"min": FIRST_YEAR, "inputmode": "numeric"}),
            "goals": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].widget = forms.Select(choices=time_zones())
        for name, sentence in SENTENCES.items():
            self.fields[name].error_messages |= dict.fromkeys(("required", "invalid"), sentence)

    def clean_height_cm(self) -> int | None:
        height: int | None = self.cleaned_data["height_cm"]
        if height is not None and not 80 <= height <= 250:
            raise forms.ValidationError("Height is given in centimetres, from 80 to 250.")
        return height

    def clean_birth_date(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["birth_date"]
        if day and (why := born_fault(day.isoformat(), dt.datetime.now(dt.UTC).date())):
            raise forms.ValidationError(why)
        return day

    def clean_trains_since(self) -> int | None:
        year: int | None = self.cleaned_data["trains_since"]
        if year is not None and year < 1000:
            raise forms.ValidationError(SENTENCES["trains_since"])
        if year is not None and year < FIRST_YEAR:
            raise forms.ValidationError(f"Years from {FIRST_YEAR} on can be given. Check the year.")
        if year is not None and year > dt.datetime.now(dt.UTC).year:
            raise forms.ValidationError("This year has not come yet.")
        return year

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        born, since = data.get("birth_date"), data.get("trains_since")
        if born and since and since < born.year:
            self.add_error("trains_since", f"That is before the birth date, in {born.year}.")
        return data


class EditClientForm(ClientForm):
    """A profile that is on file, with the version that was read when changing it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, instance: Client, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, initial={"version": instance.version}, **kwargs)

    @property
    def profile(self) -> tuple[str, ...]:
        """The fields of the row itself."""
        return tuple(name for name in self.fields if name != "version")

    def differing(self, on_file: Client) -> list[tuple[str, str]]:
        """What the file says where it is not what was typed, by label."""
        names = [name for name in self.profile if getattr(on_file, name) != self.cleaned_data[name]]
        return [(str(self[name].label), said_on_file(on_file, name)) for name in names]


def said_on_file(client: Client, name: str) -> str:
    value = getattr(client, name)
    if isinstance(value, dt.date):
        return date_format(value, "j F Y")
    said = getattr(client, f"get_{name}_display", lambda: value)()
    return str(said or "Not given")


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
        error_messages={"invalid": "This is not an e-mail address. Write it like zoe@example.com."},
        help_text="Leave it empty to hand the link over yourself.",
    )


class JoinForm(forms.Form):
    """The short code, as it was read out or written down."""

    code = forms.CharField(
        label="Code from your trainer",
        max_length=40,
        help_text="Eight letters, like BCDF-GHJK. Capitals and the dash do not matter.",
        widget=forms.TextInput(
            attrs={
                "data-as": "code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
        error_messages={
            "required": "Type the code that your trainer gave you.",
            "max_length": "A code has eight letters. Type only those.",
        },
    )

    def clean_code(self) -> str:
        code = plain_code(self.cleaned_data["code"])
        if len(code) != CODE_LENGTH:
            raise forms.ValidationError(f"A code has eight letters, and this has {len(code)}.")
        return code


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
