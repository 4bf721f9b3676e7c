from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path
from shutil import copytree

import pytest
from django.core.management import CommandError, call_command

from exercises import catalogue as library_files
from exercises.entries import CatalogueError
from exercises.models import Exercise
from trainer.accounts.models import User
from trainer.programs.catalogue import FOLDER, LineEntry, ProgramEntry, read, shipped
from trainer.programs.loading import load_programs
from trainer.programs.models import Program, ProgramExercise

NORDIC = "nordic-10-weeks"
BEGINNER = "beginner-8-weeks"
SPEED = "speed-6-weeks"
WARM_UP = "warm-up-8-weeks"


def program(slug: str) -> ProgramEntry:
    return next(entry for entry in shipped() if entry.slug == slug)


def spoil(tmp_path: Path, name: str, old: str, new: str) -> list[str]:
    """Change a copy of a file and give back the faults that reading it finds."""
    folder = Path(copytree(FOLDER, tmp_path / "catalogue"))
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1))
    with pytest.raises(CatalogueError) as caught:
        read(folder)
    return caught.value.faults


def test_the_nordic_protocol_has_27_workouts_and_700_to_736_repetitions() -> None:
    entry = program(NORDIC)
    assert len(entry.days) == 27
    assert entry.repetitions == (700, 736)
    assert [day.number for day in entry.days if day.week == 10] == [1, 2, 3]


@pytest.mark.parametrize(
    ("week", "hamstrings", "quadriceps"),
    [
        (1, "5", "5"),
        (2, "5", "5"),
        (3, "10.5", "6.5"),
        (4, "10.5", "6.5"),
        (5, "10.5", "7.5"),
        (8, "10.5", "7.5"),
    ],
)
def test_the_beginners_hard_sets_a_week(week: int, hamstrings: str, quadriceps: str) -> None:
    entry, files = program(BEGINNER), library_files.shipped()
    assert entry.hard_sets(week, "hamstrings", files) == Decimal(hamstrings)
    assert entry.hard_sets(week, "quadriceps", files) == Decimal(quadriceps)


def test_without_the_effort_gate_the_first_weeks_have_7_hamstring_sets() -> None:
    entry = program(BEGINNER)
    days = [replace(day, exercises=[replace(line, rpe=None) for line in day.exercises]) for day in entry.days]
    assert replace(entry, days=days).hard_sets(1, "hamstrings", library_files.shipped()) == Decimal(7)


def test_the_beginner_leaves_48_hours_between_the_days() -> None:
    assert program(BEGINNER).min_hours_between == 48


def test_a_published_result_is_told_with_its_source_and_without_a_promise() -> None:
    notes = program(NORDIC).notes
    assert "RR 0.49, 0.32 to 0.74; van Dyk 2019" in notes
    assert "no promise to one person" in notes


def test_fast_running_builds_up_to_one_run_a_week_above_95_per_cent_in_four_to_six_weeks() -> None:
    # 7.11: one weekly exposure above 95% of own best speed, built up over 4 to 6 weeks
    entry = program(SPEED)
    assert len(entry.days) in range(4, 7)
    assert len({day.week for day in entry.days}) == len(entry.days)
    fastest = [max(line.percent_speed or 0 for line in day.exercises) for day in entry.days]
    assert fastest == sorted(fastest)
    above = [(day.week, line.sets) for day in entry.days for line in day.exercises if is_above_95(line)]
    assert above == [(6, 1)]


def is_above_95(line: LineEntry) -> bool:
    return (line.percent_speed or 0) > 95


def test_the_steps_to_fast_running_are_those_of_the_speed_ladder() -> None:
    # 6: A-skip, tempo, strides 80%, accelerations, fly 90%, fly 95-100%
    lines = [line for day in program(SPEED).days for line in day.exercises]
    ladder = ["a-skip", "tempo-run", "acceleration-sprint", "flying-sprint"]
    assert list(dict.fromkeys(line.exercise for line in lines)) == ladder
    speeds = {slug: [line.percent_speed for line in lines if line.exercise == slug] for slug in ladder[1:]}
    assert speeds["tempo-run"] == [70, 75]
    assert speeds["acceleration-sprint"][0] == 80
    assert speeds["flying-sprint"] == [90, 90, 96]


