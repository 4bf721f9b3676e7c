"""The forms that change an injury; what each hands over is the arguments of its action."""

import datetime as dt
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django import forms
from django.utils.choices import flatten_choices

from clients.actions.gates import not_met
from clients.actions.injuries import (
    assessment_faults,
    day_faults,
    finding_faults,
    named,
    stage_day_faults,
    stage_faults,
    words_of,
)
from clients.actions.rehabilitation import UNMET
from clients.forms.injuries import (
    ASSESSMENT,
    AssessmentFields,
    FlagFields,
    choice_field,
    day_field,
    kind_choice,
    missing,
    words_field,
)
from clients.health import OpenInjury, closing_needs_clinician, earlier_ones, needs_clinician
from clients.models import GateMet, Injury
from clients.rules import Rule
from clients.stages import family_of
from clients.wording import BALLISTIC_WORDS, LENGTH_WORDS, MODE_WORDS, RELEASED, STRETCH_WORDS
from exercises.models import Exercise

OWN = "own"
# The row that allows only what the specialist's plan lists.
ONLY_THE_PLAN = "R30"


def clinician_field() -> forms.CharField:
    empty = missing("Write the name of the clinician who said so.")
    return forms.CharField(label="Clinician, name and profession", max_length=120, error_messages=empty)


def shown(field: forms.Field, value: Any) -> Any:
    """A choice by its words, anything else as it is."""
    if not isinstance(field, forms.ChoiceField):
        return value
    words: dict[Any, Any] = dict(flatten_choices(field.widget.choices))
    codes = value if isinstance(value, list) else [value]
    return ", ".join(str(words.get(code, code)) for code in codes)


class ChangeForm(forms.Form):
    """A change of one injury; carries the version its editor saw, so that nothing newer is overwritten."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    # Whether the stage of today ends on the day in the form.
    ends_stage = False

    def __init__(self, *args: Any, found: OpenInjury, wanted: str = "", **kwargs: Any) -> None:
        self.found = found
        self.injury = found.injury
        self.wanted = wanted
        kwargs["initial"] = {**self.starting(), "version": self.injury.version, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """A day that cannot be is said together with what is missing."""
        cleaned = super().clean() or self.cleaned_data
        if day := cleaned.get("on"):
            for field, sentence in self.day_faults(day):
                self.add_error(field, sentence)
        return cleaned

    def day_faults(self, day: dt.date) -> Iterator[tuple[str, str]]:
        yield from day_faults(self.injury, "on", day)
        if self.ends_stage:
            yield from stage_day_faults(self.injury, day)

    def starting(self) -> dict[str, Any]:
        """What the form shows before anything is typed."""
        return {}

    def arguments(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def standing(self) -> list[tuple[str, Any]]:
        """What the file says now for each field of the form, for someone whose save came too late."""
        now = {name: value for name, value in self.starting().items() if value not in (None, "")}
        return [
            (str(field.label), shown(field, now[name])) for name, field in self.fields.items() if name in now
        ]


class AssessForm(AssessmentFields, ChangeForm):
    structure = forms.ChoiceField(label="Place", choices=Injury.Structure.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.injury.stage:
            self.no_stage = "As it is now"
            self.fields["stage"].help_text = "Another kind of injury needs its own stage."

    def clean(self) -> dict[str, Any]:
        """Say what the action would refuse together with what is missing."""
        cleaned = super().clean() or self.cleaned_data
        told = {name: cleaned[name] for name in ("structure", *ASSESSMENT) if cleaned.get(name) is not None}
        stage = told.pop("stage", "")
        injury = Injury(
            client=self.injury.client, side=self.injury.side, onset_on=self.injury.onset_on, **told
        )
        faults = (finding_faults(injury), assessment_faults(injury), stage_faults(injury.facts(), stage))
        self.say(chain(*faults))
        same = self.injury.stage and family_of(injury.facts()) == family_of(self.injury.facts())
        if told.get("kind") and not same:
            self.require_stage(injury.facts())
        return cleaned

    def starting(self) -> dict[str, Any]:
        values = {name: getattr(self.injury, name) for name in ("structure", *ASSESSMENT) if name != "stage"}
        if not self.injury.assessed:
            return {**values, "kind": ""}
        return {**values, "kind": kind_choice(self.injury.kind, self.injury.grade)}


def step_of(found: OpenInjury, stage: str) -> int:
    """The step of this stage, counted from 1; else the next one, or at the last the one before."""
    now, last = found.step or 1, len(found.stages)
    steps = {rule.stage: step for step, rule in enumerate(found.stages, start=1)}
    return steps.get(stage) or (now + 1 if now < last else max(last - 1, 1))


class StageForm(ChangeForm):
    """A move to the stage wanted, else the next: its gates, and a clinician where the step is theirs."""

    ends_stage = True
    stage = forms.CharField(widget=forms.HiddenInput)
    on = day_field("Day of the move")
    gates = forms.MultipleChoiceField(label="Met", required=False, widget=forms.CheckboxSelectMultiple)
    clinician = clinician_field()
    reason = words_field("Reason", required=False)

    def __init__(self, *args: Any, found: OpenInjury, wanted: str = "", **kwargs: Any) -> None:
        self.to_step = step_of(found, wanted)
        super().__init__(*args, found=found, wanted=wanted, **kwargs)
        stages, step = found.stages, found.step or 1
        self.passed = stages[step : self.to_step]
        left = not_met(self.injury, self.passed, (), self.injury.client.today())
        choice_field(self, "gates").choices = [(gate, gate) for gate in dict.fromkeys(left)]
        self.fields["reason"].help_text = "Needed where something above is not met."
        if self.to_step < step:
            del self.fields["gates"]
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = "Say why the earlier stage is right."
            self.fields["reason"].help_text = "What happened that makes the earlier stage right."
        if not needs_clinician(stages, step, self.to_step):
            del self.fields["clinician"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        ticked, on = cleaned.get("gates", ()), cleaned.get("on")
        if on and not cleaned.get("reason") and not_met(self.injury, self.passed, ticked, on):
            self.add_error("reason", UNMET)
        return cleaned

    @property
    def gates_met(self) -> list[GateMet]:
        """What was ticked on the injury's page already."""
        return list(self.injury.gates_met.filter(stage__in=[rule.stage for rule in self.passed]))

    @property
    def target(self) -> Rule | None:
        return self.found.stages[self.to_step - 1] if self.found.stages else None

    def starting(self) -> dict[str, Any]:
        return {"stage": self.target.stage if self.target else "", "on": self.injury.client.today()}

    def standing(self) -> list[tuple[str, Any]]:
        return [("Stage", self.found.rule.title)] if self.found.rule else []


