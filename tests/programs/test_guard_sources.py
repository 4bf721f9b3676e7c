"""The guard must not forbid what the source of a row prescribes at that row (4.11.1)."""

import pytest

from tests.programs.profiles import HEALTHY, TODAY, UNDER, line
from trainer.programs.guard import check

# Askling L-protocol, 4.5: extender 3 x 12, diver 3 x 6, glider 3 x 4; row R11
L_PROTOCOL = [
    ("R11", "extender", {"sets": 3, "reps": (12, 12, 12)}),
    ("R11", "diver", {"sets": 3, "reps": (6, 6, 6)}),
    ("R11", "glider", {"sets": 3, "reps": (4, 4, 4)}),
]
# Aspetar, 4.6: stage 1 two-leg bridge 4 x 15 and heel digs; stage 2 single-leg bridge 4 x 15, running to 70 %
# (50 % at R11, 70 % at R12), resisted hamstring 4 x 15; stage 3 fast single-leg bridge 4 x 8
ASPETAR = [
    ("R10", "glute-bridge", {"sets": 4, "reps": (15, 15, 15, 15)}),
    ("R10", "held-glute-bridge", {"sets": 4, "seconds": 30}),
    ("R10", "heel-dig", {"sets": 3, "seconds": 30}),
    ("R11", "single-leg-bridge", {"sets": 4, "reps": (15, 15, 15, 15), "rpe": 6}),
    ("R11", "isometric-curl-hold", {"sets": 4, "seconds": 30, "rpe": 6}),
    ("R11", "standing-leg-curl", {"sets": 4, "reps": (15, 15, 15, 15), "rpe": 6}),
    ("R11", "tempo-run", {"percent_speed": 50}),
    ("R12", "lying-leg-curl", {"sets": 4, "reps": (15, 15, 15, 15), "rpe": 7}),
    ("R12", "tempo-run", {"percent_speed": 70}),
    ("R12", "single-leg-bridge", {"sets": 4, "reps": (8, 8, 8, 8), "rpe": 7}),
]
HOLD = {"sets": 5, "seconds": 45, "rpe": 6}
HEAVY_SLOW = {"sets": 4, "reps": (15, 12, 10, 8), "rpe": 8}
# Goom 2016, 4.9
GOOM = [
    *[("R40", slug, HOLD) for slug in ("isometric-curl-hold", "long-lever-bridge", "held-glute-bridge")],
    *[("R40", slug, HOLD) for slug in ("straight-leg-pull-down", "back-extension")],
    *[("R41", slug, HEAVY_SLOW) for slug in ("glute-bridge", "single-leg-bridge", "prone-hip-extension")],
    *[("R41", slug, HEAVY_SLOW) for slug in ("lying-leg-curl", "band-nordic", "nordic-hamstring")],
    *[("R42", slug, HEAVY_SLOW) for slug in ("hip-thrust", "step-up", "walking-lunge", "deadlift")],
    *[("R42", slug, HEAVY_SLOW) for slug in ("romanian-deadlift", "dumbbell-romanian-deadlift")],
    ("R43", "sprinter-curl", {"rpe": 9}),
    ("R43", "a-skip", {}),
    ("R43", "kettlebell-swing", {"rpe": 9}),
    ("R43", "split-squat", {"rpe": 9}),
    ("R43", "tempo-run", {"percent_speed": 100}),
]


@pytest.mark.parametrize(("rule_id", "slug", "dose"), [*L_PROTOCOL, *ASPETAR, *GOOM])
def test_a_published_programme_gives_no_blocking_finding_at_its_stage(rule_id: str, slug: str, dose: dict):
    findings = check([line(slug, **dose)], [UNDER[rule_id]], HEALTHY, TODAY)
    assert [finding for finding in findings if finding.severity != "caution"] == []


@pytest.mark.parametrize(
    ("rule_id", "slug", "dose", "words"),
    [
        (
            "R11",
            "glider",
            {"sets": 4, "reps": (4, 4, 4, 4)},
            "it fits up to its published dose: 3 sets of 4 rep",
        ),
        ("R11", "diver", {"sets": 3, "reps": (6, 6, 8)}, "3 sets of 6 repetitions"),
        ("R41", "nordic-hamstring", {"sets": 6, "reps": (6,) * 6}, "4 sets of 15 repetitions"),
        ("R40", "back-extension", {"sets": 5, "reps": (8,) * 5}, "5 sets of 45 s held"),
        ("R40", "long-lever-bridge", {"sets": 5, "seconds": 60}, "5 sets of 45 s held"),
    ],
)
def test_beyond_the_published_dose_the_numbers_of_the_stage_count_again(rule_id, slug, dose, words):
    findings = check([line(slug, **dose)], [UNDER[rule_id]], HEALTHY, TODAY)
    assert [finding.severity != "caution" for finding in findings] == [True]
    assert words in findings[0].reason


def test_the_named_exercise_still_keeps_to_the_effort_of_its_stage():
    findings = check([line("glider", sets=3, reps=(4, 4, 4), rpe=8)], [UNDER["R11"]], HEALTHY, TODAY)
    assert [finding.severity for finding in findings] == ["block"]
    assert "effort is RPE 8, this stage allows 6" in findings[0].reason
    assert "demand" not in findings[0].reason


def test_bent_hip_strength_keeps_to_the_hip_bend_of_its_stage():
    injury = UNDER["R42"]
    stricter = type(injury)(**{**vars(injury), "limits": {"hip_flexion_max": 70}})
    findings = check([line("romanian-deadlift", **HEAVY_SLOW)], [stricter], HEALTHY, TODAY)
    assert "the hip bends to 90°, the clinician allows 70°" in findings[0].reason


@pytest.mark.parametrize(("rule_id", "slug", "dose"), [*L_PROTOCOL, *GOOM[:11]])
def test_an_exception_holds_at_its_own_stage_only(rule_id: str, slug: str, dose: dict):
    earlier = {"R11": "R10", "R40": "R30", "R41": "R40"}[rule_id]
    findings = check([line(slug, **dose)], [UNDER[earlier]], HEALTHY, TODAY)
    assert [finding.severity != "caution" for finding in findings] == [True]
