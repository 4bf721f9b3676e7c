"""The library in the admin: refused at the field is what the catalogue's files may not say either."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from exercises.gaps import NOT_KNOWN, way_back
from exercises.models import Exercise, Step
from exercises.naming import taken
from exercises.words import CONFIDENCES, EQUIPMENT, LENGTHS, MEASURES, MODES, RANGES, SHARES, TAGS

WORD_LISTS = ("modes", "lengths", "measures", "tags")


class Lines(forms.Field):
    """A list of texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: str | None) -> list[str]:
        lines = (" ".join(line.split()) for line in (value or "").splitlines())
        return list(dict.fromkeys(filter(None, lines)))


class KnownWords(forms.MultipleChoiceField):
    """Words of the library's vocabulary, to tick."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, words: Mapping[str, str], **options: Any) -> None:
        choices = [(word, f"{word}: {plain}") for word, plain in words.items()]
        super().__init__(choices=choices, **options)


class Share(forms.TypedChoiceField):
    """How much of a set counts: the number as it is stored and what it means."""

    def __init__(self, **options: Any) -> None:
        words = {**SHARES, "0": "nothing"}
        super().__init__(
            choices=[("", "---------"), *((value, f"{value}: {plain}") for value, plain in words.items())],
            coerce=Decimal,
            error_messages={"invalid_choice": "A share is 0, 0.5 or 1."},
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def ranged(name: str, label: str, help_text: str) -> forms.IntegerField:
    """A number that may be left out, as "not known"."""
    lowest, highest = RANGES[name]
    words = f"{label} runs from {lowest} to {highest}."
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=lowest,
        max_value=highest,
        help_text=f"{help_text} Empty: not known.",
        error_messages={"min_value": words, "max_value": words},
    )


class ExerciseForm(forms.ModelForm):
    aliases = Lines(
        required=False,
        help_text="Other names, one a line. A name leads to one exercise only, as imports go by it.",
    )
    modes = KnownWords(MODES, required=False)
    lengths = KnownWords(LENGTHS, required=False, help_text="Of the hamstrings, at the hardest point.")
    measures = KnownWords(MEASURES)
    tags = KnownWords(TAGS, required=False, help_text="What it can clash with.")
    equipment = Lines(
        required=False,
        help_text=f"One thing a line, each is needed; “a or b” where either will do. "
        f"Known: {', '.join(EQUIPMENT)}.",
    )
    hip_flexion = ranged("hip_flexion", "Hip bend", "Degrees, the largest under load.")
    demand = ranged("demand", "Hamstring demand", "From none to very high.")
    effort = ranged("effort", "Effort", "General effort and skill.")
    confidence = forms.TypedChoiceField(
        coerce=int, choices=[(number, f"{number}: {words}") for number, words in enumerate(CONFIDENCES)]
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        self._refuse_taken("name", [name])
        return name

    def clean_aliases(self) -> list[str]:
        aliases: list[str] = self.cleaned_data["aliases"]
        self._refuse_taken("aliases", aliases)
        return aliases

    def _refuse_taken(self, field: str, names: list[str]) -> None:
        for name, other in taken(names, owner=None, except_pk=self.instance.pk).items():
            self.add_error(field, f"“{name}” already leads to {other.name}.")

    def clean_equipment(self) -> list[str]:
        things: list[str] = self.cleaned_data["equipment"]
        for choice in (choice for thing in things for choice in thing.split(" or ")):
            if choice not in EQUIPMENT:
                self.add_error("equipment", f"“{choice}” is not known.")
        return things

    def clean_evidence(self) -> str:
        """Browsers send their own line ends; paragraphs are told by ours."""
        evidence = "\n".join(self.cleaned_data["evidence"].splitlines())
        if not evidence:
            raise forms.ValidationError(f"Write what is known, or “{NOT_KNOWN}”.")
        return evidence

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in WORD_LISTS:
            stored = getattr(self.instance, name)
            if name in cleaned and set(cleaned[name]) == set(stored):
                cleaned[name] = stored  # ticking keeps no order, and another order is another text
        if not cleaned.get("sources"):
            if cleaned.get("confidence"):
                self.add_error("confidence", "Confidence above 0 needs a source.")
            if NOT_KNOWN not in cleaned.get("evidence", NOT_KNOWN).casefold():
                self.add_error("evidence", f"Name a source below, or say “{NOT_KNOWN}” here.")
        return cleaned


class ShareForm(forms.ModelForm):
    share = Share()


type Ways = dict[str, set[str]]


class StepForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("to") and cleaned["to"] == cleaned.get("exercise"):
            self.add_error("to", "A step leads to another exercise.")
        return cleaned


class LoneStepForm(StepForm):
    """A step by itself, which says at which exercise it stands."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if exercise := cleaned.get("exercise"):
            refuse_circles([self], exercise, ways_up(Step.objects.exclude(pk=self.instance.pk)))
        return cleaned


class StepFormSet(forms.BaseInlineFormSet):
    """All steps of one exercise: several new ones may close a circle together."""

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if not self._should_delete_form(form)]  # type: ignore[attr-defined]
        elsewhere = Step.objects.exclude(exercise=self.instance.pk)
        refuse_circles(kept, self.instance, ways_up(elsewhere))


def ways_up(steps: QuerySet[Step]) -> Ways:
    """What is harder than each exercise of the library, whichever of the two says so."""
    ways: Ways = {}
    linked = steps.filter(exercise__owner=None).exclude(to=None)
    for exercise, to, direction in linked.values_list("exercise_id", "to_id", "direction"):
        add_way(ways, exercise, to, direction)
    return ways


def add_way(ways: Ways, exercise: int | None, to: int, direction: str) -> list[str]:
    """Note which of the two is harder; answers the circle that this closes, and then notes nothing."""
    low, high = str(exercise), str(to)
    if direction == Step.Direction.EASIER:
        low, high = high, low
    circle = way_back(low, {**ways, low: {high}})
    if not circle:
        ways.setdefault(low, set()).add(high)
    return circle


def refuse_circles(rows: Iterable[forms.ModelForm], exercise: Exercise, ways: Ways) -> None:
    """Tell each step that would close a circle, by the names along it."""
    for form in rows:
        to, direction = form.cleaned_data.get("to"), form.cleaned_data.get("direction")
        if to and direction and (circle := add_way(ways, exercise.pk, to.pk, direction)):
            names = {str(row.pk): row.name for row in Exercise.objects.of_everyone().only("name")}
            names[str(exercise.pk)] = exercise.name
            told = " → ".join(names[pk] for pk in circle)
            form.add_error("to", f"This closes a circle, each harder than the one before: {told}.")
