"""Two admins at the library's words: one change that is published, and one that waits for a second look."""

from dataclasses import replace

from exercises.models import Exercise
from trainer.accounts.models import User
from trainer.editorial import actions
from trainer.editorial.reading import published_lines, seen_now


def edit(admin: User, password: str) -> None:
    """Done today: a version may not be older than the one it changes."""
    other = User.objects.create_user("editor@example.com", password, name="Tomas Berg", is_staff=True)
    deadlift = Exercise.objects.get(slug="romanian-deadlift")
    reword(deadlift, admin, "Turn round", "Turn round before your back rounds")
    why = "Said in fewer words, so that it is read between two repetitions."
    ask(deadlift, admin, why)
    asked = seen_now(deadlift, admin)
    actions.publish(exercise=deadlift, by=other, seen=asked, reason=why, source=None)
    nordic = Exercise.objects.get(slug="nordic-hamstring")
    reword(nordic, other, "Make one line", "Be one plank from knees to shoulders")
    ask(nordic, other, "Clients asked which line. A plank is a picture that they know.")


def reword(exercise: Exercise, by: User, begins: str, headline: str) -> None:
    """Other words for the first cue to do that begins so."""
    lines = published_lines(exercise)
    line = next(line for line in lines if line.kind == "do" and line.headline.startswith(begins))
    new = replace(line, headline=headline)
    actions.save_line(exercise=exercise, by=by, seen=seen_now(exercise, by), line=new)


def ask(exercise: Exercise, by: User, reason: str) -> None:
    actions.ask(exercise=exercise, by=by, seen=seen_now(exercise, by), reason=reason, source=None)
