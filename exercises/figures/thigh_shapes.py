"""The thigh in centre lines and widths, drawn as seen with its outer side to the right.

Each row is (x, y, width). A centre line gives a muscle's outline, its taper into the tendon, and fibres
that run with it. From behind these are a right leg; seen from the front the same outline is a left leg.
"""

from exercises.figures.geometry import Point, WidthRow, alongside, smooth, spline, thin

Rows = tuple[WidthRow, ...]

MIDDLE = 205.0  # mirroring about this x makes the other leg
OUTER_EDGE: tuple[Point, ...] = (
    (262, 0), (286, 36), (301, 82), (307, 130), (304, 182), (296, 240), (285, 300), (277, 362), (268, 416),
    (260, 456), (257, 486), (262, 516), (269, 556), (270, 600), (265, 640),
)  # fmt: skip
INNER_EDGE: tuple[Point, ...] = (
    (146, 640), (141, 600), (143, 560), (145, 526), (146, 494), (145, 462), (138, 420), (128, 370),
    (121, 310), (117, 252), (114, 206), (112, 176), (107, 146), (103, 110), (101, 70), (102, 0),
)  # fmt: skip
OUTLINE = smooth(OUTER_EDGE, closed=False) + "L" + smooth(INNER_EDGE, closed=False).removeprefix("M") + "Z"

# From behind: the hamstrings. Long head of biceps femoris and semitendinosus share a tendon at the sit bone.
LONG_HEAD: Rows = (
    (170, 124, 2), (177, 150, 11), (186, 184, 26), (198, 226, 41), (212, 276, 50), (224, 326, 49),
    (234, 372, 39), (240, 412, 25), (243, 446, 13), (243, 478, 8),
)  # fmt: skip
LONG_HEAD_ORIGIN: Rows = ((165, 112, 5), (168, 122, 13), (173, 142, 13), (181, 172, 10), (188, 200, 2))
BICEPS_END: Rows = (
    (236, 378, 1), (240, 412, 4.5), (243, 450, 8), (243, 490, 8), (241, 516, 9), (239, 530, 7),
)  # fmt: skip
SHORT_HEAD: Rows = (
    (228, 296, 6), (246, 330, 22), (254, 372, 28), (253, 414, 25), (249, 450, 15), (246, 484, 6),
)  # fmt: skip
SEMITENDINOSUS: Rows = (
    (164, 118, 2), (163, 134, 11), (163, 156, 23), (163, 190, 36), (165, 234, 43), (167, 280, 40),
    (166, 322, 28), (163, 354, 14), (160, 380, 8),
)  # fmt: skip
SEMITENDINOSUS_END: Rows = (
    (165, 318, 1), (162.5, 352, 5), (158, 402, 7), (154, 446, 6.4), (151, 484, 6.4), (151, 516, 6.4),
    (157, 542, 7), (166, 560, 8),
)  # fmt: skip
SEMIMEMBRANOSUS: Rows = (
    (176, 206, 6), (167, 258, 40), (162, 310, 62), (163, 360, 66), (167, 404, 55), (171, 442, 36),
    (174, 474, 20), (177, 500, 10),
)  # fmt: skip
SEMIMEMBRANOSUS_ORIGIN: Rows = ((171, 116, 4), (177, 150, 10), (182, 200, 15), (178, 260, 20))
SEMIMEMBRANOSUS_END: Rows = ((166, 418, 1), (172, 456, 7), (177, 492, 11), (181, 516, 13))

