"""What a form asks, refuses or says before a test is kept: warning signs, twice on one day, whole numbers."""

import pytest
from django.core.exceptions import ValidationError

from clients import consents
from clients.actions import add_injury, clear_red_flags
from clients.models import Consent
from clients.stages import RED_FLAGS
from trainer.balance.models import StrengthTest
from trainer.balance.protocols import catalogue

pytestmark = pytest.mark.django_db

OPEN = "A warning sign was open when this test was recorded"


@pytest.fixture
def warned(zoe, ana):
    return add_injury(
        client=zoe,
        by=ana,
        structure="hamstring",
        kind="strain",
        side="left",
        onset_on=zoe.today(),
        red_flags=[RED_FLAGS[0].code],
    )


@pytest.fixture
def nordic(zoe):
    return f"/clients/{zoe.pk}/tests/new/nordic/"


@pytest.fixture
def typed(zoe):
    return {"tested_on": zoe.today().isoformat(), "hamstrings-left-1": "310", "hamstrings-right-1": "300"}


def test_beside_an_open_warning_sign_no_pain_to_stop_at_is_named(as_ana, warned, nordic):
    page = as_ana.get(nordic).text
    assert "Do not test: a warning sign is open" in page
    assert "stop above pain" not in page


def test_where_nothing_may_be_loaded_no_pain_to_stop_at_is_named(as_ana, ana, zoe, nordic):
    add_injury(client=zoe, by=ana, structure="hamstring", kind="strain", side="left", onset_on=zoe.today())
    page = as_ana.get(nordic).text
    assert "Do not test at this stage" in page
    assert "stop above pain" not in page
    assert "It was tested all the same" not in page


def test_a_test_beside_a_warning_sign_is_kept_only_with_the_tick_and_nothing_is_lost(
    as_ana, warned, nordic, typed
):
    refused = as_ana.post(nordic, typed)
    assert refused.status_code == 422
    assert "A warning sign is open: do not test." in refused.context["form"].errors["all_the_same"][0]
    assert 'value="310"' in refused.text
    assert not StrengthTest.objects.exists()
    page = as_ana.post(nordic, typed | {"all_the_same": "on"}, follow=True).text
    assert "Test saved." in page
    assert OPEN in page


def test_the_page_of_a_test_tells_of_the_warning_sign_of_its_time(as_ana, ana, zoe, warned, tested):
    test = tested(0, {("left", "hamstrings"): 300}, protocol="nordic")
    clear_red_flags(injury=warned, by=ana, clinician="R. Halloran", on=zoe.today(), words="All clear.")
    after = tested(0, {("left", "hamstrings"): 300}, protocol="nordic")
    assert OPEN in as_ana.get(test.get_absolute_url()).text
    assert OPEN not in as_ana.get(after.get_absolute_url()).text
    consents.withdraw(client=zoe, purpose=Consent.Purpose.HEALTH, by=ana)
    assert OPEN not in as_ana.get(test.get_absolute_url()).text


def test_without_a_warning_sign_no_tick_is_asked_for(as_ana, nordic, typed):
    assert "It was tested all the same" not in as_ana.get(nordic).text
    assert as_ana.post(nordic, typed).status_code == 302


def test_the_choice_of_a_test_carries_the_warning_sign(as_ana, zoe, warned):
    assert "Do not test: a warning sign is open" in as_ana.get(f"/clients/{zoe.pk}/tests/new/").text


def test_on_test_day_no_pain_to_stop_at_is_named_beside_a_warning_sign(as_ana, zoe, warned):
    page = as_ana.get("/tests/day/nordic/", {"client": zoe.pk}).text
    assert "Do not test: a warning sign is open" in page
    assert "stop above pain" not in page


def test_test_day_is_always_one_link_away(as_ana, zoe):
    for address in ("/tests/", f"/clients/{zoe.pk}/tests/new/"):
        page = as_ana.get(address).text
        assert 'href="/tests/day/">Test day for several clients</a>' in page


def test_repetitions_are_whole_numbers(as_ana, zoe, typed):
    address = f"/clients/{zoe.pk}/tests/new/single_leg_bridge/"
    typed |= {"hamstrings-left-1": "25,5", "hamstrings-right-1": "20"}
    refused = as_ana.post(address, typed)
    assert refused.status_code == 422
    assert "Repetitions are whole numbers" in refused.context["form"].errors["hamstrings-left-1"][0]
    assert 'value="25,5"' in refused.text
    # 20 of 25 repetitions: a fifth behind.
    page = as_ana.post(address, typed | {"hamstrings-left-1": "25"}, follow=True).text
    assert "25 reps" in page
    assert "20%" in page


