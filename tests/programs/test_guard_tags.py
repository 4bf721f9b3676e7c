from datetime import date

import pytest

from tests.programs.profiles import HEALTHY, LIBRARY, TODAY, UNDER, hurt, line
from trainer.programs.guard import check, held


def tag_severities(slug: str, rule_id: str) -> list[str]:
    return [finding.severity for finding in check([line(slug)], [UNDER[rule_id]], HEALTHY, TODAY)]


# Section 6 and 4.11.6: tag, an exercise that carries it, row, what the finding is
INJURY_TAGS = [
    ("HSI_ACUTE", "a-skip", "R10", "block"),
    ("HSI_ACUTE", "lying-leg-curl", "R20", "block"),
    ("HSI_ACUTE", "standing-leg-curl", "R11", "caution"),
    ("HSI_LONG", "seated-leg-curl", "R11", "block"),
    ("HSI_LONG", "romanian-deadlift", "R12", "caution"),
    ("PHT_COMP", "hip-thrust", "R41", "hold"),
    ("PHT_COMP", "strap-hamstring-stretch", "R40", "hold"),
    ("PHT_SSC", "a-skip", "R42", "hold"),
]


@pytest.mark.parametrize(("tag", "slug", "rule_id", "severity"), INJURY_TAGS)
def test_an_injury_tag_speaks_at_its_rows(tag: str, slug: str, rule_id: str, severity: str):
    assert tag in LIBRARY[slug].tags
    (finding,) = check([line(slug)], [UNDER[rule_id]], HEALTHY, TODAY)
    assert finding.severity == severity
    assert finding.tag in LIBRARY[slug].tags


@pytest.mark.parametrize(
    ("slug", "rule_id"),
    [("standing-leg-curl", "R12"), ("romanian-deadlift", "R13"), ("a-skip", "R43"), ("hip-thrust", "R42")],
)
def test_an_injury_tag_is_silent_from_the_row_on_that_opens_it(slug: str, rule_id: str):
    assert tag_severities(slug, rule_id) == []


def test_a_tag_says_why_in_words():
    (finding,) = check([line("romanian-deadlift")], [UNDER["R12"]], HEALTHY, TODAY)
    assert finding.reason == "Right hamstring strain: it loads the hamstrings hard while they lengthen."
    assert finding.title == "Romanian deadlift: take care, stage 3, strength"
    assert finding.can_keep


def test_curls_wait_for_the_surgeon_after_a_cruciate_ligament_operation():
    operated = hurt(
        label="right ACL injury", structure="knee_acl", kind="acl", operated=True, onset_on=date(2026, 9, 1)
    )
    (finding,) = check([line("lying-leg-curl")], [operated], HEALTHY, TODAY)
    assert (finding.severity, finding.owner, finding.can_keep) == ("block", "clinician", False)
    assert (finding.rule_id, finding.tag) == ("ACL_EARLY", "ACL_EARLY")
    (other,) = check([line("hip-thrust")], [operated], HEALTHY, TODAY)
    assert (other.severity, other.rule_id) == ("caution", "none")


@pytest.mark.parametrize(
    "facts",
    [
        {"limits": {"lifts": ["ACL_EARLY"]}},
        {"limits": {"allows": ["lying-leg-curl"]}},
        {"resolved_on": date(2026, 11, 1)},
    ],
)
def test_the_surgeons_release_opens_curls_again(facts):
    injury = hurt(label="right ACL injury", structure="knee_acl", kind="acl", operated=True, **facts)
    assert check([line("lying-leg-curl")], [injury], HEALTHY, TODAY) == []


def test_an_open_back_or_groin_injury_answers_its_own_question():
    back = hurt(label="low back injury", structure="low_back", side="both", kind="other")
    (finding,) = check([line("deadlift")], [back], HEALTHY, TODAY)
    assert (finding.severity, finding.tag, finding.can_keep) == ("hold", "LBP_FLEX", True)
    assert finding.title == "Deadlift does not fit the low back injury"
    assert finding.reason == (
        "Low back injury: it bends the back under load, and bending hurts now; "
        "it loads the back from above, and that hurts now."
    )
    groin = hurt(label="left groin strain", structure="groin")
    (finding,) = check([line("glider")], [groin], HEALTHY, TODAY)
    assert finding.tag == "GROIN"


# Health questions: a yes, a no, no answer

CONDITIONS = [
    ("LBP_FLEX", "romanian-deadlift", "hold", True),
    ("LBP_AXIAL", "good-morning", "hold", True),
    ("KNEE_KNEEL", "nordic-hamstring", "hold", True),
    ("PFP_DEEP", "leg-extension", "hold", True),
    ("HIP_IMP", "goblet-squat", "caution", True),
    ("HTN_INV", "back-extension", "block", False),
    ("PREG_SUPINE", "glute-bridge", "hold", True),
    ("GROIN", "glider", "hold", True),
    ("BALANCE_FALL", "step-up", "hold", True),
    ("CRAMP", "lying-leg-curl", "caution", True),
]


@pytest.mark.parametrize(("tag", "slug", "severity", "can_keep"), CONDITIONS)
def test_a_health_answer_of_yes_speaks_of_the_exercises_that_carry_the_tag(tag, slug, severity, can_keep):
    findings = check([line(slug), line("heel-dig")], [], {**HEALTHY, tag: True}, TODAY)
    assert [(one.prescription_id, one.rule_id, one.tag) for one in findings] == [(slug, tag, tag)]
    assert (findings[0].severity, findings[0].can_keep, findings[0].injury_id) == (severity, can_keep, None)
    assert findings[0].next_step


@pytest.mark.parametrize("answers", [{}, dict.fromkeys(HEALTHY)])
def test_questions_not_answered_are_one_caution_for_the_whole_plan(answers):
    plan = [line("nordic-hamstring"), line("lying-leg-curl"), line("leg-press"), line("heel-dig")]
    (finding,) = check(plan, [], answers, TODAY)
    assert finding.severity == "caution"
    assert finding.title == "4 health questions not answered yet"
    assert finding.tag.split(",") == ["KNEE_KNEEL", "PFP_DEEP", "HIP_IMP", "CRAMP"]
    assert "Is kneeling a problem for you?" in finding.reason
    assert (finding.prescription_id, finding.can_keep) == ("", False)


def test_a_plan_that_no_question_touches_asks_none():
    assert check([line("heel-dig")], [], {}, TODAY) == []


def test_a_blocking_answer_cannot_be_kept_and_a_swap_can():
    answers = {**HEALTHY, "HTN_INV": True, "KNEE_KNEEL": True}
    findings = check([line("back-extension"), line("nordic-hamstring")], [], answers, TODAY)
    kept = {("back-extension", "HTN_INV"), ("nordic-hamstring", "KNEE_KNEEL")}
    assert held(findings, kept) == {"back-extension"}
