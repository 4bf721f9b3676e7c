"""Muscles on the near side of the figure, each in the frame of the segment it lies on."""

from collections.abc import Mapping
from dataclasses import dataclass

from exercises.figures.geometry import smooth
from exercises.figures.solve import Spot


@dataclass(frozen=True)
class Shape:
    """One piece of a muscle group: `look` is its class in the drawing's own style."""

    segment: str
    look: str
    path: str


LONG_HEAD = smooth([
    (-11.5, 2), (-18, 7), (-23, 20), (-24, 34), (-21.4, 52), (-17.2, 68), (-13.2, 82), (-9.8, 96),
    (-7.2, 96), (-7.4, 82), (-6, 68), (-4, 54), (-3.2, 38), (-4.8, 22), (-8, 9),
])  # fmt: skip
SHORT_HEAD = smooth([
    (-3, 44), (-5, 60), (-7, 74), (-8.2, 88), (-7, 95), (-4, 87), (-0.6, 73), (0.2, 57),
])  # fmt: skip
HAMSTRING_FIBRES = (
    "M-17 9.5C-21 24-20.6 42-10.8 87M-14 11C-17.6 28-17 46-9.8 86"
    "M-11 13C-13.6 30-13 48-8.9 83M-8.6 18C-9.4 34-8.8 50-8.2 76"
)
OUTER_VASTUS = smooth([
    (3, 14), (9, 8), (16, 20), (19.4, 36), (18.6, 54), (15.6, 70), (12, 83), (7.6, 87), (4.6, 74),
    (2.8, 52), (1.6, 30),
])  # fmt: skip
RECTUS_FEMORIS = smooth([
    (15, 2), (20.6, 14), (24.2, 30), (23.2, 50), (20, 68), (16.8, 82), (14.6, 90), (13.6, 84),
    (17.2, 69), (20.4, 52), (21, 34), (17.6, 16),
])  # fmt: skip
THIGH_FIBRES = "M9 14C13 32 13 56 9.4 82M6 18C9 36 9 58 7.6 80M12.6 17C16.6 34 16 56 11.4 78"
GLUTEUS_MAXIMUS = smooth([
    (-12, -28), (-22, -24), (-30.6, -10), (-30.4, 6), (-23, 16), (-10, 14), (-3, 0), (-6, -18),
])  # fmt: skip
GLUTE_FIBRES = "M-15-24C-20-12-16 2-8 10M-21-20C-26-8-22 4-12 12M-26-12C-29-2-26 8-18 14"

# A muscle whose path stands before another's is painted under it.
GROUPS: Mapping[str, tuple[Shape, ...]] = {
    "glutes": (Shape("pelvis", "glute", GLUTEUS_MAXIMUS), Shape("pelvis", "fibre", GLUTE_FIBRES)),
    "quadriceps": (
        Shape("thigh_near", "quad", OUTER_VASTUS),
        Shape("thigh_near", "quad", RECTUS_FEMORIS),
        Shape("thigh_near", "fibre", THIGH_FIBRES),
    ),
    "hamstrings": (
        Shape("thigh_near", "ham deep", SHORT_HEAD),
        Shape("thigh_near", "ham", LONG_HEAD),
        Shape("thigh_near", "fibre", HAMSTRING_FIBRES),
    ),
}

# Tendons cross the knee, so each is a cord between two segments, however the knee is bent.
TENDONS: Mapping[str, tuple[Spot, ...]] = {
    "quadriceps": (Spot(14.4, 88, "thigh_near"), Spot(13.4, -1, "shank_near"), Spot(11, 17, "shank_near")),
    "hamstrings": (Spot(-8.6, 92, "thigh_near"), Spot(-5.4, 14, "shank_near")),
}


def strength(share: float) -> str:
    """How strongly a muscle is painted: `full` for a share of 1, `half` for less, nothing for 0."""
    if share <= 0:
        return ""
    return "full" if share >= 1 else "half"
