import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client as Browser

from clients.models import Client, Coaching
from tests.balance.conftest import legs
from trainer.accounts.models import AuditEntry, User
from trainer.balance import own_protocols, retests, timeline
from trainer.balance.actions import NewReading, Trial, record_test
from trainer.balance.models import OwnProtocol, Reading
from trainer.balance.protocols import evidence
from trainer.balance.ratios import asymmetries, plausibility, ratios
from trainer.balance.reliability import LIKELY_REAL, NO_VERDICT, WITHIN, change, hamstring_fall

HOP: dict[str, Any] = {
    "title": "Hop for distance",
    "about": "One leg, hands free.",
    "unit": "cm",
    "muscle_groups": ["hamstrings"],
    "plausible_low": 20,
    "plausible_high": 300,
}
TYPED = {
    **{
        "title": "Hop",
        "unit": "cm",
        "muscle_groups": ["hamstrings"],
        "legs": "stronger_leg",
        "value_rule": "best",
    },
    **{
        "better": "higher",
        "plausible_low": "20",
        "plausible_high": "300",
        "error_in": "unit",
        "version": "0",
    },
}


def made(ana: User, **changes: Any) -> OwnProtocol:
    return own_protocols.save_own(row=OwnProtocol(**(HOP | changes)), version=0, by=ana)


def recorded(
    client: Client, row: OwnProtocol, values: dict[tuple[str, str], float], ago: int = 0, **more: Any
) -> None:
    record_test(
        client=client,
        protocol=row.as_protocol(),
        tested_on=client.today() - dt.timedelta(days=ago),
        readings=[NewReading(muscle, side, (Trial(value),)) for (side, muscle), value in values.items()],
        by=row.trainer,
        **more,
    )


HAMSTRINGS = {("left", "hamstrings"): 150, ("right", "hamstrings"): 120}


def facts_of(client: Client) -> list[Any]:
    rows = Reading.objects.filter(client=client).select_related("test__own_protocol")
    return [row.facts() for row in rows.order_by("test__tested_on", "pk")]


def test_an_own_test_has_its_line_on_the_balance_page(zoe: Client, ana: User, as_ana: Browser) -> None:
    row = made(ana, error=10, error_source="My own estimate")
    recorded(zoe, row, HAMSTRINGS, ago=40)
    recorded(zoe, row, {("left", "hamstrings"): 165, ("right", "hamstrings"): 121})
    page = as_ana.get(f"/clients/{zoe.pk}/balance/?method={row.code}")
    assert page.status_code == 200
    assert "Hop for distance" in page.text
    assert "Left hop for distance rose from 150 to 165 cm." in page.text
    found = timeline.of(zoe, method=row.code, health=True)
    verdicts = [(one.side, one.change.verdict) for one in found.verdicts]
    assert verdicts[:2] == [("left", LIKELY_REAL), ("right", WITHIN)]


def test_without_an_error_of_its_own_there_is_no_verdict(ana: User) -> None:
    how = made(ana).as_protocol()
    assert change(150, 290, protocol=how, muscle_group="hamstrings").verdict == NO_VERDICT


def test_an_error_may_be_in_percent(ana: User) -> None:
    how = made(ana, error=10, error_in_percent=True, error_source="A retest").as_protocol()
    assert change(150, 166, protocol=how, muscle_group="hamstrings").verdict == LIKELY_REAL
    assert change(150, 164, protocol=how, muscle_group="hamstrings").verdict == WITHIN


def test_where_lower_is_better_the_lowest_trial_counts_and_a_rise_is_the_alert(ana: User) -> None:
    how = made(
        ana, title="Shuttle", unit="s", better="lower", error=0.3, error_source="A retest"
    ).as_protocol()
    assert how.value([12.1, 11.8]) == 11.8
    assert hamstring_fall(protocol=how, side="left", hamstrings=(11, 12))
    assert hamstring_fall(protocol=how, side="left", hamstrings=(12, 11)) is None


