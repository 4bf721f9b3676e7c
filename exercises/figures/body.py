"""The body in segments, each drawn once in a frame of its own.

A segment's joint is at 0,0. Limbs hang along +y, the trunk rises along -y, +x is the front of the body.
The figure stands 400 units tall and faces right, so the near side is the right side seen from outside.
Lengths follow the usual shares of body height; the outlines are ours.
"""

from exercises.figures.geometry import Point, add, limb, rotate, smooth, subtract

LENGTHS = {
    "thigh": 98.0,
    "shank": 97.0,
    "pelvis": 40.0,
    "upper_arm": 72.0,
    "forearm": 60.0,
    "neck": 17.0,
    "grip": 9.0,
}
NECK_BASE: Point = (-4, -70)  # in the frame of the thorax
SHOULDER: Point = (0, -56)
NECK_LEAN = 14.0  # a neck at rest leans forward of the trunk
SOLE = 16.0  # height of the ankle above the floor
BALL: Point = (27, 13)  # where the toes hinge, in the frame of the foot

FOOT: list[Point] = [
    (9.5, -8), (13, -2), (20, 2.5), (28, 5), (33, 6.6), (42, 9.5), (46, 12.5), (45.5, 15), (41, 16),
    (33, 16), (25, 16), (14, 16), (0, 16), (-13, 16), (-18, 14), (-19.5, 8), (-16.5, 1), (-11.5, -4),
    (-10, -9), (0, -11),
]  # fmt: skip
SOLE_STRIP: list[Point] = [
    (-18.6, 12.6), (-17.4, 15.6), (-14.6, 16.6), (0, 16.6), (14, 16.6), (25, 16.6), (33, 16.6),
    (41.6, 16.6), (45.4, 15.6), (46.3, 12.9), (40, 13.4), (32, 13.6), (22, 13.6), (2, 13.6),
]  # fmt: skip

OUTLINES: dict[str, list[Point]] = {
    "thigh": limb([
        (-14, 14, 12), (-4, 24, 21), (12, 26, 25), (30, 25, 26), (50, 22, 24.5), (68, 18.5, 21),
        (82, 15.5, 17.5), (92, 13.5, 16.5), (100, 12.5, 16), (108, 11, 12),
    ]),
    "shorts": limb([
        (-14, 14, 12), (-4, 24.6, 21.8), (12, 27, 26), (30, 26.4, 27), (44, 24.6, 26.6), (47.5, 22, 24),
    ]),
    "shank": limb([
        (-12, 8, 11), (-4, 11.5, 14.5), (6, 13, 14), (16, 17, 12.5), (28, 20.5, 12), (40, 19.5, 11.3),
        (54, 14.5, 10.4), (68, 10.4, 9.4), (82, 8.6, 8.6), (94, 8.6, 9), (103, 8, 8),
    ]),
    "pelvis": [
        (20, 10), (24, -4), (23.5, -18), (22, -32), (21, -44), (0, -49), (-17.5, -44), (-20.5, -33),
        (-28, -22), (-33, -8), (-32, 6), (-25, 18), (-10, 24), (8, 21),
    ],
    "thorax": [
        (21, 4), (22.5, -12), (26, -28), (28, -41), (25.5, -54), (17.5, -65), (10, -72), (0, -77),
        (-10, -75), (-19, -67), (-25, -54), (-26.5, -40), (-23.5, -24), (-19, -9), (-17.5, 4), (0, 10),
    ],
    "neck": limb([(10, 13, 12), (0, 12.5, 10.5), (-9, 11.5, 10), (-18, 11.5, 9.5), (-26, 10, 8)]),
    "head": [
        (4, 4), (12, 3.5), (17.5, 0.5), (18.6, -5), (19, -9.5), (23.2, -14.5), (20.3, -21), (20.8, -29),
        (18, -39), (9, -46.5), (-3, -48), (-14, -44), (-21, -35), (-22.5, -24), (-19, -13), (-12.5, -5),
        (-6, 0),
    ],
    "hair": [
        (20, -32), (18.6, -40), (9.5, -48), (-3, -49.8), (-15, -45.6), (-22.6, -36), (-24.2, -24),
        (-20.5, -12.5), (-14.5, -9.5), (-10.5, -15), (-6, -22), (-2, -27), (6, -33), (13, -34.5),
    ],
    "ear": [(-4.5, -18), (-1.6, -22), (1.6, -20.6), (1.2, -16), (-1.8, -13)],
    "upper_arm": limb([
        (-13, 9, 8), (-6, 15, 14.5), (8, 16.5, 16.5), (22, 14.5, 15), (40, 12.5, 13), (56, 11, 11),
        (70, 9.6, 9.6), (79, 7, 7),
    ]),
    "sleeve": limb([(-14, 9, 8), (-7, 16, 15.4), (8, 17.6, 17.6), (20, 16.4, 16.8), (24, 14, 14.6)]),
    "forearm": limb([
        (-8, 7, 7), (0, 9.6, 9.6), (12, 11, 11), (26, 10, 9.6), (42, 7.4, 7.2), (54, 6, 5.8),
        (62, 5.6, 5.4),
    ]),
    "fist": [(-6.5, -4), (-8, 5), (-7.5, 14), (-2, 19), (5, 18), (8.6, 11), (8, 2), (5.6, -4)],
    "palm": [
        (-5.6, -4), (-7, 8), (-6, 20), (-4, 30), (0, 33), (3.4, 29), (5, 18), (8.6, 13), (10, 7), (7, 3),
        (5.4, -4),
    ],
}  # fmt: skip
PATHS = {name: smooth(outline) for name, outline in OUTLINES.items()}

# Named places on the body: the segment they belong to and where they lie in its frame.
LANDMARKS: dict[str, tuple[str, Point]] = {
    "hip": ("pelvis", (0, 0)),
    "belly": ("pelvis", (24, -10)),
    "seat": ("pelvis", (-26, 2)),
    "lumbar": ("thorax", (-14, -4)),
    "back": ("thorax", (-26.5, -42)),
    "upper_back": ("thorax", (-20, -64)),
    "chest": ("thorax", (20, -36)),
    "shoulder": ("thorax", SHOULDER),
    "neck": ("neck", (0, -8)),
    "head": ("head", (0, -24)),
    "elbow_near": ("forearm_near", (0, 0)),
    "elbow_far": ("forearm_far", (0, 0)),
    "knee_near": ("shank_near", (0, 0)),
    "knee_far": ("shank_far", (0, 0)),
    "ankle_near": ("foot_near", (0, 0)),
    "ankle_far": ("foot_far", (0, 0)),
    "heel_near": ("foot_near", (-13, SOLE)),
    "heel_far": ("foot_far", (-13, SOLE)),
    "toes_near": ("foot_near", (40, 12)),
    "toes_far": ("foot_far", (40, 12)),
    "ball_near": ("foot_near", BALL),
    "ball_far": ("foot_far", BALL),
    "grip_near": ("hand_near", (0, LENGTHS["grip"])),
    "grip_far": ("hand_far", (0, LENGTHS["grip"])),
}


def with_toes(outline: list[Point], toes: float) -> list[Point]:
    """Bend a foot's outline at the ball by the toes' extension in degrees."""
    if not toes:
        return outline
    return [
        add(BALL, rotate(subtract(point, BALL), -toes)) if point[0] > BALL[0] else point for point in outline
    ]
