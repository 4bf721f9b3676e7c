"""What nobody has filled in of a trainer's own exercise is named, and never silently allowed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from clients.models import Client, Injury
from clients.stages import CONDITIONS, rules
from exercises.models import Exercise, Muscle, MuscleShare
from exercises.own import archive, save_own
from exercises.own_words import lacking
from tests.programs.plans import give, lines, strained
from tests.programs.profiles import HEALTHY, LIBRARY, TODAY, UNDER, hurt
from trainer.accounts.models import User
from trainer.programs import findings
from trainer.programs.dose import eased, hard_sets, offers, uncounted
from trainer.programs.guard import ExerciseProfile, Finding, Prescription, check, swaps
from trainer.programs.guard_facts import MUSCLES
from trainer.programs.models import Assignment, WorkoutExercise
from trainer.programs.plan import plan_of
from trainer.programs.profiles import Library, profile_of, with_shares

RULES = {rule.id: rule for rule in rules()}
PATTERNS = [value for value, _ in Exercise.Pattern.choices]
OPEN = {name: injury for name, injury in UNDER.items() if injury.resolved_on is None}


def blank(**known: Any) -> ExerciseProfile:
    """A trainer's own exercise with nothing filled in beyond what the form asks for."""
    empty: dict[str, Any] = {
        "slug": "own-walk",
        "name": "Hill walk",
        "pattern": "hip",
        "modes": frozenset(),
        "lengths": frozenset(),
        "hip_flexion": None,
        "demand": None,
        "effort": None,
        "tags": frozenset(),
        "one_leg": False,
        "level": "B",
        "measure": ("reps",),
        "shares": {},
        "tags_known": False,
        "own": True,
    }
    return ExerciseProfile(**empty | known)


def planned(exercise: ExerciseProfile, **dose: Any) -> Prescription:
    return Prescription(**{"id": 1, "exercise": exercise, "sets": 3, "reps": (8, 8, 8), "rpe": 4} | dose)


def unknown_of(found: list[Finding]) -> str:
    return next((one.reason for one in found if one.rule_id == "unknown"), "")


FULL = {
    "modes": frozenset("CE"),
    "lengths": frozenset("S"),
    "hip_flexion": 20,
    "demand": 1,
    "tags_known": True,
    "shares": dict.fromkeys(MUSCLES, 0.0) | {"hamstrings": 0.5},
}
WORDS = {
    "modes": "the way the muscle works",
    "lengths": "hamstring length",
    "hip_flexion": "hip bend",
    "demand": "hamstring demand",
    "tags_known": "what it can clash with",
}
blanks = st.builds(
    blank,
    pattern=st.sampled_from(PATTERNS),
    level=st.sampled_from("BIA"),
    measure=st.sampled_from([("reps",), ("seconds",), ("distance",)]),
)
partly = st.builds(
    lambda pattern, known: blank(pattern=pattern, **{name: FULL[name] for name in known}),
    st.sampled_from(PATTERNS),
    st.sets(st.sampled_from(sorted(FULL)), max_size=len(FULL) - 1),
).filter(lambda own: own.unknown)  # nobody asks a steady run for length and hip bend


@given(blanks, st.sampled_from(sorted(OPEN)), st.sampled_from([{}, {"percent_speed": 40}, {"rpe": None}]))
def test_an_exercise_with_nothing_filled_in_is_never_silently_fine(exercise, name, dose):
    found = check([planned(exercise, **dose)], [OPEN[name]], HEALTHY, TODAY)
    stopped = any(one.severity in {"block", "hold"} for one in found)
    assert stopped or "of Hill walk" in unknown_of(found)


@given(blanks, st.sampled_from(["calf", "groin", "knee", "low_back", "knee_acl", "hip"]), st.booleans())
def test_nor_is_it_under_an_injury_without_a_rule(exercise, place, assessed):
    assert check(
        [planned(exercise)], [hurt(structure=place, kind="other", assessed=assessed)], HEALTHY, TODAY
    )


@pytest.mark.parametrize("name", [name for name in OPEN if name not in {"R00", "R01", "R31"}])
def test_each_thing_that_is_left_open_is_named_at_every_stage(name):
    for field, words in WORDS.items():
        rest = {key: value for key, value in FULL.items() if key != field}
        reason = unknown_of(check([planned(blank(**rest))], [UNDER[name]], HEALTHY, TODAY))
        limited = rules_ask(name, field)
        assert (f"{words} of Hill walk" in reason) == limited, (field, reason)


