from pathlib import Path

import pytest

from clients.stages import CONDITIONS, RED_FLAGS, StagesError
from clients.stages_file import FOLDER, read_questions, read_stages


def test_every_warning_sign_of_the_fact_sheet_is_asked_in_plain_words():
    # 4.8; its row on suspected strains holds three signs
    urgencies = {flag.code: flag.urgency for flag in RED_FLAGS}
    assert urgencies == {
        "avulsion": "same_day",
        "cannot_walk": "within_48h",
        "nerve": "within_days",
        "cauda_equina": "emergency",
        "clot": "emergency",
        "general_illness": "urgent_doctor",
        "young_sit_bone": "within_days",
        "medicine": "doctor",
        "not_settling": "clinician",
        "pain_walking": "clinician",
        "second_strain": "clinician",
        "tendon_no_change": "clinician",
    }
    assert all(flag.question.endswith("?") and flag.sentence.endswith(".") for flag in RED_FLAGS)
    assert {flag.basis for flag in RED_FLAGS if flag.code != "avulsion"} == {"memory"}


def test_every_condition_tag_has_a_question_and_says_what_a_yes_does():
    # 4.11.6
    named = (
        "LBP_FLEX LBP_AXIAL KNEE_KNEEL PFP_DEEP HIP_IMP HTN_INV GLAUCOMA_INV PREG_SUPINE SHOULDER_OH "
        "WRIST_LOAD GROIN BALANCE_FALL CRAMP"
    )
    assert [condition.tag for condition in CONDITIONS] == named.split()
    assert all(condition.question.endswith("?") and condition.advice for condition in CONDITIONS)
    actions = {condition.tag: condition.action for condition in CONDITIONS}
    assert (actions["LBP_FLEX"], actions["GLAUCOMA_INV"], actions["CRAMP"]) == ("swap", "block", "caution")


# Files that cannot be used


def changed(tmp_path: Path, name: str, old: str, new: str) -> Path:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("rpe_max = 6", 'rpe_max = "six"', "stages.toml, rule R11, rpe_max"),
        ("demand_max = 1", "demand_max = 9", "stages.toml, rule R10, demand_max"),
        ("hip_flexion_max = 60", "hip_flexion = 60", "stages.toml, rule R10, hip_flexion: this limit is not"),
        ('stretch = "active"', 'stretch = "sometimes"', "stages.toml, rule R11, stretch: 'sometimes'"),
        (", sprint_max = 80 }", " }", "stages.toml, rule R12, sprint_max: every stage says this"),
        ('owner = "shared"', 'owner = "nobody"', "stages.toml, rule R12, owner: 'nobody'"),
        ('basis = "own"', 'basis = "hearsay"', "stages.toml, rule R00, basis: 'hearsay'"),
        ('sources = ["aspetar"]', 'sources = ["a friend"]', "stages.toml, rule R10, sources: 'a friend'"),
        ('title = "Stage 2, early load"', 'title = ""', "stages.toml, rule R11, title: a sentence is needed"),
        ('ask = ["modes"]', 'ask = ["luck"]', "stages.toml, rule R30, ask: 'luck'"),
        ('own = ["demand_max", "pain_max"', 'own = ["demands"', "stages.toml, rule R01, own: 'demands'"),
        ("reps = 12 }", "reps = -1 }", "stages.toml, rule R11, reps: -1"),
        ("reps = 12 }", "repetitions = 12 }", "stages.toml, rule R11, repetitions: this key is not known"),
        ('tear = ["R30"]', 'tear = ["R99"]', "stages.toml, family tear, families: 'R99'"),
        ('tear = ["R30"]', "tear = []", "stages.toml, rule R30, families: no family holds this rule"),
        ('caution = ["R11"]', 'caution = ["R77"]', "stages.toml, tag HSI_ACUTE, caution: 'R77'"),
        ("[sources]", "[source]", "stages.toml, sources: this table is missing"),
        ('gates = ["Load test 0 to 3"]', "", "stages.toml, rule R41, gates: None is not a list"),
    ],
)
def test_a_bad_stage_is_refused_with_file_entry_and_key(tmp_path: Path, old: str, new: str, named: str):
    with pytest.raises(StagesError) as refusal:
        read_stages(changed(tmp_path, "stages.toml", old, new))
    assert str(refusal.value).startswith(named)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        (
            'urgency = "same_day"',
            'urgency = "soon"',
            "health_questions.toml, red flag avulsion, urgency: 'soon'",
        ),
        ('action = "swap"', 'action = "hope"', "health_questions.toml, condition LBP_FLEX, action: 'hope'"),
        (
            "[red_flags.clot]\nquestion",
            "[red_flags.clot]\nasked",
            "health_questions.toml, red flag clot, asked",
        ),
        (
            "advice = ",
            "advise = ",
            "health_questions.toml, condition LBP_FLEX, advise: this key is not known",
        ),
    ],
)
def test_a_bad_question_is_refused_with_file_entry_and_key(tmp_path: Path, old: str, new: str, named: str):
    path = changed(tmp_path, "health_questions.toml", old, new)
    with pytest.raises(StagesError) as refusal:
        read_questions(path)
    assert str(refusal.value).startswith(named)


def test_a_file_that_is_no_toml_is_refused_by_name(tmp_path: Path):
    path = tmp_path / "stages.toml"
    path.write_text("[rules\n", encoding="utf-8")
    with pytest.raises(StagesError, match=r"^stages\.toml: "):
        read_stages(path)
