import datetime as dt
from collections import Counter
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from clients.models import Client, Injury
from exercises.models import Exercise
from trainer.accounts.models import User
from trainer.programs.findings import Key, for_client
from trainer.programs.models import Assignment, Program
from trainer.programs.schedule import WEEKDAYS

# How far back a first day may lie: the week that has just begun.
DAYS_BACK = 7
# Spread over the week, rest before the weekend where there is room for it.
USUAL_WEEKDAYS = {
    1: [0],
    2: [0, 3],
    3: [0, 2, 4],
    4: [0, 1, 3, 4],
    5: [0, 1, 2, 3, 4],
    6: [0, 1, 2, 3, 4, 5],
    7: [0, 1, 2, 3, 4, 5, 6],
}


class AssignForm(forms.Form):
    """To whom a programme goes, from when and on which weekdays."""

    client = forms.ModelChoiceField(Client.objects.none(), empty_label="Choose a client")
    starts_on = forms.DateField(
        label="First day",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="The first workout is on this day or on the next weekday ticked below.",
    )
    weekdays = forms.TypedMultipleChoiceField(
        label="Weekdays",
        coerce=int,
        choices=list(enumerate(name[:3] for name in WEEKDAYS)),
        widget=forms.CheckboxSelectMultiple(attrs={"data-as": "pills"}),
    )
    end_running = forms.BooleanField(
        label="End what is running now",
        help_text="Its workouts still ahead are dropped; what was logged stays.",
        required=False,
        # It stands in the preview, which knows whether anything runs.
        widget=forms.CheckboxInput(attrs={"form": "assign-form"}),
    )

    def __init__(self, *args: Any, program: Program, by: User, client: Client | None, **kwargs: Any) -> None:
        """Reads the programme's days; opens with a client where one was chosen already."""
        super().__init__(*args, **kwargs)
        weeks = Counter(day.week for day in program.days.all())
        self.busiest = max(weeks.values(), default=1)
        self.fields["client"].queryset = Client.objects.coached_by(by).active()  # type: ignore[attr-defined]
        workouts = "1 workout" if self.busiest == 1 else f"{self.busiest} workouts"
        self.fields["weekdays"].help_text = f"The busiest week has {workouts}."
        today = client.today() if client else timezone.localdate()
        self.initial = {
            "client": client,
            "starts_on": today + dt.timedelta(days=-today.weekday() % 7),
            "weekdays": USUAL_WEEKDAYS[min(self.busiest, 7)],
        }

    def clean_weekdays(self) -> list[int]:
        chosen: list[int] = self.cleaned_data["weekdays"]
        if len(chosen) < self.busiest:
            raise forms.ValidationError(
                f"Choose at least {self.busiest} weekdays: the busiest week has {self.busiest} workouts."
            )
        return chosen

    def clean(self) -> dict[str, Any]:
        """The first day is read on the client's own calendar, which may be a day ahead of the trainer's."""
        data = super().clean() or {}
        client: Client | None = data.get("client")
        today = client.today() if client else timezone.localdate()
        starts_on: dt.date | None = data.get("starts_on")
        if starts_on and starts_on < today - dt.timedelta(days=DAYS_BACK):
            self.add_error("starts_on", f"This is more than {DAYS_BACK} days ago. Choose a later day.")
        unasked = not {"preview", "runs"} & self.data.keys()
        if client and unasked and client.assignments.running().exists():
            self.add_error("end_running", f"{client.first_name} has a programme already: say if it goes on.")
        return data


