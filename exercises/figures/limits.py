"""How far human joints go, in degrees; a pose outside is a drawing mistake and stops the load."""

from collections.abc import Mapping

# Flexion is positive. Ankle: pulled up is positive. Ranges of healthy, supple adults with some room.
RANGES: dict[str, tuple[float, float]] = {
    "lumbar": (-25, 45),
    "neck": (-50, 60),
    "head": (-40, 45),
    "hip": (-25, 130),
    "knee": (0, 150),
    "ankle": (-50, 40),
    "toes": (-30, 80),
    "shoulder": (-60, 185),
    "elbow": (0, 160),
    "wrist": (-70, 80),
}


class ImpossiblePose(ValueError):
    """A hand or foot cannot get where it should; `part` is the one that stays behind."""

    def __init__(self, part: str, words: str) -> None:
        super().__init__(f"{part}: {words}")
        self.part = part
        self.words = words


def beyond(angles: Mapping[str, float]) -> dict[str, str]:
    """What is wrong with each joint out of range; angles are keyed `hip_near`, `lumbar` and so on."""
    found: dict[str, str] = {}
    for joint, angle in angles.items():
        if joint == "pelvis":  # how the whole body lies, not a joint
            continue
        low, high = RANGES[joint.split("_")[0]]
        if not low - 0.05 <= angle <= high + 0.05:
            found[joint] = f"is at {angle:.0f}°, outside {low} to {high}°"
    return found
