"""The form of a trainer's own exercise, its rows of cues, and the address of a film."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.text import capfirst

from exercises.admin_forms import Lines
from exercises.catalogue import CUE_KINDS, CueEntry, plain_name
from exercises.models import Cue, Exercise, Muscle
from exercises.naming import taken
from exercises.own import taken_words
from exercises.search import things
from exercises.words import DEMANDS, EQUIPMENT, LENGTHS, MEASURES, MODES, RANGES, SHARES, TAGS
from trainer.accounts.models import User

NOT_FILLED_IN = "Not filled in"
BEND = "The hip bends between {} and {} degrees.".format(*RANGES["hip_flexion"])
COPIED = (
    "pattern",
    "level",
    "one_leg",
    "hip_flexion",
    "demand",
    "effort",
    "modes",
    "lengths",
    "measures",
    "tags",
)
MOST_CUES = 20
SPARE_ROWS = 2


class FilmField(forms.URLField):
    """An address of the web that may be opened from a client's page: https, and plain about its host."""

    def __init__(self, **options: Any) -> None:
        super().__init__(label="Address of your film", max_length=500, assume_scheme="https", **options)

    def clean(self, value: Any) -> str:
        url: str = super().clean(value)
        parts = urlsplit(url)
        if url and parts.scheme != "https":
            raise forms.ValidationError("The address has to begin with https://.")
        if "@" in parts.netloc:
            raise forms.ValidationError("The address may not hold a name or a password.")
        return url


class FilmForm(forms.Form):
    url = FilmField(error_messages={"required": "Write the address, or remove the film."})


def ticks(label: str, words: dict[str, str], short: bool = True, **options: Any) -> forms.MultipleChoiceField:
    choices = [(word, capfirst(plain)) for word, plain in words.items()]
    options.setdefault("required", False)
    widget = forms.CheckboxSelectMultiple(attrs={"data-as": "pills"} if short else {})
    return forms.MultipleChoiceField(label=label, choices=choices, widget=widget, **options)


def number(label: str, words: Iterable[tuple[int, str]], help_text: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("", NOT_FILLED_IN), *words],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=help_text,
    )


