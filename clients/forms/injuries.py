"""The form of a new injury and the fields it is made of; the rules they answer to are the actions'."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.text import capfirst

from clients.actions.injuries import SUSPECTED_KINDS, new_faults
from clients.forms.errors import PLACES
from clients.forms.profile import DayInput
from clients.health import came_before
from clients.models import Client, Injury
from clients.rules import InjuryFacts, RedFlag
from clients.stages import RED_FLAGS, family_of, stages_of

NO_YES = [("no", "No"), ("yes", "Yes")]
PROFESSIONS = ["Physiotherapist", "Doctor", "Sports physician", "Surgeon", "Osteopath", "Chiropractor"]
MECHANISMS = [
    "Fast running",
    "Stretch, kick or slide",
    "Lifting",
    "Came on slowly",
    "A knock or a fall",
    "Not known",
]
BAMIC = ["0a", "0b", "1a", "1b", "2a", "2b", "2c", "3a", "3b", "3c", "4", "4c"]
# A tear is chosen with how far it goes, which is its grade; at the sit bone by the place.
KINDS = [
    ("", "Choose"),
    ("strain", "Strain"),
    ("tear:2", "Tear, partial"),
    ("tear:3", "Tear, complete"),
    ("tear", "Tear, not said how far"),
    *(choice for choice in Injury.Kind.choices if choice[0] not in {"strain", "tear"}),
]
CHOOSE_STAGE = "Choose the stage"
NO_STAGES = "This kind has no stages here"
FAMILIES = {
    "strain": "Strain",
    "strain_tendon": "Strain into the tendon (2c, 3c)",
    "tear": "Tear, not operated",
    "tear_operated": "Tear, operated",
    "tendinopathy": "Tendinopathy at the sit bone",
}
# Places whose two sides may be sore together, or that have no side at all.
BOTH_TOO = ("hamstring", "quadriceps", "calf", "low_back", "other")


def stage_choices() -> list[tuple[str, Any]]:
    groups = [
        (label, [(f"{family}:{rule.stage}", rule.title) for rule in stages_of(family)])
        for family, label in FAMILIES.items()
    ]
    return [("", CHOOSE_STAGE), *groups]


def stages_for(
    place: str, kind: str, grade: str, bamic: str, *, operated: bool, empty: str
) -> list[tuple[str, Any]]:
    """The stages of the kind chosen so far; of every kind, under its name, until one is chosen."""
    kind, _, torn = kind.partition(":")
    if not kind:
        return stage_choices()
    facts = InjuryFacts(0, "", place, "left", kind, torn or grade, bamic, operated=operated)
    family = family_of(facts) or ""
    rows = stages_of(family) if family in FAMILIES else ()
    found: list[tuple[str, Any]] = [(f"{family}:{rule.stage}", rule.title) for rule in rows]
    return found if len(found) == 1 else [("", empty if rows else NO_STAGES), *found]


@dataclass(frozen=True)
class Cell:
    """One choice of the table of places."""

    value: str
    side: str
    words: str
    mark: str

    @property
    def id(self) -> str:
        """The name by which the body drawing finds this choice."""
        return f"where-{self.value.replace(':', '-')}"


def cell_of(place: Injury.Structure, side: str) -> Cell | None:
    words = {"left": "left", "right": "right", "both": "both sides or the middle"}
    marks = {"left": "L", "right": "R", "both": "L R"}
    if side == "both" and place not in BOTH_TOO:
        return None
    return Cell(f"{place}:{side}", side, f"{place.label}, {words[side]}", marks[side])


def places() -> list[tuple[str, list[Cell | None]]]:
    """The rows of the table: a place, and its choice on the left, on the right and on both."""
    return [
        (str(place.label), [cell_of(place, side) for side in ("left", "right", "both")])
        for place in Injury.Structure
    ]


def choice_field(form: forms.Form, name: str) -> forms.ChoiceField:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101
    return field


def missing(sentence: str) -> dict[str, str]:
    """What a field says when it is left empty."""
    return {"required": sentence}


def day_field(label: str, empty: str = "Choose the day.", **options: Any) -> forms.DateField:
    sentences = {**missing(empty), "invalid": "This is not a day. Choose it in the calendar."}
    return forms.DateField(label=label, widget=DayInput, error_messages=sentences, **options)


def words_field(label: str, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), **options)


class FlagFields(forms.Form):
    """One No or Yes for each warning sign that can apply to this person, under `flag_<code>`."""

    def __init__(
        self,
        *args: Any,
        age: int | None = None,
        place: str | None = None,
        days: int | None = None,
        to_the_hurt: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked = [flag for flag in RED_FLAGS if flag.can_apply(age=age, place=place, days=days)]
        for flag in self.asked:
            self.fields[f"flag_{flag.code}"] = forms.ChoiceField(
                label=flag.asks if to_the_hurt else flag.question,
                choices=NO_YES,
                required=False,
                widget=forms.RadioSelect(attrs={"data-as": "segments"}),
            )

    def flags(self) -> Iterator[tuple[RedFlag, forms.BoundField]]:
        for flag in self.asked:
            yield flag, self[f"flag_{flag.code}"]

    def answered(self) -> list[str]:
        return [flag.code for flag in self.asked if self.cleaned_data.get(f"flag_{flag.code}")]

    def raised(self) -> list[str]:
        return [code for code in self.answered() if self.cleaned_data[f"flag_{code}"] == "yes"]

    def require_answers(self, place: str | None = None, days: int | None = None) -> None:
        """Every sign has to be answered that can apply to this place, so many days after it started."""
        for flag in self.asked:
            if flag.can_apply(place=place, days=days) and not self.cleaned_data.get(f"flag_{flag.code}"):
                self.add_error(f"flag_{flag.code}", "Answer this one too: no or yes.")


class AssessmentFields(forms.Form):
    """What a clinician found, in fields named as the action's arguments."""

    no_stage = CHOOSE_STAGE
    assessed_by = forms.CharField(
        label="Name", max_length=120, error_messages=missing("Write the name of the clinician who saw it.")
    )
    assessed_role = forms.ChoiceField(
        label="Profession",
        required=False,
        choices=[("", "Not given"), *((word, word) for word in PROFESSIONS)],
    )
    assessed_on = day_field("Day of the assessment", "Choose the day on which they saw it.")
    kind = forms.ChoiceField(
        label="Kind, in their words",
        choices=KINDS,
        error_messages=missing("Choose what the clinician called it."),
    )
    grade = forms.ChoiceField(
        label="Grade, if they gave one",
        required=False,
        choices=[("", "Not given"), ("0", "0"), ("1", "1"), ("2", "2"), ("3", "3")],
        widget=forms.RadioSelect(attrs={"data-as": "segments"}),
    )
    bamic = forms.ChoiceField(
        label="Class from the scan (BAMIC), if they gave one",
        required=False,
        choices=[("", "Not given"), *((code, code) for code in BAMIC)],
    )
    operated_on = day_field("Operated on", required=False)
    stage = forms.ChoiceField(
        label="Stage they put it at",
        required=False,
        choices=stage_choices,
        help_text="If they did not say, take the first: it allows the least.",
    )
    assessment = words_field("What they said", required=False, help_text="In their words.")

    def say(self, faults: Iterable[tuple[str, str]]) -> None:
        """What the action would refuse, at its field, unless that has something to put right already."""
        for name, sentence in faults:
            known = next((field for field in (name, PLACES.get(name)) if field in self.fields), None)
            if known is None or known not in self.errors:
                self.add_error(known, sentence)

    def narrow_stages(self, place: str) -> None:
        """Offer only the stages of the kind that stands in the form; of any place where none is chosen."""
        typed = {name: self[name].value() or "" for name in ("kind", "grade", "bamic", "operated_on")}
        choice_field(self, "stage").choices = stages_for(
            place or Injury.Structure.SIT_BONE,
            str(typed["kind"]),
            str(typed["grade"]),
            str(typed["bamic"]),
            operated=bool(typed["operated_on"]),
            empty=self.no_stage,
        )
        if choice_field(self, "stage").choices == [("", NO_STAGES)]:
            self.fields["stage"].help_text = "Ask the clinician what to avoid, and record their limits."

    def require_stage(self, facts: InjuryFacts) -> None:
        """A stage is never taken for granted: it decides what may be trained from today."""
        family = family_of(facts) or ""
        several = family in FAMILIES and len(stages_of(family)) > 1
        if several and not self.cleaned_data.get("stage"):
            self.say([("stage", "Choose the stage they put it at.")])

    def clean_stage(self) -> str:
        return str(self.cleaned_data["stage"]).rpartition(":")[2]

    def clean(self) -> dict[str, Any]:
        """A partial tear is grade 2 and a complete one grade 3, as the clinician's word has it."""
        cleaned = super().clean() or self.cleaned_data
        kind, _, grade = str(cleaned.get("kind", "")).partition(":")
        if grade and cleaned.get("grade") not in {"", grade, None}:
            word = "partial" if grade == "2" else "complete"
            self.add_error("grade", f"A {word} tear is grade {grade}. Correct grade or kind.")
        if kind:
            cleaned["kind"] = kind
            cleaned["grade"] = grade or cleaned.get("grade", "")
        return cleaned


