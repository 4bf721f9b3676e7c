import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from clients import actions, consents
from clients.models import Client, Injury
from clients.stages import combine, rule_for
from trainer.accounts.models import AuditEntry, User


def add(zoe: Client, ana: User, **changes: Any) -> Injury:
    plain = {"structure": "hamstring", "side": "right", "kind": "strain", "onset_on": zoe.today()}
    return actions.add_injury(client=zoe, by=ana, **plain | changes)


def test_what_a_trainer_records_alone_is_suspected_and_blocked(suspected: Injury):
    assert suspected.label == "suspected left hamstring strain"
    assert suspected.stage == ""
    assert rule_for(suspected.facts()).id == "R01"


def test_an_assessed_injury_begins_at_the_first_stage(strain: Injury):
    assert strain.stage == "acute"
    assert [event.kind for event in strain.events.all()] == ["recorded", "assessed"]
    assert strain.events.get(kind="assessed").clinician == "R. Halloran"


def test_an_assessed_injury_may_begin_where_the_clinician_has_it(zoe: Client, ana: User):
    injury = add(zoe, ana, assessed_by="Dr Lee", assessed_on=zoe.today(), stage="strength")
    assert injury.stage == "strength"


@pytest.mark.parametrize(
    ("changes", "stage"),
    [
        ({"structure": "hamstring_sit_bone", "kind": "tendinopathy"}, "isometric"),
        ({"bamic": "2c"}, "early"),
        ({"kind": "tear", "operated_on": "onset"}, "weeks_0_6"),
        ({"grade": "3"}, "plan"),
        ({"structure": "calf"}, ""),
    ],
)
def test_the_first_stage_is_that_of_the_kind(zoe: Client, ana: User, changes: dict[str, Any], stage: str):
    if "operated_on" in changes:
        changes = changes | {"operated_on": zoe.today()}
    injury = add(zoe, ana, assessed_by="Dr Lee", assessed_on=zoe.today(), **changes)
    assert injury.stage == stage


