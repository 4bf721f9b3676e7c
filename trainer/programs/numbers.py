"""The numbers of one line of a client's plan: typed, judged and written, here or in every workout ahead."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from trainer.accounts import audit
from trainer.accounts.models import User
from trainer.programs import findings
from trainer.programs.actions import ahead
from trainer.programs.guard import verdict
from trainer.programs.models import WorkoutExercise
from trainer.programs.profiles import Library, prescription_of
from trainer.web.fields import Decimals
from trainer.web.units import in_unit, kilograms

EFFORTS = [("", "Not given"), *((f"{half / 2:g}", f"{half / 2:g}") for half in range(2, 21))]
RANGE = re.compile(r"^(\d{1,3})\s*(?:-|–|to)\s*(\d{1,3})$")
MOST_REPS, MOST_KILOGRAMS = 100, 400
WRITTEN = [
    *["sets", "reps", "reps_top", "seconds", "metres", "load_kg", "rpe", "percent_speed"],
    *["tempo", "rest_seconds", "note"],
]


class RepsField(forms.CharField):
    """ "8", "6–8" for a range, "12, 10, 8" for one number a set; empty is as able."""

    def clean(self, value: Any) -> tuple[list[int], int | None]:
        text = super().clean(value)
        if match := RANGE.match(text):
            low, top = int(match[1]), int(match[2])
            numbers, upper = [low], top if top > low else None
        else:
            parts = [part.strip() for part in text.split(",") if part.strip()]
            if not all(part.isdecimal() for part in parts):
                raise ValidationError("Write 8, or 6–8 for a range, or 12, 10, 8 for one number a set.")
            numbers, upper = [int(part) for part in parts], None
        if not all(1 <= count <= MOST_REPS for count in (*numbers, upper or 1)):
            raise ValidationError(f"Between 1 and {MOST_REPS} repetitions a set.")
        return numbers, upper

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(initial, (data or "").strip())


class NumbersForm(forms.Form):
    """Sets and what each counts, load in the reader's unit, effort, tempo, rest and note of one line."""

    sets = forms.IntegerField(min_value=1, max_value=20)
    reps = RepsField(
        label="Repetitions",
        required=False,
        max_length=60,
        help_text="8, or 6–8 for a range, or 12, 10, 8 for one number a set. Empty: as able.",
    )
    seconds = forms.IntegerField(label="Seconds held", min_value=1, max_value=1800)
    metres = forms.IntegerField(label="Metres", min_value=1, max_value=5000)
    load = Decimals(required=False, min_value=0, max_digits=7, decimal_places=3)
    rpe = forms.TypedChoiceField(
        label="Effort (RPE)", choices=EFFORTS, coerce=Decimal, empty_value=None, required=False
    )
    percent_speed = forms.IntegerField(
        label="Per cent of best speed", min_value=1, max_value=100, required=False
    )
    tempo = forms.CharField(max_length=20, required=False, help_text="3-1-1 is 3 s down, 1 s hold, 1 s up.")
    rest_seconds = forms.IntegerField(label="Rest, in seconds", min_value=0, max_value=900, required=False)
    note = forms.CharField(max_length=300, required=False)
    everywhere = forms.ChoiceField(
        label="Where",
        required=False,
        widget=forms.RadioSelect(attrs={"data-as": "pills"}),
    )

    def __init__(self, data: Any = None, *, row: WorkoutExercise, workouts: int, reader: User) -> None:
        """`workouts` counts those ahead that hold the same exercise."""
        self.unit = reader.load_unit
        super().__init__(data, initial=self.standing(row))
        counts = "seconds" if row.seconds else "metres" if row.metres else "reps"
        for name in {"reps", "seconds", "metres"} - {counts}:
            del self.fields[name]
        if row.exercise.pattern != "sprint_drill" and row.percent_speed is None:
            del self.fields["percent_speed"]
        if workouts > 1:
            choices = [("", "Only this workout"), ("1", f"Every workout from now on ({workouts})")]
            self.fields["everywhere"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["everywhere"]
        self.fields["load"].label = f"Load, in {self.unit}"
        self.fields["load"].widget.attrs |= {"inputmode": "decimal", "step": "any"}

    def standing(self, row: WorkoutExercise) -> dict[str, Any]:
        same = len(set(row.reps)) == 1
        first = f"{row.reps[0]}–{row.reps_top}" if row.reps and row.reps_top else ""
        listed = str(row.reps[0]) if same else ", ".join(str(count) for count in row.reps)
        names = ("sets", "seconds", "metres", "percent_speed", "tempo", "rest_seconds", "note")
        return {name: getattr(row, name) for name in names} | {
            "reps": first or listed,
            "load": in_unit(row.load_kg, self.unit),
            "rpe": "" if row.rpe is None else f"{row.rpe.normalize():f}",
        }

    def clean_load(self) -> Decimal | None:
        load = kilograms(self.cleaned_data["load"], self.unit)
        if load is not None and load > MOST_KILOGRAMS:
            most = in_unit(Decimal(MOST_KILOGRAMS), self.unit)
            raise ValidationError(f"Loads go up to {most} {self.unit}.")
        return load

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        numbers, _ = data.get("reps") or ([], None)
        if len(numbers) > 1 and data.get("sets") and len(numbers) != data["sets"]:
            self.add_error("reps", f"{len(numbers)} numbers for {data['sets']} sets: write one number a set.")
        return data

    def changes(self) -> dict[str, Any]:
        """What is not as it was, under the names of the row's fields; nothing else is written elsewhere."""
        wanted = {name: self.cleaned_data[name] for name in self.changed_data if name != "everywhere"}
        if "load" in wanted:
            wanted["load_kg"] = wanted.pop("load")
        return wanted


def put_down(row: WorkoutExercise, wanted: dict[str, Any]) -> None:
    """Write changed numbers into a row; the repetitions always hold one number for each set."""
    values = dict(wanted)
    numbers, top = values.pop("reps", (row.reps, row.reps_top))
    for name, value in values.items():
        setattr(row, name, value)
    if len(numbers) > 1 and "reps" in wanted:
        row.sets = len(numbers)
    row.reps = [*numbers, *numbers[-1:] * row.sets][: row.sets]
    row.reps_top = top


@transaction.atomic
def change_numbers(*, row: WorkoutExercise, wanted: dict[str, Any], everywhere: bool, by: User) -> int:
    """Write the changed numbers of a line, or of its exercise in every workout ahead; returns in how many.

    What only a clinician could allow is refused; what a reason can keep is asked about on the plan.
    """
    assignment = row.workout.assignment
    rows = ahead(assignment, row.exercise)
    found = list(rows if everywhere else rows.filter(pk=row.pk))
    profile = Library(found).profiles[row.exercise_id] if found else None
    known = findings.situations([assignment.client])[assignment.client_id].known
    for one in found:
        before = verdict(prescription_of(one, profile), *known)
        put_down(one, wanted)
        after = verdict(prescription_of(one, profile), *known)
        if before.may_be_chosen and not after.may_be_chosen:
            why = next(finding for finding in after.stops if not finding.can_keep)
            raise ValidationError(f"{why.reason} Only a clinician's word lifts this. Nothing was changed.")
    WorkoutExercise.objects.bulk_update(found, WRITTEN)
    audit.record("numbers changed", by=by, client_number=assignment.client_id, row=assignment)
    return len({one.workout_id for one in found})
