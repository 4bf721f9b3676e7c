import pytest

from tests.balance.conftest import hurt, legs
from tests.roster.rows import hurt as report
from tests.roster.rows import logged, planned
from trainer.balance.pages.own_words import share_words

pytestmark = pytest.mark.django_db


def test_before_the_first_test_the_page_says_what_comes(as_zoe):
    page = as_zoe.get("/progress/").text
    assert "No strength test yet" in page
    assert "Your trainer records the first one with you." in page


def test_words_come_before_numbers(as_zoe, tested):
    tested(0, legs((118, 179), (96, 177)))
    page = as_zoe.get("/progress/").text
    assert "Your first test is in" in page
    assert page.count("The back of the thigh makes about three fifths of the front&#x27;s force.") == 2
    assert page.index("about three fifths") < page.index('class="chart chart--')
    assert "Published range" not in page
    assert "%" not in page[page.index("Your first test is in") : page.index("Back of the thigh, last")]


def test_the_weaker_leg_that_grew_is_catching_up(as_zoe, tested):
    tested(40, legs((100, 170), (80, 170)))
    tested(0, legs((102, 171), (104, 172)))
    page = as_zoe.get("/progress/").text
    assert "Your right leg is catching up" in page
    assert "Your left leg held its strength." in page
    assert "<b>Steady</b>" in page
    assert "<b>Stronger</b>" in page


def test_the_stronger_leg_that_grew_is_getting_stronger(as_zoe, tested):
    tested(40, legs((100, 170), (80, 170)))
    tested(0, legs((130, 171), (82, 172)))
    assert "Your left leg is getting stronger" in as_zoe.get("/progress/").text


def test_after_an_injury_she_reads_how_much_of_the_loss_is_back(as_zoe, zoe, tested):
    hurt(zoe, "right", ago=60)
    tested(90, legs((110, 172), (110, 172)))
    tested(50, legs((108, 172), (70, 172)))
    tested(0, legs((109, 172), (90, 172)))
    page = as_zoe.get("/progress/").text
    assert "Your right leg is coming back" in page
    assert "It has won back about half of what it lost since" in page
    assert "Your left leg held its strength." in page


def test_a_loss_within_day_to_day_variation_is_not_told_as_one(as_zoe, zoe, tested):
    hurt(zoe, "right", ago=60)
    tested(90, legs((110, 172), (110, 172)))
    tested(50, legs((108, 172), (100, 172)))
    tested(0, legs((109, 172), (108, 172)))
    assert "won back" not in as_zoe.get("/progress/").text


def test_her_trainers_target_is_not_hers_to_pass(as_zoe, zoe, ana, tested):
    tested(0, legs((118, 179), (96, 177)))
    zoe.targets.create(method="conventional-60", low=0.6, high=0.8, reason="Back to sprints.", by=ana)
    page = as_zoe.get("/progress/").text
    for word in ("Target", "Back to sprints.", "short of", "chart__band"):
        assert word not in page


def test_where_less_is_better_a_fall_is_better_and_not_stronger(as_zoe, tested):
    for ago, degrees in ((40, 40), (0, 20)):
        tested(
            ago,
            {("left", "hamstrings"): degrees, ("right", "hamstrings"): degrees},
            protocol="active_knee_extension",
            tester="Ana",
        )
    page = as_zoe.get("/progress/").text
    assert "Both legs are getting better" in page
    assert "stronger" not in page.lower()


def test_a_workout_that_pain_ended_is_called_right(as_zoe, zoe):
    workout = planned(zoe, [zoe.today()], state="done")[0]
    session = logged(zoe, zoe.today())
    session.workout = workout
    session.save()
    report(session, 5, "stop")
    page = as_zoe.get("/progress/").text
    assert "You felt 5 and stopped. That was right." in page


def test_gates_she_met_are_what_she_can_do_again_and_a_clinicians_word_is_not(as_zoe, zoe):
    injury = hurt(zoe, "right", ago=60)
    for gate in ("Walks without pain", "A clinician's written clearance"):
        zoe.gates_met.create(injury=injury, stage="early_load", gate=gate, met_on=zoe.today())
    page = as_zoe.get("/progress/").text
    again = page[page.index("What you can do again") :]
    assert "Walks without pain" in again
    assert "clearance" not in again


def test_a_leg_that_fell_is_told_without_fear(as_zoe, tested):
    tested(40, legs((117, 172), (116, 172)))
    tested(0, legs((82, 165), (115, 172)))
    page = as_zoe.get("/progress/").text
    assert "Your left leg tested lower this time" in page
    assert "your trainer looks at it with you" in page


def test_little_changes_are_steady(as_zoe, tested):
    tested(40, legs((117, 172), (116, 172)))
    tested(0, legs((112, 170), (119, 172)))
    assert "Both legs are holding steady" in as_zoe.get("/progress/").text


def test_she_sees_her_own_injury_behind_her_line(as_zoe, zoe, tested):
    tested(60, legs((117, 172), (116, 172)))
    hurt(zoe, "left", ago=30)
    assert "Suspected left hamstring strain" in as_zoe.get("/progress/").text


def test_a_trainer_without_a_record_of_her_own_has_no_progress(as_ana):
    assert as_ana.get("/progress/").status_code == 404


def test_queries_do_not_grow(as_zoe, tested, queries):
    for number in range(3):
        tested(number * 7, legs((118, 179), (96, 177)))
    few = queries(lambda: as_zoe.get("/progress/"))
    for number in range(3, 30):
        tested(number * 7, legs((118, 179), (96, 177)))
    assert queries(lambda: as_zoe.get("/progress/")) == few
    assert few <= 18


@pytest.mark.parametrize(
    ("ratio", "words"),
    [
        (0.48, "about half of the front's force"),
        (0.66, "about two thirds of the front's force"),
        (0.35, "about a third of the front's force"),
        (1.2, "about as much as the front, or more"),
    ],
)
def test_shares_are_told_as_everyday_fractions(ratio, words):
    assert share_words(ratio) == words