def test_soreness_of_both_legs_needs_no_clinician(zoe: Client, ana: User):
    injury = add(zoe, ana, kind="soreness", side="both")
    assert injury.stage == "sore"
    assert rule_for(injury.facts()).id == "R50"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"onset_on": dt.timedelta(1)}, "onset_on"),
        ({"assessed_by": "Dr Lee", "assessed_on": dt.timedelta(1)}, "assessed_on"),
        ({"assessed_by": "Dr Lee", "assessed_on": dt.timedelta(-1)}, "assessed_on"),
        ({"assessed_by": "Dr Lee"}, "assessed_on"),
        ({"assessed_on": dt.timedelta(0)}, "assessed_by"),
        ({"grade": "2"}, "assessed_by"),
        ({"bamic": "2c"}, "assessed_by"),
        ({"operated_on": dt.timedelta(0)}, "assessed_by"),
        ({"resolved_on": dt.timedelta(-1)}, "resolved_on"),
        ({"resolved_on": dt.timedelta(1)}, "resolved_on"),
        ({"resolved_on": dt.timedelta(0), "red_flags": ["clot"]}, "resolved_on"),
        ({"side": "both"}, "side"),
        ({"side": "middle"}, "side"),
        ({"structure": "elbow"}, "structure"),
        ({"red_flags": ["hiccups"]}, "red_flags"),
        ({"stage": "strength"}, "stage"),
        ({"assessed_by": "Dr Lee", "assessed_on": dt.timedelta(0), "stage": "isometric"}, "stage"),
        ({"pain_max": 5}, "__all__"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_stays(
    zoe: Client, ana: User, changes: dict[str, Any], field: str
):
    days = {key: zoe.today() + value for key, value in changes.items() if isinstance(value, dt.timedelta)}
    with pytest.raises(ValidationError) as refused:
        add(zoe, ana, **changes | days)
    assert field in refused.value.error_dict
    assert not Injury.objects.exists()


def test_the_database_itself_refuses_a_grade_without_a_clinician(suspected: Injury):
    with pytest.raises(IntegrityError):
        Injury.objects.filter(pk=suspected.pk).update(grade="2")


def test_the_database_itself_refuses_an_end_before_the_beginning(suspected: Injury, today: dt.date):
    with pytest.raises(IntegrityError):
        Injury.objects.filter(pk=suspected.pk).update(resolved_on=today - dt.timedelta(days=1))


def test_the_database_itself_refuses_a_pain_limit_above_four(suspected: Injury):
    with pytest.raises(IntegrityError):
        Injury.objects.filter(pk=suspected.pk).update(pain_max=5)


def test_a_warning_sign_blocks_everything(flagged: Injury):
    assert rule_for(flagged.facts()).id == "R00"
    assert "Calf or thigh swollen" in flagged.events.get(kind="flag").words


def test_every_change_is_in_the_audit_without_a_health_value(flagged: Injury, zoe: Client):
    entries = AuditEntry.objects.filter(client_number=zoe.pk, object_type="clients.Injury")
    assert {entry.action for entry in entries} == {"injury added", "injury warning sign noted"}
    assert {entry.object_number for entry in entries} == {str(flagged.pk)}


def test_the_same_place_asks_whether_it_happened_again(strain: Injury, zoe: Client, ana: User):
    with pytest.raises(actions.AlreadyOpen):
        add(zoe, ana)
    assert zoe.injuries.count() == 1


def test_the_other_leg_is_another_injury(strain: Injury, zoe: Client, ana: User):
    assert add(zoe, ana, side="left").pk != strain.pk


def test_happening_again_ends_the_earlier_one_on_that_day(strain: Injury, zoe: Client, ana: User):
    injury = add(zoe, ana, recurs=True)
    strain.refresh_from_db()
    assert strain.resolved_on == injury.onset_on
    assert not injury.assessed
    assert "It happened again on" in strain.events.get(kind="resolved").words


def test_happening_again_keeps_an_open_warning_sign_open(flagged: Injury, zoe: Client, ana: User):
    injury = add(zoe, ana, structure="calf", side="left", recurs=True)
    assert injury.red_flags == ["clot"]


def test_it_cannot_happen_again_before_the_first_time(strain: Injury, zoe: Client, ana: User):
    with pytest.raises(ValidationError):
        add(zoe, ana, recurs=True, onset_on=strain.onset_on - dt.timedelta(days=1))
    strain.refresh_from_db()
    assert strain.resolved_on is None


def test_an_injury_of_the_past_may_be_added_beside_an_open_one(strain: Injury, zoe: Client, ana: User):
    past = zoe.today() - dt.timedelta(days=400)
    injury = add(zoe, ana, onset_on=past, resolved_on=past + dt.timedelta(days=20))
    assert injury.events.last().kind == "resolved"
    assert zoe.injuries.open().get() == strain


def test_sudden_pain_is_a_suspected_injury_of_today(zoe: Client, zoe_user: User):
    injury = actions.sudden_injury(client=zoe, by=zoe_user, side="right", words="A pop.")
    assert (injury.onset_on, injury.assessed, injury.by) == (zoe.today(), False, zoe_user)
    assert injury.events.get().words == "A pop."
    assert rule_for(injury.facts()).id == "R01"


def test_sudden_pain_at_a_known_injury_closes_nothing(strain: Injury, zoe: Client, zoe_user: User):
    injury = actions.sudden_injury(client=zoe, by=zoe_user, side="right", words="A pull.")
    strain.refresh_from_db()
    assert strain.resolved_on is None
    assert injury.recurrence_of is None
    assert not injury.assessed
    assert combine(rule_for(one) for one in zoe.injuries.open().facts()).demand_max == 0


def test_sudden_pain_reported_twice_is_one_injury_with_two_reports(zoe: Client, zoe_user: User):
    report = {"client": zoe, "by": zoe_user, "side": "left"}
    first = actions.sudden_injury(words="A pop.", **report)
    second = actions.sudden_injury(words="Again on the stairs.", red_flags=["cannot_walk"], **report)
    assert first == second
    assert second.red_flags == ["cannot_walk"]
    again = first.events.filter(kind="recorded").last()
    assert (again.words, again.by) == ("Reported once more.\nAgain on the stairs.", zoe_user)
    assert AuditEntry.objects.filter(action="injury reported again").exists()


@pytest.mark.parametrize(
    ("raised", "words"),
    [([], "Answered no to all 2 warning signs."), (["clot"], "Answered yes to 1 of 2 warning signs.")],
)
def test_how_the_warning_signs_were_answered_stays_with_who_and_when(
    zoe: Client, zoe_user: User, today: dt.date, raised: list[str], words: str
):
    report = {"client": zoe, "by": zoe_user, "side": "left", "words": "A pop."}
    injury = actions.sudden_injury(red_flags=raised, asked=["clot", "nerve"], **report)
    event = injury.events.get(kind="recorded")
    assert (event.words, event.by, event.on) == (f"A pop.\n{words}", zoe_user, today)
    assert [event.by for event in injury.events.filter(kind="flag")] == [zoe_user] * len(raised)


def test_a_trainer_writes_no_health_data_that_the_client_does_not_share(
    zoe: Client, ana: User, strain: Injury
):
    consents.withdraw(client=zoe, purpose="health", by=ana)
    with pytest.raises(PermissionDenied):
        add(zoe, ana, side="left")
    with pytest.raises(PermissionDenied):
        actions.answer_conditions(client=zoe, by=ana, answers={"CRAMP": True})
    with pytest.raises(PermissionDenied):
        actions.resolve_injury(injury=strain, by=ana, on=zoe.today(), clinician="Dr Lee")
    assert zoe.injuries.open().get() == strain


def test_her_own_report_is_kept_while_health_data_is_not_shared_and_no_trainer_writes_one(
    zoe: Client, zoe_user: User, ana: User
):
    consents.withdraw(client=zoe, purpose="health", by=zoe_user)
    told = {"client": zoe, "side": "left", "words": "A pop.", "red_flags": ["clot"]}
    with pytest.raises(PermissionDenied):
        actions.sudden_injury(by=ana, **told)
    injury = actions.sudden_injury(by=zoe_user, **told)
    assert rule_for(injury.facts()).id == "R00"


def test_everything_that_cannot_be_is_refused_at_once(zoe: Client, ana: User, today: dt.date):
    later, before = today + dt.timedelta(days=1), today - dt.timedelta(days=1)
    with pytest.raises(ValidationError) as refused:
        add(zoe, ana, side="both", resolved_on=before, assessed_by="Dr Lee", assessed_on=later)
    assert set(refused.value.error_dict) == {"side", "resolved_on", "assessed_on"}


def test_an_injury_somewhere_else_reads_as_people_say_it(zoe: Client, ana: User):
    assert add(zoe, ana, structure="other", kind="other").label == "suspected right injury somewhere else"
    assert add(zoe, ana, structure="low_back", kind="other", side="both").label == "suspected low back injury"