# Neighbours from behind, with how many fibres each shows: adductor magnus, gracilis, vastus lateralis, calf.
NEIGHBOURS_BEHIND: tuple[tuple[Rows, int], ...] = (
    (((140, 112, 4), (136, 150, 30), (140, 200, 44), (146, 250, 42), (150, 310, 6)), 4),
    (
        (
            (120, 120, 2), (119, 170, 11), (123, 240, 13), (129, 310, 14), (137, 370, 12), (146, 440, 8),
            (149, 510, 5),
        ),
        3,
    ),
    (
        (
            (292, 96, 3), (289, 140, 20), (284, 200, 34), (274, 270, 40), (264, 340, 34), (260, 400, 22),
            (257, 446, 4),
        ),
        5,
    ),
    (((180, 486, 12), (170, 520, 34), (168, 570, 44), (172, 640, 42)), 6),
    (((226, 490, 12), (232, 524, 32), (236, 570, 42), (230, 640, 42)), 6),
)  # fmt: skip

# From the front: the quadriceps.
RECTUS: Rows = (
    (243, 36, 3), (236, 74, 22), (226, 130, 44), (217, 190, 55), (210, 250, 52), (205, 304, 40),
    (202, 346, 26), (200, 386, 12),
)  # fmt: skip
RECTUS_ORIGIN: Rows = ((246, 22, 7), (243, 44, 9), (238, 68, 8), (233, 96, 2))
RECTUS_END: Rows = ((203, 318, 1), (202, 352, 8), (200, 390, 15), (200, 424, 24))
OUTER_VASTUS: Rows = (
    (284, 88, 3), (283, 140, 32), (276, 204, 50), (266, 268, 56), (254, 322, 50), (240, 366, 36),
    (226, 400, 18), (216, 420, 4),
)  # fmt: skip
INNER_VASTUS: Rows = (
    (182, 206, 4), (172, 258, 30), (162, 310, 50), (157, 356, 60), (163, 396, 50), (174, 426, 28),
    (183, 446, 5),
)  # fmt: skip
MIDDLE_VASTUS: Rows = (
    (226, 150, 4), (218, 210, 56), (212, 270, 74), (206, 326, 72), (203, 372, 52), (201, 404, 26),
    (200, 422, 8),
)  # fmt: skip
PATELLAR_TENDON: Rows = ((200, 462, 24), (200, 484, 16), (199, 508, 14), (198, 534, 4))
NEIGHBOURS_FRONT: tuple[tuple[Rows, int], ...] = (
    # tensor fasciae latae, adductors, gracilis, front of the shin, inner and outer calf
    (((262, 18, 4), (275, 56, 26), (284, 100, 22), (290, 150, 3)), 3),
    (((124, 108, 6), (134, 146, 34), (148, 196, 44), (156, 250, 34), (160, 300, 6)), 5),
    (((114, 120, 3), (117, 176, 12), (124, 240, 13), (132, 310, 12), (142, 380, 9), (148, 450, 5)), 3),
    (((222, 506, 4), (229, 548, 34), (228, 596, 38), (224, 640, 34)), 5),
    (((160, 508, 4), (157, 552, 24), (159, 600, 28), (164, 640, 24)), 4),
    (((252, 512, 3), (258, 556, 16), (258, 604, 18), (254, 640, 16)), 3),
)  # fmt: skip
SARTORIUS: Rows = (
    (262, 12, 3), (246, 52, 17), (214, 106, 19), (176, 172, 19), (147, 240, 17), (132, 312, 14),
    (132, 384, 12), (142, 444, 10), (158, 498, 9), (176, 530, 5),
)  # fmt: skip


def outline(rows: Rows) -> str:
    """The edge of a muscle or tendon round its centre line: the `d` of a path."""
    centre = spline(rows)
    return smooth(thin(alongside(centre, 1)) + thin(alongside(centre, -1))[::-1])


def fibres(rows: Rows, count: int, top: float, bottom: float) -> list[str]:
    """Lines that run with a muscle where it is wide enough to show them: the `d` of each path."""
    centre = spline(rows)
    lines: list[str] = []
    for index in range(count):
        share = -0.86 + 1.72 * index / (count - 1)
        edge = alongside(centre, share)
        shown = [
            point for point, row in zip(edge, centre, strict=True) if top <= row[1] <= bottom and row[2] > 11
        ]
        if len(shown) > 6:
            lines.append(smooth(thin(shown, 9), closed=False))
    return lines