def rules_ask(name: str, field: str) -> bool:
    """Whether the row of this injury limits what the field says."""
    rule = RULES[name]
    if field == "hip_flexion":
        return rule.hip_flexion_max is not None
    if field == "tags_known":
        return bool(rule.tags)
    return True


def test_an_operation_that_forbids_a_pull_asks_for_the_hip_bend_and_the_length():
    after = UNDER["R31"]
    assert "hip bend of" in unknown_of(check([planned(blank(demand=0))], [after], HEALTHY, TODAY))
    bent = blank(demand=0, hip_flexion=90)
    assert "what one set counts for of" in unknown_of(check([planned(bent)], [after], HEALTHY, TODAY))
    straight = blank(demand=0, hip_flexion=10)
    assert "hip bend" not in unknown_of(check([planned(straight)], [after], HEALTHY, TODAY))


def test_running_of_which_the_way_is_open_may_be_springy():
    running = blank(**{**FULL, "pattern": "sprint_drill", "modes": frozenset()})
    found = check([planned(running, percent_speed=40)], [UNDER["R12"]], HEALTHY, TODAY)
    assert "the way the muscle works of Hill walk" in unknown_of(found)
    steady = replace(running, modes=frozenset("C"))
    assert not unknown_of(check([planned(steady, percent_speed=40)], [UNDER["R12"]], HEALTHY, TODAY))


@pytest.mark.parametrize("tag", [condition.tag for condition in CONDITIONS])
@pytest.mark.parametrize("answer", [True, None])
def test_a_health_answer_that_tags_may_meet_is_said(tag, answer):
    told = {**HEALTHY, tag: answer}
    gone_through = blank(**FULL)
    assert "what it can clash with of Hill walk" in unknown_of(check([planned(blank())], [], told, TODAY))
    assert not unknown_of(check([planned(gone_through)], [], told, TODAY))


def test_nothing_is_said_of_a_healthy_client_who_answered_everything_with_no():
    assert check([planned(blank())], [], HEALTHY, TODAY) == []


@pytest.mark.parametrize("place", ["low_back", "groin"])
def test_an_injury_that_answers_a_health_question_by_itself_asks_for_the_tags(place):
    injury = hurt(structure=place, kind="other")
    assert "what it can clash with" in unknown_of(check([planned(blank())], [injury], HEALTHY, TODAY))


def test_an_operated_cruciate_ligament_asks_for_the_tags():
    injury = hurt(structure="knee_acl", kind="acl", operated=True)
    assert "what it can clash with" in unknown_of(check([planned(blank())], [injury], HEALTHY, TODAY))
    resolved = replace(injury, resolved_on=TODAY, operated=True)
    reason = unknown_of(check([planned(blank())], [resolved], HEALTHY, TODAY))
    assert ("what it can clash with" in reason) == bool(RULES["R62"].tags)


@given(partly, st.sampled_from(sorted(LIBRARY)), st.lists(st.sampled_from(sorted(UNDER)), max_size=2))
def test_an_exercise_with_anything_left_open_is_never_offered(own, slug, names):
    wanted = replace(planned(LIBRARY[slug]), side="both")
    injuries = [replace(UNDER[name], id=number) for number, name in enumerate(names)]
    offered = swaps(wanted, [own, *LIBRARY.values()], injuries, HEALTHY, TODAY, limit=80)
    assert own.slug not in {swap.exercise.slug for swap in offered}
    dosed = offers(wanted, [own], injuries, HEALTHY, TODAY)
    assert dosed == []


@given(blanks, st.lists(st.sampled_from(sorted(UNDER)), max_size=2))
def test_something_can_be_looked_for_in_its_place(exercise, names):
    injuries = [replace(UNDER[name], id=number) for number, name in enumerate(names)]
    found = swaps(planned(exercise), LIBRARY.values(), injuries, HEALTHY, TODAY)
    assert len(found) <= 3
    assert eased(planned(exercise), injuries, HEALTHY, TODAY) is None


def test_an_own_exercise_with_everything_filled_in_is_offered():
    full = blank(**FULL, slug="own-slide")
    assert not full.unknown
    wanted = planned(LIBRARY["lying-leg-curl"], rpe=8)
    offered = swaps(wanted, [full], [UNDER["R11"]], HEALTHY, TODAY)
    assert [swap.exercise.slug for swap in offered] == ["own-slide"]