ASSESSMENT = tuple(AssessmentFields.base_fields)


def kind_choice(kind: str, grade: str) -> str:
    """The choice of KINDS that stands for a kind on file."""
    return f"{kind}:{grade}" if kind == Injury.Kind.TEAR and grade in {"2", "3"} else kind


class InjuryForm(FlagFields, AssessmentFields):
    """A new injury: where, what happened, the warning signs, and who has assessed it."""

    where = forms.ChoiceField(
        label="Where does it hurt most?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the place and the side.",
            "invalid_choice": "Choose the place and the side from the table.",
        },
    )
    onset_on = day_field("Day it started", "Choose the day it started, or the nearest you know.")
    resolved_on = day_field("Over since, for a past injury", required=False)
    mechanism = forms.ChoiceField(
        label="How it came",
        required=False,
        choices=[(word, word) for word in MECHANISMS],
        widget=forms.RadioSelect(attrs={"data-as": "pills"}),
    )
    words = words_field("In the client's words", required=False, help_text="The client can read this.")
    assessed = forms.ChoiceField(
        label="Who has assessed it",
        choices=[("nobody", "No one yet"), ("clinician", "A clinician")],
        initial="nobody",
        widget=forms.RadioSelect(attrs={"data-as": "segments"}),
        error_messages=missing("Say whether anyone has assessed it."),
    )
    suspected = forms.ChoiceField(
        label="What it looks like",
        required=False,
        choices=[("injury", "An injury or sudden pain"), ("soreness", "Soreness after new or hard work")],
        initial="injury",
        widget=forms.RadioSelect,
        help_text="Soreness: both legs, spread out, a day to three after the work, and nothing happened.",
    )
    recurs = forms.ChoiceField(
        label="Is this the same injury again?",
        required=False,
        choices=[("yes", "Yes, the same again"), ("no", "No, a new one")],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, age=client.age(), **kwargs)
        self.client = client
        choice_field(self, "where").choices = [
            (cell.value, cell.words) for _, cells in places() for cell in cells if cell
        ]
        self.earlier: Injury | None = None

    def places(self) -> list[tuple[str, list[Cell | None]]]:
        return places()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("assessed") == "nobody":
            for name in ASSESSMENT:
                self.errors.pop(name, None)
        onset: dt.date | None = cleaned.get("onset_on")
        over = "resolved_on" in self.errors or bool(cleaned.get("resolved_on"))
        structure, _, side = str(cleaned.get("where") or "").partition(":")
        if not over:
            days = (self.client.today() - onset).days if onset else None
            self.require_answers(structure or None, days)
        self.check_rules(structure, side)
        if structure and onset:
            self.earlier = came_before(self.client, structure, side, onset, over=over)
            self.ask_recurs()
        return cleaned

    def check_rules(self, structure: str, side: str) -> None:
        """Say what the action would refuse together with what is missing, each once and at its field."""
        cleaned = self.cleaned_data
        found = self.finding(structure)
        stage = found.pop("stage", "") or ""
        days = {name: cleaned.get(name) for name in ("onset_on", "resolved_on")}
        told = {name: value for name, value in {**found, **days}.items() if value is not None}
        flags = [code for code in self.raised() if cleaned.get("resolved_on")]
        injury = Injury(client=self.client, structure=structure, side=side, red_flags=flags, **told)
        self.say(new_faults(injury, stage))
        if cleaned.get("assessed") == "clinician" and told.get("kind") and not injury.resolved_on:
            self.require_stage(injury.facts())

    def ask_recurs(self) -> None:
        """Say which injury of this place is on file already, and ask whether this is the same."""
        earlier = self.earlier
        if earlier is None:
            return
        began, label = date_format(earlier.onset_on, "j F Y"), capfirst(earlier.label)
        is_open = earlier.resolved_on is None
        if is_open:
            choice_field(self, "recurs").choices = [
                ("yes", "Yes, the same again: the earlier one ends on the day this one began"),
                ("no", "No, a separate one: both stay open"),
            ]
        if not self.cleaned_data.get("recurs"):
            state = "not over" if is_open else "over"
            self.add_error("recurs", f"{label} is on file, from {began}, and {state}. Say which it is.")
        elif (
            is_open
            and self.cleaned_data["recurs"] == "yes"
            and earlier.onset_on > self.cleaned_data["onset_on"]
        ):
            self.add_error("onset_on", f"The earlier one began on {began}.")

    def flags_at_once(self) -> list[tuple[RedFlag, forms.BoundField]]:
        return [(flag, field) for flag, field in self.flags() if flag.after_days is None]

    def flags_later(self) -> list[tuple[RedFlag, forms.BoundField]]:
        """Signs that only an injury of some days' standing can have."""
        return [(flag, field) for flag, field in self.flags() if flag.after_days is not None]

    def finding(self, structure: str) -> dict[str, Any]:
        """What the clinician found, as far as it is filled in; else what it looks like."""
        cleaned = self.cleaned_data
        if cleaned.get("assessed") == "clinician":
            return {name: cleaned.get(name) for name in ASSESSMENT}
        sore = cleaned.get("suspected") == "soreness"
        return {"kind": Injury.Kind.SORENESS if sore else SUSPECTED_KINDS.get(structure, Injury.Kind.OTHER)}

    def arguments(self) -> dict[str, Any]:
        """What add_injury takes; without a clinician their fields count as empty."""
        cleaned = self.cleaned_data
        structure, side = cleaned["where"].split(":")
        plain = {name: cleaned[name] for name in ("onset_on", "resolved_on", "mechanism", "words")}
        recurs = {"yes": True, "no": False}.get(cleaned["recurs"])
        found = self.finding(structure)
        return {
            "structure": structure,
            "side": side,
            "red_flags": self.raised(),
            "recurs": recurs,
            **plain,
            **found,
        }
