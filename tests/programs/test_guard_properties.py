from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from clients.stages import InjuryFacts, rule_for, stages_of
from tests.programs.profiles import HEALTHY, LIBRARY, TODAY, UNDER, hurt, line
from trainer.programs.guard import Finding, Prescription, check, swaps

RANK = {"caution": 1, "hold": 2, "block": 3}
EXCEPTIONS = {slug for rule in stages_of("strain") for slug in rule.allows}
PLACES = ("calf", "groin", "knee", "low_back", "knee_acl")

injuries = st.one_of(
    st.sampled_from(list(UNDER.values())),
    st.builds(
        lambda place, assessed: hurt(structure=place, kind="other", assessed=assessed),
        st.sampled_from(PLACES),
        st.booleans(),
    ),
)
answers = st.dictionaries(st.sampled_from(sorted(HEALTHY)), st.sampled_from([True, False, None]))


@st.composite
def prescriptions(draw: st.DrawFn, slugs: list[str] | None = None) -> Prescription:
    exercise = LIBRARY[draw(st.sampled_from(slugs or sorted(LIBRARY)))]
    sides = ["left", "right", "each"] if exercise.one_leg else ["both"]
    planned = {
        "side": draw(st.sampled_from(sides)),
        "sets": draw(st.none() | st.integers(1, 6)),
        "rpe": draw(st.none() | st.integers(1, 10)),
    }
    if exercise.is_run:
        planned["percent_speed"] = draw(st.none() | st.integers(10, 100))
    if "seconds" in exercise.measure:
        planned["seconds"] = draw(st.integers(5, 60))
    return line(exercise.slug, **planned)


def numbered(found: list[InjuryFacts]) -> list[InjuryFacts]:
    return [InjuryFacts(**{**vars(injury), "id": number}) for number, injury in enumerate(found)]


def named(findings: list[Finding]) -> set[tuple[object, ...]]:
    return {(one.prescription_id, one.rule_id, one.injury_id, one.severity) for one in findings}


@given(st.lists(prescriptions(), max_size=4), st.lists(injuries, min_size=1, max_size=4), answers)
def test_adding_an_injury_never_removes_a_finding(plan, hurts, told):
    all_of_them = numbered(hurts)
    before = check(plan, all_of_them[:-1], told, TODAY)
    after = check(plan, all_of_them, told, TODAY)
    assert named(before) <= named(after)


@given(prescriptions(), st.lists(injuries, min_size=1, max_size=3))
def test_a_prescription_and_an_injury_have_at_most_one_finding(prescription, hurts):
    findings = check([prescription], numbered(hurts), HEALTHY, TODAY)
    pairs = [one.injury_id for one in findings if one.injury_id is not None]
    assert len(pairs) == len(set(pairs))


@given(prescriptions(), st.lists(injuries, max_size=3), answers)
def test_swaps_never_bring_a_finding_that_blocks_or_holds(prescription, hurts, told):
    for swap in swaps(prescription, LIBRARY.values(), numbered(hurts), told, TODAY, limit=40):
        can_hold, must_hold = ("seconds" in swap.exercise.measure, "reps" not in swap.exercise.measure)
        is_held = must_hold or (prescription.held and can_hold)
        measured = {"seconds": prescription.seconds or 20} if is_held else {}
        planned = line(swap.exercise.slug, side=swap.side, rpe=swap.rpe, sets=prescription.sets, **measured)
        findings = check([planned], numbered(hurts), told, TODAY)
        assert {one.severity for one in findings} <= {"caution"}
        assert {one.rule_id for one in findings} <= {"none", "unanswered", "unknown"}


@given(prescriptions(sorted(set(LIBRARY) - EXCEPTIONS)))
def test_a_stricter_stage_of_a_strain_never_says_less(prescription):
    stages = [hurt(rule.stage) for rule in stages_of("strain")]
    assert [rule_for(one).id for one in stages] == ["R10", "R11", "R12", "R13", "R14", "R15"]
    said = [about_the_injury(check([prescription], [injury], HEALTHY, TODAY)) for injury in stages]
    for stricter, looser in pairwise(said):
        assert len(stricter) >= len(looser)
        assert worst(stricter) >= worst(looser)


def about_the_injury(findings: list[Finding]) -> list[Finding]:
    """Without "not everything is filled in": a stage that forbids running need not know how fast."""
    return [one for one in findings if one.injury_id is not None]


def worst(findings: list[Finding]) -> int:
    return max((RANK[one.severity] for one in findings), default=0)


@given(st.lists(prescriptions(), max_size=3), st.lists(injuries, max_size=3), answers)
def test_every_finding_has_a_title_a_reason_a_source_and_a_next_step(plan, hurts, told):
    for one in check(plan, numbered(hurts), told, TODAY):
        assert all((one.title, one.reason, one.source, one.next_step))
        assert one.reason[-1] in ".?"
        assert one.severity in RANK
        assert one.owner in {"clinician", "shared", "trainer"}
        assert one.can_keep or one.severity != "hold"
        assert len(one.rule_id) <= 20


@given(prescriptions(), st.lists(injuries, max_size=3), answers)
def test_the_guard_gives_the_same_answer_twice(prescription, hurts, told):
    first = swaps(prescription, LIBRARY.values(), numbered(hurts), told, TODAY)
    assert first == swaps(prescription, LIBRARY.values(), numbered(hurts), told, TODAY)
    assert len(first) <= 3