def test_sets_of_which_nobody_knows_what_they_count_for_are_named():
    week = [planned(blank(), rpe=8), planned(blank(**FULL, name="Heel slide"), rpe=8)]
    assert hard_sets(week, "hamstrings") == 1.5
    assert uncounted(week) == ("Hill walk",)


@pytest.fixture
def walk(ana: User, programs: None) -> Exercise:
    return own_of(ana)


def own_of(owner: User, name: str = "Hill walk", **fields: Any) -> Exercise:
    given = {"pattern": "hip", "level": "B", "measures": ["reps"], "tags_known": False}
    return save_own(exercise=Exercise(name=name, **given | fields), shares={}, cues=[], film="", by=owner)


@pytest.fixture
def plan(zoe: Client, ana: User, walk: Exercise) -> Assignment:
    """Ten weeks of Nordics, with the hill walk in the place of the Nordic in the first workout."""
    assignment = give(zoe, "nordic-10-weeks", ana)
    put_in(assignment, walk)
    return assignment


def put_in(assignment: Assignment, exercise: Exercise) -> WorkoutExercise:
    row = lines(assignment)[0]
    WorkoutExercise.objects.filter(pk=row.pk).update(exercise=exercise)
    return row


@given(st.data())
def test_the_page_of_an_exercise_and_the_guard_call_the_same_things_unknown(data):
    known = data.draw(st.sets(st.sampled_from(sorted(set(FULL) - {"shares"}))))
    pattern = data.draw(st.sampled_from(PATTERNS))
    modes = data.draw(st.sampled_from([["C", "E"], ["stretch"], ["B"]]))
    fields = {"lengths": ["S"], "hip_flexion": 20, "demand": data.draw(st.sampled_from([0, 1]))}
    values = {name: fields[name] for name in known if name in fields}
    exercise = Exercise(pk=1, name="Hill walk", pattern=pattern, level="B", owner_id=1, **values)
    exercise.modes = modes if "modes" in known else []
    exercise.tags_known = "tags_known" in known
    exercise._prefetched_objects_cache = {"shares": []}
    said = {one.what.casefold() for one in lacking(exercise, [Muscle(pk=1)])}
    renamed = {"the way the muscle works": "how the muscle works"}
    assert said == {renamed.get(what, what) for what in profile_of(exercise).unknown}


def test_a_zero_share_is_known_and_a_missing_one_is_not(walk: Exercise) -> None:
    muscles = Muscle.objects.filter(slug__in=MUSCLES)
    MuscleShare.objects.bulk_create(MuscleShare(exercise=walk, muscle=one, share=0) for one in muscles)
    assert profile_of(with_shares(Exercise.objects.filter(pk=walk.pk)).get()).shares_known
    walk.shares.first().delete()
    assert not profile_of(with_shares(Exercise.objects.filter(pk=walk.pk)).get()).shares_known


def test_the_programme_page_names_what_is_not_known(
    as_ana: Browser, zoe: Client, walk: Exercise, plan: Assignment
) -> None:
    strained(zoe, "strength")
    page = as_ana.get(reverse("programs:client_program", args=[zoe.pk])).text
    assert "what it can clash with of Hill walk" in page
    assert "hamstring demand of Hill walk" in page
    assert "Without Hill walk: what one set counts for is not filled in." in page
    assert f'href="{walk.get_absolute_url()}"' in page


def test_every_page_with_an_unknown_exercise_in_it_opens(
    as_ana: Browser, as_zoe: Browser, zoe: Client, plan: Assignment
) -> None:
    strained(zoe, "acute")
    workout = lines(plan)[0].workout
    for browser, pages in (
        (
            as_ana,
            [reverse("roster:list"), reverse("roster:client", args=[zoe.pk]), workout.get_absolute_url()],
        ),
        (as_zoe, [workout.get_absolute_url(), reverse("session_logs:today")]),
    ):
        for page in pages:
            assert browser.get(page).status_code == 200, page
    assert "Hill walk" in as_zoe.get(workout.get_absolute_url()).text