class OfAssignmentForm(forms.Form):
    """Names a running assignment of one client and an exercise in it."""

    assignment = forms.ModelChoiceField(Assignment.objects.none())
    exercise = forms.ModelChoiceField(Exercise.objects.none(), to_field_name="slug")
    # What the guard said when the page was opened: another page may have settled it since.
    read = forms.CharField(required=False)

    def __init__(self, *args: Any, client: Client, by: User, **kwargs: Any) -> None:
        """Another trainer's own exercise is known here only where it stands in this client's plans."""
        super().__init__(*args, **kwargs)
        running = client.assignments.running().select_related("client")
        self.fields["assignment"].queryset = running  # type: ignore[attr-defined]
        planned = client.prescriptions.values("exercise")
        known = Exercise.objects.filter(Q(owner=None) | Q(pk__in=planned))
        self.fields["exercise"].queryset = known  # type: ignore[attr-defined]
        self.client, self.by = client, by

    def clean(self) -> dict[str, Any]:
        """A decision is about what its author read; where the guard says something else now it is refused."""
        data = super().clean() or {}
        read, exercise, assignment = data.pop("read", ""), data.get("exercise"), data.get("assignment")
        if read and exercise and assignment:
            found = for_client(self.client)
            asked = [
                strip.finding.reason
                for strip in (*found.strips, *found.cautions)
                if (strip.assignment_id, strip.finding.exercise_slug) == (assignment.pk, exercise.slug)
            ]
            if read not in asked:
                raise forms.ValidationError(changed_words(exercise, asked), code="changed")
        return data


def changed_words(exercise: Exercise, asked: list[str]) -> str:
    now = f"Now it is this: {' '.join(asked)}" if asked else "Nothing is asked about it any more."
    return f"{exercise.name} was changed after you opened this page. {now}"


class PlacedForm(OfAssignmentForm):
    """And in which workouts ahead: of one week, or of all."""

    week = forms.IntegerField(required=False, min_value=1)


class SwapForm(PlacedForm):
    to = forms.ModelChoiceField(Exercise.objects.none(), to_field_name="slug")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = Exercise.objects.in_use().open_to(self.by)  # type: ignore[attr-defined]


class SwapBackForm(OfAssignmentForm):
    """What it came from may be archived, or another trainer's own: it was planned once."""

    to = forms.ModelChoiceField(Exercise.objects.none(), to_field_name="slug")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        swapped = self.client.prescriptions.exclude(swapped_from=None).values("swapped_from")
        self.fields["to"].queryset = Exercise.objects.filter(pk__in=swapped)  # type: ignore[attr-defined]


class InsteadForm(forms.Form):
    """Which exercise a trainer chose, and in which workouts."""

    to = forms.ModelChoiceField(Exercise.objects.in_use(), to_field_name="slug")
    week = forms.TypedChoiceField(
        label="Where",
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect(attrs={"data-as": "pills"}),
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = Exercise.objects.in_use().open_to(by)  # type: ignore[attr-defined]
        self.fields["week"].choices = places  # type: ignore[attr-defined]


class OneParagraph(forms.CharField):
    """Line breaks become spaces, so that the length that counts is the one that was typed."""

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())


class CueForm(forms.Form):
    """What one client is told; `read` names the text that the writer had in front of her."""

    words = OneParagraph(
        label="In your words",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="300 characters at most, signed with your first name.",
        error_messages={"required": "Write what to say, or remove the cue."},
    )
    read = forms.CharField(required=False, widget=forms.HiddenInput)


class KeepForm(OfAssignmentForm):
    """Why an exercise stays although the guard questions it."""

    rule_id = forms.CharField(max_length=20)
    injury = forms.ModelChoiceField(Injury.objects.none(), required=False)
    reason = forms.CharField(
        label="Why you keep it",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": "Write why you keep it."},
    )

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, client=client, **kwargs)
        self.fields["injury"].queryset = client.injuries.all()  # type: ignore[attr-defined]

    @property
    def key(self) -> Key:
        """Which strip the reason is for, as far as the form could be read."""
        found = self.cleaned_data.get
        assignment, exercise, injury = found("assignment"), found("exercise"), found("injury")
        return (
            assignment.pk if assignment else None,
            exercise.slug if exercise else "",
            found("rule_id", ""),
            injury.pk if injury else None,
        )
