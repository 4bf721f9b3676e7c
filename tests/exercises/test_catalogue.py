import re
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pytest
from django.conf import settings

from exercises import figures
from exercises.catalogue import FOLDER, CueEntry, plain_name, read, shipped
from exercises.entries import CatalogueError, digest
from exercises.views_learn import REFERENCES
from exercises.words import TAGS
from trainer.programs.catalogue import shipped as shipped_programs

CITE = re.compile(r"{% cite ([^%]+?) ?%}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped files that a test may spoil."""
    return Path(copytree(FOLDER, tmp_path / "catalogue"))


def spoil(folder: Path, name: str, old: str, new: str) -> list[str]:
    """Change a file and give back the faults that reading it finds."""
    path = folder / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(CatalogueError) as caught:
        read(folder)
    return caught.value.faults


def test_the_shipped_catalogue_is_whole() -> None:
    assert len(shipped().exercises) == 68
    assert all(len(entry.cues) >= 5 for entry in shipped().exercises.values())


def test_every_exercise_is_drawn() -> None:
    assert set(shipped().exercises) == figures.slugs()


def cited_on_pages() -> set[str]:
    """Keys of the `cite` tags of every template, and the three references of the article."""
    texts = [path.read_text() for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html")]
    tags = [tag for text in texts for tag in CITE.findall(text)]
    return set(REFERENCES) | {key for tag in tags for key in re.findall(r'"([a-z0-9-]+)"', tag)}


def test_every_source_is_used_somewhere() -> None:
    muscles = set(re.findall(r'"([a-z0-9-]+)"', (FOLDER / "muscles.toml").read_text()))
    cited = {key for entry in shipped().exercises.values() for key in entry.sources}
    cited |= {key for program in shipped_programs() for key in program.sources}
    assert set(shipped().sources) - cited - muscles - cited_on_pages() == set()


def test_every_exercise_says_where_its_numbers_come_from() -> None:
    for entry in shipped().exercises.values():
        mark, _, why = entry.basis.partition(": ")
        assert mark == "D" or (why and mark.removeprefix("D, as ") in shipped().exercises)


def test_an_exercise_without_a_source_says_that_it_is_not_known() -> None:
    for entry in shipped().exercises.values():
        if entry.confidence == 0:
            assert entry.evidence.startswith("Not known"), entry.slug
        else:
            assert entry.sources, entry.slug


def test_a_step_that_names_an_exercise_of_the_library_leads_to_it() -> None:
    entries = shipped().exercises.values()
    names = {plain_name(name) for entry in entries for name in (entry.name, *entry.aliases)}
    for entry in entries:
        for step in entry.steps:
            assert step.to or plain_name(step.words.partition(":")[0]) not in names, (
                f"{entry.slug}: {step.words}"
            )


def test_the_weak_shares_are_those_of_the_bridges_and_the_hip_thrust() -> None:
    weak = {
        slug for slug, entry in shipped().exercises.items() if any(flag for _, flag in entry.shares.values())
    }
    assert weak == {"glute-bridge", "held-glute-bridge", "hip-thrust"}


def test_squats_and_presses_count_nothing_for_the_hamstrings() -> None:
    for slug in ("back-squat", "front-squat", "goblet-squat", "leg-press", "split-squat", "leg-extension"):
        assert "hamstrings" not in shipped().exercises[slug].shares
        assert shipped().exercises[slug].shares["quadriceps"] == (Decimal(1), False)


def test_stretches_drills_and_runs_count_no_sets() -> None:
    for slug in (
        "strap-hamstring-stretch",
        "downward-dog",
        "hip-hinge",
        "a-skip",
        "tempo-run",
        "flying-sprint",
    ):
        assert shipped().exercises[slug].shares == {}


def test_the_romanian_deadlift_ends_where_the_back_would_round() -> None:
    words = " ".join(cue.headline for cue in shipped().exercises["romanian-deadlift"].cues)
    assert "back would start to round" in words


def test_no_text_promises_that_nobody_gets_hurt() -> None:
    text = " ".join(path.read_text() for path in FOLDER.glob("*.toml")).casefold()
    assert not re.search(r"\bprevents?\b|\bguarantee|\binjury-proof|\bsafe exercise", text)


def test_an_alias_is_found_whatever_its_capitals_and_hyphens() -> None:
    assert plain_name("Single-Leg  RDL") == plain_name("single leg rdl")


def test_the_evidence_names_the_source_behind_each_claim() -> None:
    assert "(Zebis 2013)" in shipped().exercises["romanian-deadlift"].evidence


def test_a_fault_carries_what_to_look_for_and_what_to_say() -> None:
    fault = next(cue for cue in shipped().exercises["romanian-deadlift"].cues if cue.kind == "fault")
    assert fault == CueEntry(
        "fault",
        "Back rounds",
        "The curve in the lower back goes before the bar turns round.\n"
        "Go less deep. Chest long, eyes on the floor ahead.",
    )


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("demand = 4", "demand = 6", "hinge.toml, romanian-deadlift, demand: 6 is not between 0 and 5"),
        ("demand = 4", 'demand = "4"', "hinge.toml, romanian-deadlift, demand: '4' is not int"),
        ("demand = 4\n", "", "hinge.toml, romanian-deadlift, demand: is missing"),
        ("one_leg = false", "one_leg = 0", "hinge.toml, romanian-deadlift, one_leg: 0 is not bool"),
        ("demand = 4", "demand = true", "hinge.toml, romanian-deadlift, demand: True is not int"),
        ('pattern = "hip"', 'pattern = "hinge"', "romanian-deadlift, pattern: 'hinge' is none of hip"),
        (
            '["zebis-2013"]',
            '["zebis-2031"]',
            "romanian-deadlift, evidence 1, sources: 'zebis-2031' is not known",
        ),
        ('"HSI_LONG"', '"HSI_LANG"', "romanian-deadlift, tags: 'HSI_LANG' is not known"),
        ("hamstrings = 1,", "hamstrings = 0.7,", "shares: 0.7 of hamstrings is neither 1 nor 0.5"),
        ("hamstrings = 1,", "calves = 1,", "romanian-deadlift, shares: 'calves' is not a muscle group"),
        ('["barbell"]', '["bar bell"]', "romanian-deadlift, equipment: 'bar bell' is not known"),
        ('to = "hip-hinge"', 'to = "hip-hinges"', "romanian-deadlift, easier: 'hip-hinges' is no exercise"),
        ('to = "hip-hinge"', 'to = "romanian-deadlift"', "romanian-deadlift, easier: leads to itself"),
        ('kind = "stop_if"', 'kind = "do"', "romanian-deadlift, cues: need at least 4, and one of each"),
        ("summary = ", "sumary = ", "romanian-deadlift, sumary: is not a key we know"),
        ('summary = "A', 'summary = "" # "A', "romanian-deadlift, summary: is empty"),
        ('"Barbell RDL"', '"NHE"', "romanian-deadlift, aliases: 'NHE' is used twice"),
        ('"Barbell RDL"', '"good  Morning"', "romanian-deadlift, aliases: 'good  Morning' is used twice"),
        ('modes = ["C", "E"]', 'modes = ["C", "C"]', "romanian-deadlift, modes: names something twice"),
    ],
)
def test_a_fault_names_the_file_the_entry_and_the_key(folder: Path, old: str, new: str, fault: str) -> None:
    assert any(fault in found for found in spoil(folder, "hinge.toml", old, new))


