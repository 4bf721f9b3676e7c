"""How long the page's drawing takes: the time is printed, and hardly more for 300 tests than for 10."""

import datetime as dt
import gc
import sys
from time import process_time

import pytest
from django.template.loader import render_to_string

from clients.models import Client
from exercises.models import Exercise
from trainer.balance import charts, timeline
from trainer.balance.models import Reading, StrengthTest
from trainer.session_logs.models import SessionLog, SetLog

pytestmark = pytest.mark.django_db

FLAT = 1.5
ROUNDS = 15


def strength_tests(client: Client, number: int) -> None:
    """So many isokinetic tests of both legs, spread evenly over the last year."""
    today = client.today()
    days = [today - dt.timedelta(days=360 * n // number) for n in range(number)]
    rows = StrengthTest.objects.bulk_create(
        StrengthTest(
            client=client, protocol="isokinetic_concentric", tested_on=day, speed_deg_s=60, device="Cybex"
        )
        for day in days
    )
    Reading.objects.bulk_create(
        Reading(
            client=client, test=row, muscle_group=muscle, side=side, value=value + n % 9, unit="Nm", trials=[]
        )
        for n, row in enumerate(rows)
        for muscle, value in (("hamstrings", 95), ("quadriceps", 160))
        for side in ("left", "right")
    )


def set_logs(client: Client, number: int) -> None:
    """So many sets, spread over the weeks of the last year."""
    session = SessionLog.objects.create(client=client, title="A", performed_on=client.today())
    slugs = ("seated-leg-curl", "romanian-deadlift", "back-squat")
    exercises = list(Exercise.objects.filter(slug__in=slugs))
    SetLog.objects.bulk_create(
        SetLog(
            client=client,
            session=session,
            exercise=exercises[n % len(exercises)],
            exercise_name="Set",
            number=n,
            reps=8,
            rpe=8,
            load_kg=20,
            performed_on=client.today() - dt.timedelta(days=360 * n // number),
        )
        for n in range(number)
    )


def seconds(found: timeline.Timeline) -> float:
    """Of the processor, for one drawing of both sizes, written down as SVG."""
    begun = process_time()
    history = found.history()
    for size in (charts.WIDE, charts.COMPACT):
        drawing = charts.timeline(history, size)
        render_to_string("balance/timeline.html", {"drawing": drawing, "label": "Both legs"})
    return process_time() - begun


def test_drawing_is_as_quick_with_300_tests_as_with_10(
    library: None, zoe: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    set_logs(zoe, 200)
    strength_tests(zoe, 10)
    ten = timeline.of(zoe, health=True)
    zoe.strength_tests.all().delete()
    strength_tests(zoe, 300)
    three_hundred = timeline.of(zoe, health=True)
    # In turns, so that a busy moment of the machine meets both, and without the collector, as `timeit` does.
    gc.disable()
    try:
        rounds = [(seconds(ten), seconds(three_hundred)) for _ in range(ROUNDS)]
    finally:
        gc.enable()
    few, many = (min(times) for times in zip(*rounds, strict=True))
    with capsys.disabled():
        sys.stdout.write(f"\nBalance chart: {few * 1000:.1f} ms for 10 tests, {many * 1000:.1f} ms for 300\n")
    assert many / few <= FLAT


@pytest.mark.parametrize("sets", [10, 5000])
@pytest.mark.parametrize("tests", [3, 300])
def test_the_timeline_takes_at_most_eight_queries_however_much_there_is(
    library: None, zoe: Client, queries, sets: int, tests: int
) -> None:
    set_logs(zoe, sets)
    strength_tests(zoe, tests)
    for span in timeline.SPANS:
        assert queries(lambda span=span: timeline.of(zoe, span, health=True)) <= 8