def test_the_warm_up_is_done_24_times_with_the_nordics_lower_level_in_it() -> None:
    # 7.2: three times a week for eight weeks; the Nordic once, 3 to 5 repetitions
    entry = program(WARM_UP)
    assert len(entry.days) == 24
    assert {day.week for day in entry.days} == set(range(1, 9))
    nordic, lunge = entry.days[0].exercises
    assert (nordic.exercise, nordic.sets, nordic.reps, nordic.reps_top) == ("nordic-hamstring", 1, [3], 5)
    assert (lunge.exercise, lunge.sets, lunge.seconds) == ("walking-lunge", 2, 30)
    assert "8 minutes" in entry.days[0].note
    assert "10 minutes" in entry.days[0].note
    assert "2 minutes" in entry.days[0].note


def test_an_easy_lunge_of_the_warm_up_counts_as_no_hard_set() -> None:
    assert program(WARM_UP).hard_sets(1, "quadriceps", library_files.shipped()) == 0


@pytest.mark.parametrize(
    ("slug", "says"),
    [
        (WARM_UP, "From memory, not opened again for Plumb: the sets, the 30 seconds"),
        (WARM_UP, "Not in Plumb’s library"),
        (SPEED, "Everything else is Plumb’s own proposal, not published"),
    ],
)
def test_what_is_remembered_proposed_or_missing_is_said_beside_the_programme(slug: str, says: str) -> None:
    assert says in program(slug).notes
    assert "no promise to one person" in program(slug).notes


def test_alternatives_are_told_by_name() -> None:
    line = program(BEGINNER).days[0].exercises[1]
    assert (line.exercise, line.note) == ("lying-leg-curl", "Or: Seated leg curl.")


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        (
            NORDIC,
            "sessions = 27",
            "sessions = 28",
            "checks, sessions: the days come to 27, the source says 28",
        ),
        (
            NORDIC,
            "[700, 736]",
            "[700, 735]",
            "checks, reps: the days come to [700, 736], the source says [700, 735]",
        ),
        (NORDIC, "numbers = [1, 2]", "numbers = [1]", "checks, sessions: the days come to 26"),
        (NORDIC, "weeks = [4]", "weeks = [11]", "weeks: days are given for other weeks than 1 to 10"),
        (NORDIC, "weeks = [2]", "weeks = [1]", "days: week 1 has day 1 twice"),
        (NORDIC, "[12, 10, 8]", "[12, 10]", "days 5, exercises 1, reps: has 2 numbers for 3 sets"),
        (
            NORDIC,
            "reps = 5",
            'reps = "5"',
            "days 1, exercises 1, reps: '5' is neither a number nor one a set",
        ),
        (NORDIC, '"nordic-hamstring"', '"nordic"', "days 1, exercises 1, exercise: 'nordic' is none of"),
        (NORDIC, '["band-nordic"]', '["band"]', "days 1, exercises 1, alternatives: 'band' is not known"),
        (NORDIC, '"van-dyk-2019"', '"van-dyk-2020"', "sources: 'van-dyk-2020' is not known"),
        (NORDIC, "[checks]", "[cheques]", "checks: is missing"),
        (BEGINNER, "rpe = 5", "rpe = 11", "days 1, exercises 1, rpe: 11 is not between 1 and 10"),
        (BEGINNER, "seconds = 30", "second = 30", "exercises 4, reps: give one of reps, seconds and metres"),
        (BEGINNER, "seconds = 30", "reps = 5, seconds = 30", "reps: give one of reps, seconds and metres"),
        (BEGINNER, "hamstrings = 5,", "hamstrings = 6,", "hamstrings: week 1 comes to 5, the source says 6"),
        (
            BEGINNER,
            "quadriceps = 6.5",
            "quadriceps = 6",
            "quadriceps: week 3 comes to 6.5, the source says 6",
        ),
        (BEGINNER, 'side = "each"', 'side = "left leg"', "side: 'left leg' is none of both, each"),
    ],
)
def test_a_fault_names_the_file_the_entry_and_the_key(
    tmp_path: Path, name: str, old: str, new: str, fault: str
) -> None:
    faults = spoil(tmp_path, f"{name}.toml", old, new)
    assert any(found.startswith(f"{name}.toml, ") and fault in found for found in faults), faults


