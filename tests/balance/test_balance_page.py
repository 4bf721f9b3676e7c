import datetime as dt

import pytest

from clients import consents
from clients.models import Consent, Injury
from exercises.models import Exercise, Muscle
from tests.balance.conftest import legs
from trainer.balance import timeline
from trainer.balance.actions import confirm_reading
from trainer.balance.models import Reading
from trainer.session_logs.models import SessionLog, SetLog

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(zoe):
    return f"/clients/{zoe.pk}/balance/"


def test_without_a_test_the_page_offers_the_first(as_ana, zoe, address):
    page = as_ana.get(address).text
    assert "No strength test yet" in page
    assert f"/clients/{zoe.pk}/tests/new/" in page
    assert '<svg class="chart ' not in page


def test_one_test_shows_both_legs_and_says_that_one_is_not_a_change(as_ana, tested, address):
    tested(0, legs((118, 179), (96, 177)))
    page = as_ana.get(address).text
    assert "Conventional ratio, 60°/s" in page
    assert ">0.66<" in page
    assert ">0.54<" in page
    assert "18.6%" in page
    assert "right behind left" in page
    assert "This is the first test with this device and setting." in page
    assert page.count('class="chart chart--') == 2


def test_a_fall_names_the_hamstrings_and_tells_the_ratio_beside(as_ana, tested, address):
    tested(30, legs((117, 172), (118, 170)))
    tested(2, legs((82, 165), (116, 172)))
    page = as_ana.get(address).text
    assert (
        "Left hamstrings fell from 117 to 82 Nm (−30%). "
        "Changes of 25% or more are likely real with this test." in page
    )
    assert "The ratio went from 0.68 to 0.50" in page
    assert page.count("Hamstring strength down") == 1


def test_the_band_is_the_published_range_with_its_people_and_source(as_ana, tested, address):
    tested(0, legs((118, 179), (96, 177)))
    page = as_ana.get(address).text
    assert "Published range 0.53 to 0.77" in page
    assert "professional male football players (27 studies, 1,274 players)" in page
    assert "Baroni 2020" in page
    assert "not a pass mark" in page


def test_an_impossible_ratio_is_held_back_and_said_so(as_ana, tested, address, zoe):
    test = tested(0, {("right", "hamstrings"): 77, ("right", "quadriceps"): 11}, speed_deg_s=120)
    for row in test.readings.all():
        confirm_reading(reading=row, by=test.by)
    page = as_ana.get(address).text
    assert "The right ratio at 120°/s is 7.00, outside the plausible 0.20 to 1.20" in page
    assert f"/clients/{zoe.pk}/tests/{test.pk}/" in page
    assert "Held back: it counts nowhere until you decide" in page


def test_a_reading_held_back_counts_nowhere_until_confirmed(as_ana, tested, address):
    tested(20, legs((118, 179), (96, 177)))
    tested(0, legs((118, 900), (96, 177)))
    page = as_ana.get(address).text
    assert "900 Nm is outside the plausible 15 to 500 Nm" in page
    assert "0.13" not in page
    assert "<dd>Held back</dd>" in page
    assert "No verdict: numbers of the left are held back." in page


def test_methods_are_never_mixed_and_can_be_chosen(as_ana, tested, address):
    tested(9, legs((118, 179), (96, 177)))
    tested(3, {("left", "hamstrings"): 340, ("right", "hamstrings"): 300}, protocol="nordic")
    newest = as_ana.get(address, {"method": "nordic"}).text
    assert "Nordic, force per leg, last 12 months" in newest
    assert "340 N" in newest
    assert "118 Nm" not in newest
    main = as_ana.get(address).text
    assert "Conventional ratio, 60°/s, last 12 months" in main
    assert "340 N" not in main


def test_speeds_have_their_own_lines(as_ana, tested, address):
    tested(3, legs((118, 179), (96, 177)))
    tested(3, legs((80, 100), (82, 100)), speed_deg_s=240)
    page = as_ana.get(address, {"method": "conventional-240"}).text
    assert "Conventional ratio, 240°/s" in page
    assert ">0.80<" in page


def test_the_span_is_in_the_address_and_an_odd_one_is_the_usual(as_ana, tested, address):
    tested(200, legs((118, 179), (96, 177)))
    assert "No test with this method in the last 3 months" in as_ana.get(address, {"span": "3"}).text
    assert "No test with this method" not in as_ana.get(address, {"span": "all"}).text
    assert "last 12 months" in as_ana.get(address, {"span": "'"}).text


def test_htmx_gets_the_piece_and_others_the_page(as_ana, tested, address):
    tested(0, legs((118, 179), (96, 177)))
    piece = as_ana.get(address, headers={"HX-Request": "true"}).text
    assert piece.strip().startswith('<div id="balance"')
    assert "<h1>" not in piece


