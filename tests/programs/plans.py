"""A strain of Zoe's, programmes given to her, and the first of each as a test wants it."""

import datetime as dt

from clients.models import Client, Injury
from trainer.accounts.models import User
from trainer.programs.actions import assign
from trainer.programs.models import Assignment, Program, WorkoutExercise


def strained(client: Client, stage: str, **fields: object) -> Injury:
    """A right hamstring strain that a clinician has graded, at that stage."""
    today = client.today()
    seen = {"assessed_by": "Dr Okafor", "assessed_on": today - dt.timedelta(days=9), "grade": "2"}
    begun = {
        "structure": "hamstring",
        "side": "right",
        "kind": "strain",
        "onset_on": today - dt.timedelta(days=10),
    }
    return Injury.objects.create(client=client, stage=stage, **(begun | seen | fields))


def next_monday(client: Client) -> dt.date:
    today = client.today()
    return today + dt.timedelta(days=-today.weekday() % 7)


def give(client: Client, slug: str, by: User, **fields: object) -> Assignment:
    given = {"starts_on": next_monday(client), "weekdays": [0, 2, 4]} | fields
    return assign(program=Program.objects.get(slug=slug), client=client, by=by, **given)


def lines(assignment: Assignment) -> list[WorkoutExercise]:
    rows = WorkoutExercise.objects.filter(workout__assignment=assignment)
    return list(rows.select_related("exercise", "workout").order_by("workout__scheduled_on", "position"))