def test_a_programme_is_loaded_with_its_days_and_prescriptions(programs: None) -> None:
    row = Program.objects.get(slug=NORDIC)
    assert (row.owner, row.days.count()) == (None, 27)
    assert row.sources.filter(key="petersen-2011").exists()
    week_5 = ProgramExercise.objects.filter(day__program=row, day__week=5).first()
    assert (week_5.exercise.slug, week_5.dose, week_5.rest_seconds) == ("nordic-hamstring", "12, 10, 8", 60)
    week_3 = ProgramExercise.objects.filter(day__program=row, day__week=3).first()
    assert week_3.dose == "3 × 6–8"
    stretch = ProgramExercise.objects.filter(day__program__slug=BEGINNER, seconds=30).first()
    assert (stretch.dose, stretch.side, stretch.reps) == ("1 × 30 s", "each", [])


def test_a_second_load_of_programmes_changes_nothing(programs: None) -> None:
    before = list(ProgramExercise.objects.order_by("pk").values())
    assert load_programs().lines == []
    assert list(ProgramExercise.objects.order_by("pk").values()) == before


def test_a_new_file_replaces_the_days_of_an_untouched_programme(programs: None) -> None:
    fresh = replace(program(NORDIC), name="Nordic, one week", days=program(NORDIC).days[:1])
    assert load_programs([fresh]).changed == [f"programme {NORDIC}"]
    row = Program.objects.get(slug=NORDIC)
    assert (row.name, row.days.count()) == ("Nordic, one week", 1)


@pytest.mark.parametrize("edit", ["name", "prescription", "day"])
def test_a_programme_that_an_admin_edited_stays(programs: None, edit: str) -> None:
    row = Program.objects.get(slug=NORDIC)
    if edit == "name":
        Program.objects.filter(pk=row.pk).update(name="Our Nordic")
    elif edit == "prescription":
        ProgramExercise.objects.filter(day__program=row, day__week=5).update(rest_seconds=180)
    else:
        row.days.filter(week=10, number=3).delete()
    report = load_programs([replace(program(NORDIC), summary="New words.")])
    assert report.kept == [f"programme {NORDIC}"]
    assert Program.objects.get(slug=NORDIC).summary != "New words."


def test_a_trainers_own_programme_is_never_taken(library: None, ana: User) -> None:
    Program.objects.create(slug=NORDIC, name="Ana's Nordic", owner=ana)
    assert load_programs().kept == [f"programme {NORDIC}"]
    assert Program.objects.get(slug=NORDIC).name == "Ana's Nordic"


def test_programmes_without_their_exercises_are_refused_whole(db: None) -> None:
    with pytest.raises(
        CatalogueError, match="nordic-hamstring: is not in the library; run load_library first"
    ):
        load_programs()
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_programs")
    assert not Program.objects.exists()


def test_the_command_checks_without_writing_and_ends_with_one_line(library: None) -> None:
    out = StringIO()
    call_command("load_programs", "--check", stdout=out)
    assert out.getvalue().splitlines() == [
        f"+ programme {BEGINNER}",
        f"+ programme {NORDIC}",
        f"+ programme {SPEED}",
        f"+ programme {WARM_UP}",
        "Programmes: 4, with 73 workouts; 4 added, 0 changed, 0 kept as edited here.",
    ]
    assert not Program.objects.exists()
    call_command("load_programs", stdout=StringIO())
    assert Program.objects.count() == 4
    assert Exercise.objects.count() == 68