def test_what_its_own_range_leaves_out_is_held_back(zoe: Client, ana: User) -> None:
    row = made(ana)
    recorded(zoe, row, {("left", "hamstrings"): 301})
    assert "outside the plausible 20 to 300 cm" in Reading.objects.get().held_back
    assert plausibility(row.as_protocol(), "hamstrings", 300, "cm") == ""


@pytest.mark.parametrize(
    ("legs_rule", "sides", "gap"),
    [("stronger_leg", ("left", "right"), 20.0), ("two_leg", ("left", "right"), 11.1), ("", ("both",), None)],
)
def test_the_side_rule_says_which_legs_are_read_and_how_they_compare(
    zoe: Client, ana: User, legs_rule: str, sides: tuple[str, ...], gap: float | None
) -> None:
    row = made(ana, legs=legs_rule, plausible_high=400)
    assert row.as_protocol().sides == sides
    recorded(zoe, row, dict(zip([(side, "hamstrings") for side in sides], (300, 240), strict=False)))
    found = asymmetries(facts_of(zoe), injured_side="left")
    kinds = {made.kind: round(made.value, 1) for made in found}
    assert kinds.get(legs_rule) == gap
    assert ("limb_symmetry" in kinds) == (legs_rule == "stronger_leg")


def test_a_force_test_of_both_muscles_makes_no_ratio_and_shows_no_band(zoe: Client, ana: User) -> None:
    row = made(ana, unit="Nm", muscle_groups=["hamstrings", "quadriceps"])
    recorded(zoe, row, legs((90, 160), (80, 150)))
    recorded(zoe, row, legs((90, 160), (80, 150)), ago=30)
    assert ratios(facts_of(zoe)) == []
    found = timeline.of(zoe, health=True)
    assert found.method is not None
    assert (found.method.is_ratio, found.method.band(), found.method.title) == (
        False,
        None,
        "Hop for distance",
    )
    assert found.all_days[0].quadriceps == {"left": 160, "right": 150}


def test_an_own_test_of_the_quadriceps_has_the_line_of_the_quadriceps(zoe: Client, ana: User) -> None:
    row = made(ana, muscle_groups=["quadriceps"])
    recorded(zoe, row, {("left", "quadriceps"): 150, ("right", "quadriceps"): 120})
    found = timeline.of(zoe, health=True)
    assert found.method is not None
    assert (found.method.muscle_group, found.all_days[0].values) == (
        "quadriceps",
        {"left": 150, "right": 120},
    )
    assert found.all_days[0].gap is not None


def test_two_own_tests_never_share_a_line_whatever_they_are_called(zoe: Client, ana: User, bob: User) -> None:
    first, second = made(ana), made(bob)
    recorded(zoe, first, HAMSTRINGS)
    recorded(zoe, second, HAMSTRINGS)
    assert len(timeline.of(zoe, health=True).methods) == 2


def test_every_own_test_says_how_much_to_lean_on_it(ana: User) -> None:
    row = made(ana)
    assert "a trainer made" in evidence(row.code).claim
    assert row.as_protocol().retest_weeks == 8


def test_own_tests_cost_the_balance_page_no_more_queries(zoe: Client, ana: User, queries: Any) -> None:
    def read() -> None:
        timeline.of(zoe, health=True)

    recorded(zoe, made(ana), HAMSTRINGS)
    few = queries(read)
    for number in range(4):
        row = made(ana, title=f"Hop {number}")
        recorded(zoe, row, HAMSTRINGS, ago=number)
    assert queries(read) == few


def test_another_trainer_of_the_client_sees_its_results_and_cannot_change_it(
    zoe: Client, ana: User, bob: User, as_bob: Browser
) -> None:
    row = made(ana)
    recorded(zoe, row, HAMSTRINGS)
    Coaching.objects.create(client=zoe, trainer=bob, role="assistant")
    assert "Hop for distance" in as_bob.get(f"/clients/{zoe.pk}/balance/").text
    assert as_bob.get(f"/tests/own/{row.pk}/").status_code == 404
    assert "Hop" not in as_bob.get("/tests/own/").text
    assert own_protocols.find(row.code, bob) is None