def test_the_library_at_hand_holds_no_strangers_exercises(
    zoe: Client, ana: User, bob: User, plan: Assignment, walk: Exercise
) -> None:
    bobs, anas = own_of(bob, "Bob's march"), own_of(ana, "Ana's march")
    assert {bobs.pk, anas.pk}.isdisjoint(Library(lines(plan)).exercises)
    assert walk.pk in Library(lines(plan)).exercises
    at_hand = Library(lines(plan), trainer=ana)
    assert {anas.pk, walk.pk} <= at_hand.exercises.keys()
    assert bobs.pk not in at_hand.exercises
    archive(anas)
    assert anas.slug not in {profile.slug for profile in Library(trainer=ana).open_profiles()}


def test_another_trainers_exercise_in_the_plan_is_judged_and_not_offered(
    zoe: Client, ana: User, bob: User, plan: Assignment
) -> None:
    bobs = own_of(bob, "Bob's march", demand=5, modes=["E"])
    put_in(plan, bobs)
    strained(zoe, "acute")
    found = findings.for_client(zoe)
    assert "Bob's march" in {strip.finding.exercise_name for strip in found.strips}
    at_hand = Library(lines(plan), trainer=ana)
    assert bobs.pk in at_hand.exercises
    assert bobs.slug not in {profile.slug for profile in at_hand.open_profiles()}
    offered = {one.exercise for question in plan_of(zoe, ana).questions for one in question.offered}
    assert not {one for one in offered if one.owner_id}


def test_what_a_swap_came_from_is_shown_whoever_owns_it(
    as_ana: Browser, zoe: Client, bob: User, plan: Assignment
) -> None:
    row = lines(plan)[0]
    bobs = own_of(bob, "Bob's march")
    WorkoutExercise.objects.filter(pk=row.pk).update(swapped_from=bobs)
    page = as_ana.get(reverse("programs:client_program", args=[zoe.pk])).text
    assert "In place of Bob" in page
    assert bobs.get_absolute_url() not in page


def test_a_strangers_exercise_in_the_plan_has_no_link_that_leads_nowhere(
    as_ana: Browser, zoe: Client, bob: User, plan: Assignment
) -> None:
    bobs = own_of(bob, "Bob's march")
    put_in(plan, bobs)
    page = as_ana.get(reverse("programs:client_program", args=[zoe.pk])).text
    assert "Bob&#x27;s march" in page
    assert bobs.get_absolute_url() not in page


@pytest.mark.parametrize("verb", ["swap", "ease", "leave_out", "keep"])
def test_a_strangers_exercise_cannot_be_named_in_a_form(
    as_ana: Browser, zoe: Client, bob: User, plan: Assignment, verb: str
) -> None:
    bobs = own_of(bob, "Bob's march")
    posted = {
        "assignment": plan.pk,
        "exercise": bobs.slug,
        "to": bobs.slug,
        "rule_id": "R10",
        "reason": "So.",
    }
    for changes in ({}, {"exercise": "nordic-hamstring"}) if verb == "swap" else ({},):
        response = as_ana.post(reverse(f"programs:{verb}", args=[zoe.pk]), {**posted, **changes})
        assert response.status_code == 422
        assert "march" not in response.text
    assert not WorkoutExercise.objects.filter(exercise=bobs).exists()


def test_a_plan_takes_as_many_queries_with_many_own_exercises(
    as_ana: Browser,
    zoe: Client,
    ana: User,
    bob: User,
    plan: Assignment,
    queries: Callable[[Callable[[], Any]], int],
) -> None:
    strained(zoe, "acute")
    workout = lines(plan)[0].workout
    as_ana.get(workout.get_absolute_url())

    def pages() -> list[int]:
        return [
            queries(lambda: as_ana.get(reverse("programs:client_program", args=[zoe.pk]))),
            queries(lambda: as_ana.get(reverse("roster:list"))),
            queries(lambda: as_ana.get(workout.get_absolute_url())),
            queries(lambda: findings.for_client(zoe)),
        ]

    few = pages()
    for number, row in enumerate(lines(plan)[1:9]):
        owner = (ana, bob)[number % 2]
        WorkoutExercise.objects.filter(pk=row.pk).update(exercise=own_of(owner, f"March {number}"))
    assert pages() == few


def test_no_injury_is_needed_for_the_rows_to_be_read(zoe: Client, plan: Assignment) -> None:
    assert not Injury.objects.exists()
    assert "Hill walk" in findings.for_client(zoe).general[-1].reason