def test_half_repetitions_are_refused_from_wherever_they_come(zoe, tested):
    with pytest.raises(ValidationError, match="Repetitions are whole numbers"):
        tested(0, {("left", "hamstrings"): 25.5}, protocol="single_leg_bridge")


def test_a_second_test_of_one_kind_on_one_day_is_asked_about(as_ana, zoe, nordic, typed):
    as_ana.post(nordic, typed)
    first = StrengthTest.objects.get()
    asked = as_ana.post(nordic, typed | {"hamstrings-left-1": "320"})
    assert asked.status_code == 422
    assert "There is a test of this kind on this day already" in asked.text
    assert f'href="{first.get_absolute_url()}correct/">Correct that test</a>' in asked.text
    assert 'value="320"' in asked.text
    assert StrengthTest.objects.count() == 1
    sure = f"again={zoe.today()}"
    assert f'name="sure_now" value="{sure}"' in asked.text
    assert as_ana.post(nordic, typed | {"sure": sure}).status_code == 302
    assert StrengthTest.objects.count() == 2


def test_another_speed_or_angle_on_one_day_is_not_the_same_test(as_ana, zoe, typed):
    address = f"/clients/{zoe.pk}/tests/new/isokinetic_concentric/"
    typed |= {"gravity_corrected": "yes", "hamstrings-left-1": "110", "hamstrings-right-1": "100"}
    for speed in ("60", "180"):
        assert as_ana.post(address, typed | {"speed_deg_s": speed}).status_code == 302


def test_a_test_that_is_put_right_is_not_asked_about_itself(as_ana, nordic, typed):
    as_ana.post(nordic, typed)
    address = f"{StrengthTest.objects.get().get_absolute_url()}correct/"
    assert as_ana.post(address, typed | {"reason": "Wrong leg."}).status_code == 302


@pytest.mark.parametrize(("reps", "less_sure"), [("10", False), ("11", True), ("12", True)])
def test_an_estimate_from_more_than_ten_repetitions_is_called_less_sure(as_ana, zoe, reps, less_sure):
    """Ten or fewer (Reynolds 2006)."""
    address = f"/clients/{zoe.pk}/tests/new/estimated_one_rm/"
    typed = {"tested_on": zoe.today().isoformat(), "hamstrings-left-1": "40", "hamstrings-left-1-reps": reps}
    words = f"From {reps} repetitions the estimate is less sure: 10 or fewer are best."
    assert (words in as_ana.post(address, typed | {"check": ""}).text) is less_sure
    assert (words in as_ana.post(address, typed, follow=True).text) is less_sure


@pytest.mark.parametrize("angle", ["400", "-1", "bent"])
def test_an_angle_that_cannot_be_is_refused_in_plain_words(as_ana, zoe, typed, angle):
    address = f"/clients/{zoe.pk}/tests/new/isometric/"
    refused = as_ana.post(address, typed | {"angle_deg": angle})
    assert refused.context["form"].errors["angle_deg"] == ["Write a whole number from 0 to 140°."]


def test_a_number_held_back_is_asked_about_in_the_unit_that_was_typed(as_ana, zoe, typed):
    """10 to 1,200 N (domain 4.12) are 1 to 122.4 kgf."""
    address = f"/clients/{zoe.pk}/tests/new/isometric/"
    typed |= {"unit": "kgf", "angle_deg": "90", "hamstrings-left-1": "300", "hamstrings-right-1": "30"}
    page = as_ana.post(address, typed | {"check": ""}).text
    assert "300 kgf: is this right?" in page
    assert "300 kgf is outside the plausible 1 to 122.4 kgf" in page
    assert "Use 30<" in page
    assert "2,942 N" not in page


def test_of_a_nordic_test_the_best_repetition_of_each_leg_counts_and_the_steps_say_so():
    """NORD_N: the peak of the best repetition; all repetitions are kept."""
    nordic = catalogue().protocols["nordic"]
    assert nordic.value([310, 330, 290]) == 330
    assert any("The best repetition of each leg counts" in step for step in nordic.steps)
    assert not any("same repetition" in step for step in nordic.steps)
