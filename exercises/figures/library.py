"""What a drawn exercise consists of: its positions, what stands around them, and its faults."""

from collections.abc import Mapping
from dataclasses import dataclass

from exercises.figures.equipment import Gear
from exercises.figures.solve import Body, Pose, Spot

POSES = ("start", "end")
MOVE = "move"  # not a pose: the drawing that moves from the start to the end and back


@dataclass(frozen=True)
class Position:
    """One solved pose of an exercise with the pieces of equipment around it."""

    pose: Pose
    body: Body
    gear: tuple[Gear, ...]


@dataclass(frozen=True)
class Ring:
    """A circle round what is wrong in a fault."""

    spot: Spot
    radius: float


@dataclass(frozen=True)
class Fault:
    """A position done wrong; `name` is the catalogue's name for it."""

    name: str
    position: Position
    rings: tuple[Ring, ...]


@dataclass(frozen=True)
class Figure:
    """An exercise as drawn: `planted` names the landmarks that stay where they are between both positions.

    `middle` is a position the motion passes through where the straight way from start to end is not human.
    `faults` are keyed by the pose that an address asks for.
    """

    slug: str
    name: str
    poses: Mapping[str, Position]
    middle: Position | None
    planted: tuple[str, ...]
    open_hand: bool
    faults: Mapping[str, Fault]

    def alt(self, pose: str) -> str:
        return f"{self.name}, {'fault' if pose in self.faults else pose}: {self.says(pose)}."

    def says(self, pose: str) -> str:
        if pose == MOVE:
            start, end = (self.poses[name].pose.says for name in POSES)
            return f"from {start}; to {end}; and back"
        return self.position(pose).pose.says

    def position(self, pose: str) -> Position:
        return self.faults[pose].position if pose in self.faults else self.poses[pose]