def test_a_table_holds_the_same_numbers_as_the_chart(as_ana, tested, address):
    tested(30, legs((100, 170), (104, 171)))
    tested(0, legs((118, 179), (96, 177)))
    page = as_ana.get(address).text
    table = page[page.index("Show the numbers as a table") :]
    for number in ("100 Nm", "104 Nm", "170 Nm", "179 Nm", "0.59", "0.66", "3.8%", "18.6%"):
        assert number in table


def test_injuries_stand_behind_the_line_only_while_health_data_may_be_shown(
    as_ana, ana, zoe, tested, address
):
    tested(0, legs((118, 179), (96, 177)))
    Injury.objects.create(
        client=zoe,
        structure="hamstring",
        side="right",
        kind="strain",
        onset_on=zoe.today() - dt.timedelta(days=40),
    )
    assert "Suspected right hamstring strain" in as_ana.get(address).text
    consents.withdraw(client=zoe, purpose=Consent.Purpose.HEALTH, by=ana)
    page = as_ana.get(address).text
    assert "hamstring strain" not in page
    assert 'class="chart__injury"' not in page


def test_weekly_sets_are_counted_by_share_and_effort(as_ana, library, zoe, tested, address):
    session = SessionLog.objects.create(client=zoe, title="A", performed_on=zoe.today())
    curl = Exercise.objects.get(slug="seated-leg-curl")
    for number, rpe in enumerate((5, 7, None), start=1):
        SetLog.objects.create(
            client=zoe,
            session=session,
            exercise=curl,
            exercise_name=curl.name,
            number=number,
            rpe=rpe,
            performed_on=zoe.today(),
        )
    tested(0, legs((118, 179), (96, 177)))
    found = timeline.of(zoe, health=True)
    (week,) = found.weeks
    assert week.sets("hamstrings") == 2
    assert "2 this week" in as_ana.get(address).text


def test_a_stranger_gets_a_404(as_bob, address):
    assert as_bob.get(address).status_code == 404


def test_a_client_has_no_trainers_page(as_zoe, address):
    assert as_zoe.get(address).status_code == 404


def test_queries_do_not_grow_with_the_tests(as_ana, tested, address, queries):
    for number in range(3):
        tested(number * 7, legs((118, 179), (96, 177)))
    few = queries(lambda: as_ana.get(address))
    for number in range(3, 30):
        tested(number * 7, legs((118 - number, 179), (96, 177)))
    many = queries(lambda: as_ana.get(address))
    assert many == few
    assert many <= 15


def test_the_timeline_itself_takes_at_most_eight_queries(zoe, tested, queries):
    tested(0, legs((118, 179), (96, 177)))
    assert queries(lambda: timeline.of(zoe, health=True)) <= 8


def test_nothing_on_the_page_promises_or_predicts(as_ana, tested, address):
    tested(0, legs((118, 179), (96, 177)))
    page = as_ana.get(address).text.lower()
    for word in ("prevent", "injury risk", "at risk of", "safe range"):
        assert word not in page


def test_the_page_has_no_inline_style_or_script(as_ana, tested, address):
    tested(0, legs((118, 179), (96, 177)))
    page = as_ana.get(address).text
    assert "style=" not in page
    assert "<style" not in page
    assert "onclick" not in page


def test_all_readings_of_the_client_are_read_once(zoe, tested):
    tested(0, legs((118, 179), (96, 177)))
    found = timeline.of(zoe, health=False)
    assert Reading.objects.count() == 4
    assert found.latest.values == {"left": pytest.approx(118 / 179), "right": pytest.approx(96 / 177)}
    assert found.before is None


def test_another_device_starts_a_new_line_and_no_comparison(zoe, tested):
    tested(40, legs((117, 172), (118, 170)))
    tested(20, legs((117, 172), (118, 170)))
    tested(2, legs((60, 165), (116, 172)), device="Biodex")
    found = timeline.of(zoe, health=True)
    assert found.before is None
    assert (found.verdicts, found.falls) == ([], [])
    left = next(line for line in found.history().lines if line.side == "left")
    assert [point.settings.device for point in left.points] == ["cybex", "cybex", "biodex"]


def log_sets(client, exercise, count, **more):
    session = SessionLog.objects.create(client=client, title="A", performed_on=client.today())
    SetLog.objects.bulk_create(
        SetLog(
            client=client,
            session=session,
            exercise=exercise,
            exercise_name=exercise.name if exercise else "Mystery machine",
            number=number,
            **{"rpe": 8, "performed_on": client.today(), **more},
        )
        for number in range(1, count + 1)
    )


def own_exercise(ana, **shares):
    walk = Exercise.objects.create(
        slug="own-walk", name="Hill walk", owner=ana, pattern="hip", level="B", measures=["reps"]
    )
    for slug, share in shares.items():
        walk.shares.create(muscle=Muscle.objects.get(slug=slug), share=share)
    return walk


