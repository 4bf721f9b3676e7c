"""What others measured, beside the client's own value where it is told per kilogram."""

import pytest

from trainer.balance.actions import NewReading, Trial, record_test

pytestmark = pytest.mark.django_db
NORDIC = {("left", "hamstrings"): 300, ("right", "hamstrings"): 285}


def page_of(browser, zoe, sex):
    zoe.sex = sex
    zoe.save()
    return browser.get(f"/clients/{zoe.pk}/balance/").text


def test_force_per_kilogram_stands_beside_the_published_one(as_ana, zoe, tested):
    """Fact sheet 2.1 REL (F / BM) and 3: 346 professional men, 4.2 N/kg."""
    tested(0, NORDIC, protocol="nordic", body_mass_kg=60)
    page = page_of(as_ana, zoe, "male")
    assert "346 professional male football players, Qatar, hamstrings: mean 4.2 N/kg." in page
    assert "Zoe: left 5.00 and right 4.75 N/kg at 60 kg, test of" in page


def test_without_a_body_mass_nothing_is_told_per_kilogram(as_ana, zoe, tested):
    tested(0, NORDIC, protocol="nordic")
    page = page_of(as_ana, zoe, "male")
    assert "mean 297.3 N." in page
    assert "N/kg" not in page


def test_values_of_men_do_not_stand_beside_a_woman(as_ana, zoe, tested):
    tested(0, NORDIC, protocol="nordic", body_mass_kg=60)
    assert "What others measured" not in page_of(as_ana, zoe, "female")


def test_a_torque_per_kilogram_stands_beside_those_of_her_sex(as_ana, zoe, ana):
    told = (("quadriceps", 150), ("hamstrings", 80))
    record_test(
        client=zoe,
        protocol="isometric",
        tested_on=zoe.today(),
        readings=[NewReading(muscle, "left", (Trial(value),), unit="Nm") for muscle, value in told],
        by=ana,
        angle_deg=60,
        body_mass_kg=60,
    )
    page = page_of(as_ana, zoe, "female")
    assert "Adult women, knee in mid-range, quadriceps: 2.08 to 2.74 Nm/kg." in page
    assert "Zoe: left 2.50 Nm/kg at 60 kg" in page
    assert "Adult men" not in page


def test_a_force_is_not_told_beside_torques(as_ana, zoe, tested):
    tested(0, {("left", "quadriceps"): 500}, protocol="isometric", angle_deg=60, body_mass_kg=60)
    assert "Nm/kg" not in page_of(as_ana, zoe, "male")