def test_a_file_that_is_not_toml_is_named_with_the_line(folder: Path) -> None:
    faults = spoil(folder, "stretch.toml", "demand = 1", "demand = = 1")
    assert any(fault.startswith("stretch.toml: ") and "line" in fault for fault in faults)


def test_confidence_needs_a_source(folder: Path) -> None:
    faults = spoil(folder, "run.toml", "confidence = 0", "confidence = 2")
    assert faults == ["run.toml, a-skip, confidence: is above 0 without a source"]


def test_one_way_cannot_be_harder_in_both_directions(folder: Path) -> None:
    faults = spoil(folder, "nordic.toml", '{ to = "slider-curl"', '{ to = "nordic-hamstring"')
    assert "band-nordic, harder: 'nordic-hamstring' is also easier" in faults


def test_an_exercise_stands_in_one_file_only(folder: Path) -> None:
    (folder / "again.toml").write_text((folder / "stretch.toml").read_text())
    with pytest.raises(CatalogueError, match="strap-hamstring-stretch, slug: is in two files"):
        read(folder)


def test_all_faults_are_told_at_once(folder: Path) -> None:
    text = (folder / "run.toml").read_text()
    (folder / "run.toml").write_text(
        text.replace("demand = 3", "demand = 9").replace("effort = 2", "effort = 0")
    )
    with pytest.raises(CatalogueError) as caught:
        read(folder)
    assert len(caught.value.faults) == 3


def test_a_tag_has_plain_words() -> None:
    assert all(words and words[0].islower() and "_" not in words for words in TAGS.values())


def test_the_same_content_has_the_same_hash_in_any_order() -> None:
    assert digest({"a": 1, "b": [1, 2]}) == digest({"b": [1, 2], "a": 1})
    assert digest({"a": 1}) != digest({"a": 2})
