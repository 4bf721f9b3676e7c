from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from exercises.models import Cue, Source
from trainer.editorial import differences
from trainer.editorial.lines import FAULT, Line
from trainer.editorial.merging import Conflict

LONGEST_HEADLINE = 80
LONGEST_DETAIL = 160
UP, DOWN, OUT, BACK = "up", "down", "out", "back"
STEPS = [(UP, "Up"), (DOWN, "Down"), (OUT, "Take out"), (BACK, "Back to the published words")]


class SeenForm(forms.Form):
    """Carries what its editor had before her eyes: her draft, its version, and the published version."""

    draft = forms.IntegerField(widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput)
    base = forms.IntegerField(widget=forms.HiddenInput)


class StepForm(SeenForm):
    """One press of a button beside a cue."""

    cue = forms.IntegerField()
    act = forms.ChoiceField(choices=STEPS)


def text_field(label: str, missing: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3, "data-count": True})
    return forms.CharField(
        label=label,
        required=bool(missing),
        max_length=LONGEST_DETAIL,
        widget=widget,
        error_messages={"required": missing},
    )


def counted(length: int, longest: int) -> SafeString:
    """How much of the room is taken; the number is kept up while somebody types."""
    return format_html("<span data-counted>{}</span> of {} characters", length, longest)


class WordsForm(forms.Form):
    """The words of one cue; a common fault has what to look for and what to say in place of a detail."""

    kind = forms.ChoiceField(choices=Cue.Kind.choices)
    headline = forms.CharField(
        label="What the client reads first",
        max_length=LONGEST_HEADLINE,
        widget=forms.TextInput(attrs={"data-count": True}),
        error_messages={"required": "Write what the client reads first."},
    )
    detail = text_field("Detail")
    look = text_field("What to look for", "Write what to look for.")
    say = text_field("What to say", "Write what to say.")

    def __init__(self, *args: Any, line: Line | None = None, **kwargs: Any) -> None:
        if line:
            look, _, say = line.detail.partition("\n")
            words = {"detail": look, "look": look, "say": say}
            kwargs["initial"] = {**words, "kind": line.kind, "headline": line.headline}
        super().__init__(*args, **kwargs)
        if self.is_bound and self["kind"].value() != FAULT:
            self.fields["look"].required = self.fields["say"].required = False
        for name in ("headline", "detail", "look", "say"):
            longest = LONGEST_HEADLINE if name == "headline" else LONGEST_DETAIL
            self[name].help_text = counted(len(self[name].value() or ""), longest)

    def clean(self) -> dict[str, Any]:
        """One space between words: a fault keeps its two parts on two lines."""
        data = super().clean() or {}
        return {
            name: " ".join(value.split()) if isinstance(value, str) else value for name, value in data.items()
        }

    def line(self, cue: int) -> Line:
        data = self.cleaned_data
        is_fault = data["kind"] == FAULT
        detail = f"{data['look']}\n{data['say']}" if is_fault else data["detail"]
        return Line(cue, data["kind"], data["headline"], detail)


class LineForm(WordsForm, SeenForm):
    """The words of one cue of a draft; without `cue` it is a new one."""

    cue = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, line: Line | None = None, **kwargs: Any) -> None:
        super().__init__(*args, line=line, **kwargs)
        if line:
            self.initial["cue"] = line.cue


class PublishForm(SeenForm):
    """Why the words change; what must be written depends on the button."""

    ASKED = {"keep": (), "withdraw": (), "ask": ("reason",)}

    reason = forms.CharField(
        label="Why this change",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One or two sentences. Trainers read it under the cues.",
        error_messages={"required": "Write why the words change."},
    )
    source = forms.ModelChoiceField(
        Source.objects.all(), required=False, empty_label="Coaching consensus, no paper"
    )
    note = forms.CharField(
        label="Why nobody else read it",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="The history keeps it.",
        error_messages={"required": "Write why nobody else read it first, or ask for a second look."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.ASKED.get(self.data.get("act", ""), ("reason", "note"))
        for name in ("reason", "note"):
            self.fields[name].required = name in asked


class ReviewForm(SeenForm):
    """A second admin's yes to words that somebody else drafted."""


@dataclass(frozen=True)
class Card:
    """One cue that both changed: the two texts, marked against what both began with, and the answer."""

    conflict: Conflict
    theirs: differences.Side | None
    mine: differences.Side | None
    field: forms.BoundField
    third: WordsForm


class SettleForm(SeenForm):
    """For each cue that both changed: theirs, mine, or a third text."""

    THEIRS, MINE, THIRD = "theirs", "mine", "third"

    def __init__(self, *args: Any, conflicts: Iterable[Conflict], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conflicts = tuple(conflicts)
        self.thirds: dict[int, WordsForm] = {}
        for conflict in self.conflicts:
            self.fields[f"cue{conflict.cue}"] = forms.ChoiceField(
                choices=[(self.THEIRS, "Theirs"), (self.MINE, "Yours"), (self.THIRD, "A third text")],
                widget=forms.RadioSelect,
                error_messages={"required": "Choose one of the three."},
            )
            data = self.data if self.is_bound and self._choice(conflict.cue) == self.THIRD else None
            line = conflict.mine or conflict.theirs
            self.thirds[conflict.cue] = WordsForm(data, line=line, prefix=f"third{conflict.cue}")

    def _choice(self, cue: int) -> Any:
        return self.data.get(f"cue{cue}")

    @property
    def cards(self) -> list[Card]:
        return [
            Card(
                conflict,
                differences.sides(conflict.base, conflict.theirs)[1],
                differences.sides(conflict.base, conflict.mine)[1],
                self[f"cue{conflict.cue}"],
                self.thirds[conflict.cue],
            )
            for conflict in self.conflicts
        ]

    def is_valid(self) -> bool:
        thirds = [form.is_valid() for form in self.thirds.values() if form.is_bound]
        return super().is_valid() and all(thirds)

    def settled(self) -> dict[int, Line | None]:
        """The words chosen for each cue; None takes it out."""
        found: dict[int, Line | None] = {}
        for conflict in self.conflicts:
            choice = self.cleaned_data[f"cue{conflict.cue}"]
            if choice == self.THIRD:
                found[conflict.cue] = self.thirds[conflict.cue].line(conflict.cue)
            else:
                found[conflict.cue] = conflict.theirs if choice == self.THEIRS else conflict.mine
        return found