class GateForm(forms.Form):
    """One gate of the next stage, and the day it was met; without the day it is taken back."""

    gate = forms.ChoiceField(
        error_messages={"invalid_choice": "This is not one of the things to be met for the next stage."}
    )
    on = day_field("Day", "Choose the day it was met.")

    def __init__(self, *args: Any, found: OpenInjury, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "gate").choices = [(gate.words, gate.words) for gate in found.gates]


class LimitsForm(ChangeForm):
    """A clinician's own limits; a field left empty leaves the stage's limit as it is."""

    clinician = clinician_field()
    on = day_field("Day they said so")
    pain_max = forms.IntegerField(label="Pain up to", required=False, min_value=0, max_value=4)
    rpe_max = forms.IntegerField(label="Effort up to", required=False, min_value=0, max_value=10)
    demand_max = forms.IntegerField(label="Hamstring demand up to", required=False, min_value=0, max_value=5)
    hip_flexion_max = forms.IntegerField(label="Hip bent up to", required=False, min_value=0, max_value=180)
    sprint_max = forms.IntegerField(label="Runs up to", required=False, min_value=0, max_value=100)
    modes = forms.MultipleChoiceField(label="Only this kind of work", required=False)
    lengths = forms.MultipleChoiceField(label="Only at this muscle length", required=False)
    stretch = forms.ChoiceField(label="Stretching", required=False)
    ballistic = forms.ChoiceField(label="Springy work", required=False)
    released = forms.BooleanField(
        label="The surgeon has released the exercises that the operation held back", required=False
    )
    allows = forms.MultipleChoiceField(label="Exercises their plan lists", required=False)
    words = words_field("What they said", required=False, help_text="In their words.")

    LIMITS = (
        "rpe_max",
        "demand_max",
        "hip_flexion_max",
        "sprint_max",
        "modes",
        "lengths",
        "stretch",
        "ballistic",
    )
    UNITS = {
        "pain_max": "of 10",
        "rpe_max": "of 10",
        "demand_max": "of 5",
        "hip_flexion_max": "°",
        "sprint_max": "% of best speed",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, unit in self.UNITS.items():
            self.fields[name].widget.attrs["data-unit"] = unit
        for name, words in (("modes", MODE_WORDS), ("lengths", LENGTH_WORDS)):
            self.fields[name].widget = forms.CheckboxSelectMultiple(attrs={"data-as": "pills"})
            choice_field(self, name).choices = [(code, word.capitalize()) for code, word in words.items()]
        for name, words in (("stretch", STRETCH_WORDS), ("ballistic", BALLISTIC_WORDS)):
            choice_field(self, name).choices = [
                ("", "As the stage says"),
                *((code, word.capitalize()) for code, word in words.items()),
            ]
        if not (self.injury.structure == Injury.Structure.ACL and self.injury.operated_on):
            del self.fields["released"]
        if self.found.rule and self.found.rule.id == ONLY_THE_PLAN:
            self.fields["allows"].widget = forms.CheckboxSelectMultiple(attrs={"data-as": "pills"})
            loading = Exercise.objects.filter(owner=None, demand__gte=1).order_by("name")
            choice_field(self, "allows").choices = list(loading.values_list("slug", "name"))
        else:
            del self.fields["allows"]

    def starting(self) -> dict[str, Any]:
        limits = self.injury.limits
        return {**limits, "pain_max": self.injury.pain_max, "released": bool(limits.get("lifts"))}

    def arguments(self) -> dict[str, Any]:
        """The limits that were typed, beside those of the file that this form does not show."""
        cleaned = super().arguments()
        typed = {name: cleaned.pop(name) for name in self.LIMITS}
        if "released" in self.fields:
            typed["lifts"] = [RELEASED] if cleaned.pop("released") else []
        if "allows" in self.fields:
            typed["allows"] = cleaned.pop("allows")
        kept = {name: value for name, value in self.injury.limits.items() if name not in typed}
        return {**cleaned, "limits": kept | {k: v for k, v in typed.items() if v not in (None, "", [])}}


class ClearForm(ChangeForm):
    clinician = clinician_field()
    on = day_field("Day they said so")
    words = words_field(
        "What they said",
        help_text="In their words: what they found, and what may be trained.",
        error_messages=missing("Write down what the clinician said."),
    )


class ResolveForm(ChangeForm):
    """That it is over; asks for a clinician only where the word is theirs."""

    ends_stage = True
    on = day_field("Over since")
    clinician = clinician_field()
    words = words_field("How it stands now", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not closing_needs_clinician(self.found):
            del self.fields["clinician"]

    def starting(self) -> dict[str, Any]:
        return {"on": self.injury.client.today()}


class RecurrenceForm(ChangeForm):
    """Which earlier injury of its place this one is again, or that it is none of them."""

    earlier = forms.ChoiceField(label="Which is it?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = earlier_ones(self.injury, self.injury.client.injuries.all())
        choice_field(self, "earlier").choices = [
            (OWN, "An injury of its own"),
            *((str(row.pk), self.words_for(row)) for row in self.rows),
        ]

    def words_for(self, row: Injury) -> str:
        """The earlier injury, and what becomes of it."""
        if row.resolved_on:
            return f"The {named(row)} again, which was over on {words_of(row.resolved_on)}"
        return f"The {named(row)} again: that one ends on {words_of(self.injury.onset_on)}, when this began"

    def starting(self) -> dict[str, Any]:
        return {"earlier": str(self.injury.recurrence_of_id or OWN)}

    def arguments(self) -> dict[str, Any]:
        chosen = self.cleaned_data["earlier"]
        return {"earlier": next((row for row in self.rows if str(row.pk) == chosen), None)}


class ReopenForm(ChangeForm):
    on = day_field("Day")
    words = words_field("Why it is not over", error_messages=missing("Write down why it is not over."))

    def starting(self) -> dict[str, Any]:
        return {"on": self.injury.client.today()}


class RaiseForm(FlagFields, ChangeForm):
    """The warning signs asked again; those already open stay open whatever is answered."""

    def __init__(self, *args: Any, found: OpenInjury, **kwargs: Any) -> None:
        injury = found.injury
        days = (injury.client.today() - injury.onset_on).days
        age, place = injury.client.age(), injury.structure
        super().__init__(*args, found=found, age=age, place=place, days=days, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.require_answers()
        return cleaned

    def arguments(self) -> dict[str, Any]:
        return {"red_flags": self.raised()}

    def starting(self) -> dict[str, Any]:
        return {f"flag_{code}": "yes" for code in self.injury.red_flags}

    def standing(self) -> list[tuple[str, Any]]:
        return [("Warning sign", flag.question) for flag in self.found.flags]