class OwnExerciseForm(forms.ModelForm):
    """Name, pattern, level and measure are asked for; everything else may stay open and is then not known."""

    aliases = Lines(label="Other names", required=False, help_text="One a line; the search finds them too.")
    measures = ticks(
        "Measured in",
        MEASURES,
        required=True,
        error_messages={"required": "Tick what a set is counted in."},
    )
    equipment = ticks("Equipment", {thing: thing for thing in EQUIPMENT})
    demand = number(
        "Hamstring demand",
        [(value, f"{value}, {words}") for value, words in enumerate(DEMANDS)],
        "How hard it works the hamstrings. Open: the guard cannot say whether an injury allows it.",
    )
    modes = ticks(
        "How the muscle works",
        MODES,
        help_text="Open: the guard cannot judge lowering, stretching and springy work.",
    )
    lengths = ticks(
        "Hamstring length at the hardest point",
        LENGTHS,
        short=False,
        help_text="Open: the guard cannot say whether it loads the hamstrings too long.",
    )
    hip_flexion = forms.IntegerField(
        label="Hip bend under load, the most",
        required=False,
        min_value=RANGES["hip_flexion"][0],
        max_value=RANGES["hip_flexion"][1],
        error_messages={"min_value": BEND, "max_value": BEND},
        widget=forms.NumberInput(attrs={"data-unit": "degrees", "inputmode": "numeric"}),
        help_text="0 is straight. Open: the guard cannot hold it against a limit.",
    )
    effort = number(
        "Effort and skill",
        [(value, f"{value} of 5") for value in range(RANGES["effort"][0], RANGES["effort"][1] + 1)],
        "Only for finding it; the guard does not read it.",
    )
    tags = ticks("It can clash with", TAGS, short=False)
    film = FilmField(
        required=False, help_text="Your clients find it beside the cues; it opens in a new tab of theirs."
    )

    class Meta:
        model = Exercise
        fields = [
            *["name", "aliases", "summary", "pattern", "level", "one_leg", "measures", "equipment"],
            *["demand", "modes", "lengths", "hip_flexion", "effort", "tags", "tags_known"],
        ]
        labels = {
            "summary": "What it is",
            "one_leg": "One leg at a time",
            "tags_known": "I went through this list",
        }
        help_texts = {
            "summary": "One sentence under the name.",
            "one_leg": "Work of one leg is not held against an injury of the other.",
            "tags_known": "Without this, what it can clash with counts as not known.",
        }
        widgets = {"summary": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, by: User, groups: list[Muscle], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.groups = by, groups
        choices = [("", NOT_FILLED_IN), *((share, capfirst(words)) for share, words in SHARES.items())]
        for group in groups:
            self.fields[f"share_{group.slug}"] = forms.ChoiceField(
                label=group.name,
                choices=[*choices, ("0", "Nothing")],
                required=False,
                error_messages={"invalid_choice": "A set counts whole, half or for nothing."},
            )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        self._refuse_taken("name", [name])
        return name

    def clean_aliases(self) -> list[str]:
        own = plain_name(self.cleaned_data.get("name", ""))
        aliases = [alias for alias in self.cleaned_data["aliases"] if plain_name(alias) != own]
        self._refuse_taken("aliases", aliases)
        return aliases

    def _refuse_taken(self, field: str, names: list[str]) -> None:
        for name, other in taken(names, owner=self.by, except_pk=self.instance.pk).items():
            self.add_error(field, taken_words(name, other))

    def share_fields(self) -> Iterator[forms.BoundField]:
        return (self[f"share_{group.slug}"] for group in self.groups)

    def shares(self) -> dict[str, Decimal]:
        """The muscle groups that were filled in."""
        filled = {group.slug: self.cleaned_data[f"share_{group.slug}"] for group in self.groups}
        return {slug: Decimal(share) for slug, share in filled.items() if share}


class CueRow(forms.Form):
    """One thing to say; a row without words is left out."""

    kind = forms.ChoiceField(
        label="Kind", choices=[choice for choice in Cue.Kind.choices if choice[0] in CUE_KINDS]
    )
    headline = forms.CharField(label="In a few words", max_length=120, required=False)
    detail = forms.CharField(
        label="More about it",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("detail") and not data.get("headline"):
            self.add_error("headline", "Say it in a few words too, or clear what stands below.")
        return data


CueRows = formset_factory(CueRow, extra=0, max_num=MOST_CUES, absolute_max=MOST_CUES + 1, validate_max=True)


def written(rows: BaseFormSet[CueRow]) -> list[CueEntry]:
    """The rows that say something, in their order."""
    return [CueEntry(**row.cleaned_data) for row in rows if row.cleaned_data.get("headline")]


def cue_rows(exercise: Exercise | None) -> list[dict[str, str]]:
    """A row for each cue, and empty ones: of each kind that is missing, and some to spare."""
    cues = [cue for cue in exercise.cues.all() if cue.kind in CUE_KINDS] if exercise else []
    filled = [{"kind": cue.kind, "headline": cue.headline, "detail": cue.detail} for cue in cues]
    missing = [{"kind": kind} for kind in CUE_KINDS if all(cue.kind != kind for cue in cues)]
    spare = [{"kind": str(Cue.Kind.DO)}] * SPARE_ROWS
    return (filled + missing + spare)[:MOST_CUES]


def load_of(exercise: Exercise) -> dict[str, Any]:
    """What stands in the fields for an exercise that another starts from; reads `shares`."""
    return {
        **{name: getattr(exercise, name) for name in COPIED},
        "equipment": things(exercise),
        **shares_of(exercise),
    }


def shares_of(exercise: Exercise) -> dict[str, str]:
    shares = exercise.shares.all()
    return {f"share_{share.muscle.slug}": f"{share.share.normalize():f}" for share in shares}
