"""The demo trainer's two own exercises: one filled in, and one of which half is still open."""

from decimal import Decimal

from exercises.catalogue import CueEntry
from exercises.models import Exercise
from exercises.own import save_own
from trainer.accounts.models import User

HEEL_SLIDE = {
    "name": "Wall heel slide",
    "summary": "Bridge with the heels on a wall, one heel sliding a hand's width up and back.",
    "pattern": "knee",
    "level": "B",
    "modes": ["C", "E"],
    "lengths": ["S", "M"],
    "hip_flexion": 45,
    "demand": 2,
    "effort": 2,
    "measures": ["reps"],
    "equipment": ["mat", "sock", "wall"],
    "tags": ["PREG_SUPINE", "CRAMP"],
    "tags_known": True,
}
SHARES = {"hamstrings": "0.5", "quadriceps": "0", "glutes": "0.5", "adductors": "0", "erectors": "0"}
CUES = [
    CueEntry("set_up", "Socks on, heels on the wall", "Hips and knees bent, feet as wide as the hips."),
    CueEntry("do", "Lift the seat, then slide", "One heel up a hand's width and back, the seat still."),
    CueEntry("feel", "Back of the thigh, near the knee", ""),
    CueEntry("stop_if", "It cramps or pulls", "Put the seat down and shake the leg out."),
]
HILL_WALK = {
    "name": "Hill walk",
    "summary": "Brisk walking up a steady hill.",
    "pattern": "sprint_drill",
    "level": "B",
    "measures": ["seconds", "distance"],
    "equipment": ["hill"],
    "tags_known": False,
}


def add_own_exercises(trainer: User) -> None:
    shares = {muscle: Decimal(share) for muscle, share in SHARES.items()}
    save_own(exercise=Exercise(**HEEL_SLIDE), shares=shares, cues=CUES, film="", by=trainer)
    save_own(exercise=Exercise(**HILL_WALK), shares={}, cues=[], film="", by=trainer)
