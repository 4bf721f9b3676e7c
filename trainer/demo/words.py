"""What the demo's trainer says in her own words to the client who signs in, and her film beside them."""

from clients.models import Client
from exercises.models import Exercise
from exercises.own import set_film
from trainer.accounts.models import User
from trainer.programs.cue_actions import write_cue

EXERCISE = "dumbbell-romanian-deadlift"
CUE = "Close the car door behind you with your hips. Stop when your back wants to help."
# Nobody's: the name is kept for examples.
FILM = "https://films.example.com/dumbbell-romanian-deadlift"


def say(client: Client, trainer: User) -> None:
    exercise = Exercise.objects.get(slug=EXERCISE)
    write_cue(client=client, exercise=exercise, words=CUE, read="", by=trainer)
    set_film(exercise=exercise, url=FILM, by=trainer)