def test_a_set_of_an_own_exercise_without_shares_is_named_and_is_no_zero(
    as_ana, ana, library, zoe, tested, address
):
    tested(0, legs((118, 179), (96, 177)))
    log_sets(zoe, Exercise.objects.get(slug="seated-leg-curl"), 4)
    log_sets(zoe, own_exercise(ana), 3)
    page = as_ana.get(address).text
    assert (
        "3 hard sets of Hill walk: how much of a set counts for the hamstrings and the quadriceps "
        "is not filled in." in page
    )
    assert "hamstrings: at least 4 hard sets" in page
    assert "at least 4</td>" in page
    assert "4+ this week" in page
    assert "Until it is filled in there is no balance of hard sets." in page
    assert "back-heavy" not in page


def test_an_own_exercise_with_its_shares_counts_and_one_nobody_knows_does_not(
    as_ana, ana, library, zoe, tested, address
):
    tested(0, legs((118, 179), (96, 177)))
    log_sets(zoe, own_exercise(ana, hamstrings=1, quadriceps=0), 3)
    assert "Hill walk" not in as_ana.get(address).text
    log_sets(zoe, None, 1)
    assert "1 hard set of Mystery machine" in as_ana.get(address).text


def test_the_balance_of_hard_sets_is_told_beside_the_trainers_band(
    as_ana, ana, library, zoe, tested, address
):
    tested(0, legs((118, 179), (96, 177)))
    log_sets(zoe, Exercise.objects.get(slug="seated-leg-curl"), 4)
    log_sets(zoe, Exercise.objects.get(slug="leg-extension"), 4)
    assert "1.00 hard sets of the hamstrings for each one of the quads: balanced." in as_ana.get(address).text
    zoe.targets.create(method="hard_sets", low=1.2, high=2, reason="She sits all day.", by=ana)
    page = as_ana.get(address).text
    assert "below the target of 1.20 to 2.00. She sits all day." in page
    assert "Plumb calls" not in page


def curls_and_extensions(client):
    for slug, load in (("seated-leg-curl", 30), ("leg-extension", 60)):
        more = {"reps": 6, "rpe": 9, "load_kg": load, "side": "left"}
        log_sets(client, Exercise.objects.get(slug=slug), 1, **more)


def test_estimates_are_hollow_and_told_as_what_they_are_before_any_test(as_ana, library, zoe, address):
    curls_and_extensions(zoe)
    page = as_ana.get(address).text
    assert "No test yet: hollow marks are estimates from logged sets." in page
    assert "chart__estimate--left" in page
    assert 'class="chart__line' not in page
    assert "left estimated 0.50, likely 0.43 to 0.57" in page
    assert "Estimates as a table" in page
    assert "Record a test" in page


def test_estimates_stand_in_the_chart_of_the_same_machines_and_in_no_other(
    as_ana, library, zoe, tested, address
):
    curls_and_extensions(zoe)
    tested(0, legs((118, 179), (96, 177)))
    assert "chart__estimate--left" not in as_ana.get(address).text
    tested(3, legs((40, 60), (38, 60)), protocol="one_rm", device="Curl A")
    page = as_ana.get(address, {"method": "curl_extension"}).text
    assert "chart__estimate--left" in page
    assert "never compared with a test" in page


def test_a_line_that_breaks_says_why_on_the_chart_and_in_the_table(as_ana, tested, address):
    tested(40, legs((117, 172), (118, 170)))
    tested(2, legs((60, 165), (116, 172)), device="Biodex")
    page = as_ana.get(address).text
    assert page.count('class="chart__break"') == 3
    table = page[page.index("Show the numbers as a table") :]
    assert "with another device: a new line." in table
    assert "What came before is not joined to it and not compared with it." in page


def test_one_reading_held_back_hides_no_other(as_ana, tested, address):
    tested(20, legs((118, 179), (96, 177)))
    tested(0, legs((118, 900), (99, 177)))
    page = as_ana.get(address).text
    assert "900 Nm is outside the plausible" in page
    assert "right tested 0.56" in page
    assert "99 Nm" in page
    assert '<span class="pair-bars__value align-right">Held back</span>' in page
    assert '<td class="align-right">Held back</td>' in page


@pytest.mark.parametrize("name", ["method", "span", "a", "b"])
@pytest.mark.parametrize("odd", ["", "'", "\x00", "0", "-1", "9" * 400, "2026-02-31", "∞"])
def test_nonsense_in_the_address_shows_the_usual_page(as_ana, tested, address, name, odd):
    tested(20, legs((118, 179), (96, 177)))
    tested(0, legs((118, 179), (96, 177)))
    answer = as_ana.get(address, {name: odd})
    assert answer.status_code == 200
    assert "Conventional ratio, 60°/s, last 12 months" in answer.text


def test_the_next_test_is_a_key_number_with_a_way_to_change_it(as_ana, zoe, tested, address):
    tested(0, legs((118, 179), (96, 177)))
    page = as_ana.get(address).text
    assert "Next test" in page
    assert f"/clients/{zoe.pk}/tests/next/isokinetic_concentric/" in page
    zoe.retests.create(protocol="isokinetic_concentric", due_on=None)
    assert "Last test" in as_ana.get(address).text
