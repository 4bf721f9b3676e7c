import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client as Browser
from django.utils import timezone

from clients.actions import write_note
from clients.consents import confirm
from clients.models import Client
from exercises.models import Exercise
from tests.roster.rows import hurt, logged, planned, torques
from trainer.accounts import audit
from trainer.accounts.models import AuditEntry, User
from trainer.privacy.export import export_client
from trainer.privacy.restore import read_archive
from trainer.programs.cue_actions import write_cue


def test_readings_ratios_and_asymmetries_are_exported_unrounded(zoe: Client) -> None:
    torques(zoe, zoe.today(), hamstrings=(90, 117), quadriceps=(160, 172))
    data = export_client(zoe)
    assert data["readings"][0] == {
        "tested_on": zoe.today().isoformat(),
        "protocol": "isokinetic_concentric",
        "speed_deg_s": 60,
        "side": "left",
        "muscle_group": "hamstrings",
        "value": 90.0,
        "unit": "Nm",
        "held_back": "",
    }
    assert data["ratios"][0] == {
        "kind": "conventional",
        "tested_on": zoe.today().isoformat(),
        "protocol": "isokinetic_concentric",
        "speed_deg_s": 60,
        "side": "left",
        "hamstrings": 90.0,
        "quadriceps": 160.0,
        "value": 0.5625,
    }
    [hamstrings] = [gap for gap in data["asymmetries"] if gap["muscle_group"] == "hamstrings"]
    assert hamstrings["kind"] == "stronger_leg"
    assert hamstrings["stronger"] == "right"
    assert hamstrings["value"] == pytest.approx(27 / 117 * 100)


def test_a_ratio_that_cannot_be_right_is_apart_with_its_reason(zoe: Client) -> None:
    """Extension 11 and flexion 77 Nm, as one published table has it, make 7.0."""
    torques(zoe, zoe.today(), hamstrings=(77, 90), quadriceps=(11, 160))
    data = export_client(zoe)
    assert [ratio["side"] for ratio in data["ratios"]] == ["right"]
    [held] = data["held_back_ratios"]
    assert held["value"] == 7.0
    assert "outside the plausible" in held["held_back"]


def test_the_rows_about_a_client_are_in_the_export(zoe: Client) -> None:
    torques(zoe, zoe.today(), hamstrings=(90, 117), quadriceps=(160, 172))
    planned(zoe, [zoe.today()])
    hurt(logged(zoe, zoe.today()), 2, "go_on")
    rows = export_client(zoe)["rows"]
    for kind in ("balance.Reading", "programs.Workout", "session_logs.PainReport", "clients.Consent"):
        assert rows[kind], kind


def test_the_cues_written_for_her_are_exported_with_the_exercise_and_the_signature(
    zoe: Client, ana: User, library: None
) -> None:
    bridge = Exercise.objects.get(slug="glute-bridge")
    write_cue(client=zoe, exercise=bridge, words="Hips first.", read="", by=ana)
    data = export_client(zoe)
    assert data["cues"] == [{"exercise": bridge.name, "words": "Hips first.", "signed": "From Ana"}]
    assert data["rows"]["programs.ClientCue"][0]["words"] == "Hips first."


def test_who_looked_and_what_was_done_are_exported_and_private_notes_are_not(
    as_ana: Browser, zoe: Client, ana: User, bob: User
) -> None:
    as_ana.get(f"/clients/{zoe.pk}/injuries/")
    write_note(client=zoe, by=ana, text="CANARY")
    audit.look("Overview", by=bob, client_numbers=[zoe.pk])
    bob.delete()
    data = export_client(zoe)
    today = timezone.localdate().isoformat()
    assert data["who_looked"] == [
        {"on": today, "area": "Injuries", "by": "Ana Trainer"},
        {"on": today, "area": "Overview", "by": "somebody who has left"},
    ]
    assert [(row["action"], row["by"]) for row in data["what_was_done"]] == [
        ("coaching consent given", "Ana Trainer"),
        ("health consent given", "Ana Trainer"),
        ("client added", "Ana Trainer"),
    ]
    assert "note" not in json.dumps(data["what_was_done"])
    assert "CANARY" not in json.dumps(data)


def test_how_she_signs_in_is_exported_without_the_password(zoe: Client, zoe_user: User) -> None:
    told = export_client(zoe)["sign_in"]
    assert (told["email"], told["load_unit"]) == (zoe_user.email, "kg")
    assert zoe_user.password not in json.dumps(export_client(zoe))


def test_the_secret_of_an_invitation_is_not_exported(zoe: Client) -> None:
    for row in export_client(zoe)["rows"]["clients.Invitation"]:
        assert "token_hash" not in row


def test_the_command_prints_one_json_object(zoe: Client, zoe_user: User) -> None:
    out = StringIO()
    call_command("export_client", zoe_user.email, "--json", stdout=out)
    assert json.loads(out.getvalue())["client"]["name"] == zoe.name


def test_the_command_says_when_nobody_signs_in_so(db: None) -> None:
    with pytest.raises(CommandError, match=r"No client signs in as nobody@example\.com"):
        call_command("export_client", "nobody@example.com", "--json")


def test_the_client_reads_what_is_held_and_who_may_see_it(as_zoe: Browser, ana: User) -> None:
    page = as_zoe.get("/my-data/").text
    assert str(ana) in page
    assert "Agreed on paper" in page


def test_a_consent_says_when_it_was_signed_and_when_she_confirmed_it(
    as_zoe: Browser, zoe: Client, zoe_user: User
) -> None:
    confirm(client=zoe, purpose="health", by=zoe_user)
    page = as_zoe.get("/my-data/").text
    assert page.count("confirmed by you on") == 1
    assert page.count("not yet confirmed by you") == 1


def test_the_client_downloads_her_data_and_it_is_noted(as_zoe: Browser, zoe: Client) -> None:
    answer = as_zoe.get("/my-data/download/")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="plumb-zoe-client-')
    assert read_archive(answer.content)["client"]["id"] == zoe.pk
    assert AuditEntry.objects.filter(client_number=zoe.pk, action="data downloaded").count() == 1


def test_a_trainer_has_no_data_page_of_her_own(as_ana: Browser) -> None:
    assert as_ana.get("/my-data/").status_code == 404