def test_another_trainer_of_a_client_records_what_that_client_did_before(
    zoe: Client, ana: User, bob: User, as_bob: Browser
) -> None:
    done, other = made(ana), made(ana, title="Never done by her")
    recorded(zoe, done, HAMSTRINGS, ago=30)
    Coaching.objects.create(client=zoe, trainer=bob, role="assistant")
    choices = as_bob.get(f"/clients/{zoe.pk}/tests/new/").text
    assert "Hop for distance" in choices
    assert "Never done by her" not in choices
    address = f"/clients/{zoe.pk}/tests/new/{done.code}/"
    assert "Last time <b>150 cm</b>" in as_bob.get(address).text
    typed = {"tested_on": zoe.today().isoformat(), "hamstrings-left-1": "151"}
    assert as_bob.post(address, typed).status_code == 302
    assert zoe.strength_tests.latest("tested_on").by == bob
    assert as_bob.get(f"/clients/{zoe.pk}/tests/new/{other.code}/").status_code == 404
    own_protocols.archive(done, ana)
    assert as_bob.get(address).status_code == 404


def test_a_test_is_made_with_commas_and_stands_in_the_list(ana: User, as_ana: Browser) -> None:
    typed = TYPED | {"plausible_low": "0,5", "error": "2,5", "error_source": "My own estimate"}
    page = as_ana.post("/tests/own/new/", typed, follow=True)
    assert "Hop is saved." in page.text
    row = OwnProtocol.objects.get(trainer=ana)
    assert (row.plausible_low, row.error, row.error_in_percent, row.version) == (0.5, 2.5, False, 1)
    assert "Not recorded yet" in page.text


def test_both_legs_together_is_a_choice(ana: User, as_ana: Browser) -> None:
    as_ana.post(
        "/tests/own/new/",
        TYPED | {"legs": "together", "error": "5", "error_in": "percent", "error_source": "x"},
    )
    row = OwnProtocol.objects.get()
    assert (row.legs, row.error_in_percent) == ("", True)
    assert 'value="together"' in as_ana.get(f"/tests/own/{row.pk}/").text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"title": ""}, "Write what you call this test."),
        ({"unit": ""}, "Choose what its numbers are in."),
        ({"muscle_groups": []}, "Tick the hamstrings, the quadriceps or both."),
        ({"plausible_low": "400"}, "The highest number has to be above the lowest."),
        ({"plausible_low": "nan"}, "Write a number."),
        ({"error": "5"}, "Say where that number comes from"),
        ({"error": "0", "error_source": "x"}, "A change is above zero."),
        ({"title": "hop for DISTANCE"}, "You have a test called hop for DISTANCE."),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field_and_nothing_is_lost(
    ana: User, as_ana: Browser, typed: dict[str, Any], words: str
) -> None:
    made(ana)
    page = as_ana.post("/tests/own/new/", TYPED | {"about": "Hands on the hips."} | typed)
    assert page.status_code == 422
    assert words in page.text
    assert "Hands on the hips." in page.text
    assert OwnProtocol.objects.count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"unit": "s"},
        {"muscle_groups": ["quadriceps"]},
        {"legs": "two_leg"},
        {"value_rule": "mean"},
        {"better": "lower"},
    ],
)
def test_what_the_numbers_mean_stays_once_a_test_was_recorded(
    zoe: Client, ana: User, as_ana: Browser, changed: dict[str, Any]
) -> None:
    row = made(ana)
    recorded(zoe, row, HAMSTRINGS)
    page = as_ana.post(f"/tests/own/{row.pk}/", TYPED | {"version": "1"} | changed)
    assert page.status_code == 422
    assert "Tests were recorded with this, so it stays. Make another test for it." in page.text
    row.refresh_from_db()
    assert (row.unit, row.muscle_groups, row.legs, row.version) == ("cm", ["hamstrings"], "stronger_leg", 1)


def test_name_range_and_error_of_a_recorded_test_may_change(zoe: Client, ana: User, as_ana: Browser) -> None:
    row = made(ana)
    recorded(zoe, row, HAMSTRINGS)
    opened = as_ana.get(f"/tests/own/{row.pk}/").text
    assert "Recorded 1 time." in opened
    assert 'name="unit"' not in opened
    kept = {
        "title": "Single hop",
        "plausible_low": "10",
        "plausible_high": "310",
        "error_in": "unit",
        "version": "1",
    }
    assert as_ana.post(f"/tests/own/{row.pk}/", kept).status_code == 302
    row.refresh_from_db()
    assert (row.title, row.plausible_low, row.unit, row.legs, row.version) == (
        "Single hop",
        10,
        "cm",
        "stronger_leg",
        2,
    )


def test_a_stale_form_is_answered_with_what_was_typed_on_top(ana: User, as_ana: Browser) -> None:
    row = made(ana)
    own_protocols.save_own(row=row, version=1, by=ana)
    page = as_ana.post(f"/tests/own/{row.pk}/", TYPED | {"title": "Typed late", "version": "1"})
    assert page.status_code == 409
    assert "It was changed meanwhile" in page.text
    assert 'value="Typed late"' in page.text
    again = as_ana.post(f"/tests/own/{row.pk}/", TYPED | {"title": "Typed late", "version": "2"})
    assert again.status_code == 302


def test_the_action_refuses_a_change_of_somebody_elses_test(ana: User, bob: User) -> None:
    row = made(ana)
    with pytest.raises(own_protocols.StaleProtocol):
        own_protocols.save_own(row=row, version=1, by=bob)


def test_the_action_refuses_an_error_without_a_source(ana: User) -> None:
    with pytest.raises(ValidationError, match="Say where that number comes from"):
        made(ana, error=5)


def test_an_archived_test_is_offered_no_more_keeps_its_line_and_comes_back(
    zoe: Client, ana: User, as_ana: Browser
) -> None:
    row = made(ana)
    recorded(zoe, row, HAMSTRINGS)
    page = as_ana.post(f"/tests/own/{row.pk}/archive/", follow=True)
    assert "is archived" in page.text
    assert "Bring it back" in page.text
    assert own_protocols.find(row.code, ana) is None
    assert "Hop for distance" not in as_ana.get(f"/clients/{zoe.pk}/tests/new/").text
    assert "Hop for distance" in as_ana.get(f"/clients/{zoe.pk}/balance/").text
    as_ana.post(f"/tests/own/{row.pk}/restore/")
    assert own_protocols.find(row.code, ana) == row
    assert "Hop for distance" in as_ana.get(f"/clients/{zoe.pk}/tests/new/").text


def test_an_archived_test_is_asked_for_nowhere(zoe: Client, ana: User, as_ana: Browser) -> None:
    row = made(ana)
    recorded(zoe, row, HAMSTRINGS, ago=100)
    places = ["/tests/", f"/clients/{zoe.pk}/", "/clients/"]
    link = f"/clients/{zoe.pk}/tests/new/{row.code}/"
    assert all(link in as_ana.get(place).text for place in places)
    own_protocols.archive(row, ana)
    assert not any(link in as_ana.get(place).text for place in places)
    assert retests.of_client(zoe) == []


def test_what_a_trainer_does_to_her_tests_is_in_the_audit_once(ana: User) -> None:
    row = made(ana)
    own_protocols.save_own(row=row, version=row.version, by=ana)
    for act in (own_protocols.archive, own_protocols.bring_back):
        act(row, ana)
        act(row, ana)
    entries = AuditEntry.objects.filter(
        object_type="balance.OwnProtocol", object_number=str(row.pk), actor=ana
    )
    assert list(entries.order_by("pk").values_list("action", flat=True)) == [
        "own test made",
        "own test changed",
        "own test archived",
        "own test brought back",
    ]


def test_the_list_reads_no_more_for_more_tests(zoe: Client, ana: User, as_ana: Browser, queries: Any) -> None:
    recorded(zoe, made(ana), HAMSTRINGS)
    few = queries(lambda: as_ana.get("/tests/own/"))
    for number in range(5):
        recorded(zoe, made(ana, title=f"Hop {number}"), HAMSTRINGS)
    assert queries(lambda: as_ana.get("/tests/own/")) == few
