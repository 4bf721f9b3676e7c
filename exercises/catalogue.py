"""The library's TOML files, read and checked; touches no database."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path

from exercises.entries import CatalogueError, Entry, read_toml
from exercises.words import EQUIPMENT, LENGTHS, MEASURES, MODES, RANGES, SHARES, TAGS

FOLDER = Path(__file__).parent / "catalogue"
PATTERNS = ("hip", "knee", "isometric", "stretch", "quad", "adductor", "glute", "sprint_drill")
CUE_KINDS = ("set_up", "do", "feel", "stop_if")
READ = {
    "in full": "Read in full.",
    "abstract or table": "Read as an abstract or one table, not in full.",
    "from memory": "Cited from memory, not opened again.",
    "through the article": "Known through the article that names it, not opened.",
}
FEWEST_CUES = 4
# How the slugs of trainers' own exercises begin, so that none of the library's ever meets one.
OWN_PREFIX = "own-"


@dataclass(frozen=True)
class SourceEntry:
    key: str
    citation: str
    doi: str
    url: str
    note: str
    short: str

    @property
    def from_memory(self) -> bool:
        return self.note == READ["from memory"]


@dataclass(frozen=True)
class Claim:
    """One thing that was found, in our own words; `exercise` is the slug of the one it was found in."""

    words: str
    sources: list[str]
    exercise: str


@dataclass(frozen=True)
class MuscleEntry:
    slug: str
    name: str
    plain: str
    does: str
    origin: str
    insertion: str
    nerve: str
    group: str
    position: int
    action: str
    sources: list[str]
    evidence: list[Claim]


@dataclass(frozen=True)
class CueEntry:
    kind: str
    headline: str
    detail: str


@dataclass(frozen=True)
class StepEntry:
    direction: str
    words: str
    to: str


@dataclass(frozen=True)
class ExerciseEntry:
    """An exercise under the names of its model's fields."""

    slug: str
    name: str
    summary: str
    aliases: list[str]
    pattern: str
    modes: list[str]
    lengths: list[str]
    hip_flexion: int
    demand: int
    effort: int
    level: str
    one_leg: bool
    measures: list[str]
    equipment: list[str]
    tags: list[str]
    evidence: str
    confidence: int
    confidence_why: str
    basis: str
    shares: dict[str, tuple[Decimal, bool]]
    sources: list[str]
    cues: list[CueEntry] = field(default_factory=list)
    steps: list[StepEntry] = field(default_factory=list)


@dataclass(frozen=True)
class Catalogue:
    sources: dict[str, SourceEntry]
    muscles: dict[str, MuscleEntry]
    exercises: dict[str, ExerciseEntry]


def read(folder: Path = FOLDER) -> Catalogue:
    """The whole catalogue; CatalogueError names every fault and then nothing is returned."""
    faults: list[str] = []
    sources = {entry.key: entry for entry in _sources(folder, faults)}
    muscles = {entry.slug: entry for entry in _muscles(folder, sources, faults)}
    exercises: dict[str, ExerciseEntry] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name not in {"sources.toml", "muscles.toml"}:
            _read_exercises(path, exercises, sources, muscles, faults)
    _check_claims(muscles, exercises, faults)
    _check_names(exercises.values(), faults)
    _check_steps(exercises, faults)
    if faults:
        raise CatalogueError(faults)
    return Catalogue(sources, muscles, exercises)


@cache
def shipped() -> Catalogue:
    """The catalogue that comes with this code, read once."""
    return read()


def _sources(folder: Path, faults: list[str]) -> Iterable[SourceEntry]:
    for key, values in read_toml(folder / "sources.toml", faults).items():
        entry = Entry(f"sources.toml, {key}", values, faults)
        yield SourceEntry(
            key=key,
            citation=entry.text("citation", 300),
            doi=entry.text("doi", 120, default=""),
            url=entry.text("url", 300, default=""),
            note=READ.get(entry.choice("read", READ), ""),
            short=entry.text("short", 60),
        )
        entry.close()


def _muscles(folder: Path, sources: dict[str, SourceEntry], faults: list[str]) -> Iterable[MuscleEntry]:
    tables = read_toml(folder / "muscles.toml", faults)
    groups = {slug for slug, values in tables.items() if "group" not in values}
    for position, (slug, values) in enumerate(tables.items(), 1):
        entry = Entry(f"muscles.toml, {slug}", values, faults)
        yield MuscleEntry(
            slug=slug,
            name=entry.text("name", 80),
            plain=entry.text("plain", 200),
            does=entry.text("does"),
            origin=entry.text("origin", 200, default=""),
            insertion=entry.text("insertion", 200, default=""),
            nerve=entry.text("nerve", 200, default=""),
            group=entry.choice("group", groups, default=""),
            position=position,
            action=entry.text("action", 200, default=""),
            sources=entry.texts("sources", sources),
            evidence=_claims(entry, sources),
        )
        entry.close()


def _claims(entry: Entry, sources: dict[str, SourceEntry]) -> list[Claim]:
    found = []
    for claim in entry.tables("evidence"):
        found.append(
            Claim(claim.text("claim"), claim.texts("sources", sources), claim.text("exercise", default=""))
        )
        claim.close()
    return found


def _read_exercises(
    path: Path,
    exercises: dict[str, ExerciseEntry],
    sources: dict[str, SourceEntry],
    muscles: dict[str, MuscleEntry],
    faults: list[str],
) -> None:
    for slug, values in read_toml(path, faults).items():
        entry = Entry(f"{path.name}, {slug}", values, faults)
        if slug in exercises:
            entry.fault("slug", "is in two files")
        if slug.startswith(OWN_PREFIX):
            entry.fault("slug", f"begins with {OWN_PREFIX!r}, as those of trainers' own exercises do")
        exercises[slug] = _exercise(slug, entry, sources, muscles)
        entry.close()


def _exercise(
    slug: str, entry: Entry, sources: dict[str, SourceEntry], muscles: dict[str, MuscleEntry]
) -> ExerciseEntry:
    evidence, cited = _evidence(entry, sources)
    confidence = entry.number("confidence", *RANGES["confidence"])
    if confidence and not cited:
        entry.fault("confidence", "is above 0 without a source")
    return ExerciseEntry(
        slug=slug,
        name=entry.text("name", 120),
        summary=entry.text("summary", 300),
        aliases=entry.texts("aliases"),
        pattern=entry.choice("pattern", PATTERNS),
        modes=entry.texts("modes", MODES),
        lengths=entry.texts("lengths", LENGTHS),
        hip_flexion=entry.number("hip_flexion", *RANGES["hip_flexion"]),
        demand=entry.number("demand", *RANGES["demand"]),
        effort=entry.number("effort", *RANGES["effort"]),
        level=entry.choice("level", ("B", "I", "A")),
        one_leg=entry.flag("one_leg"),
        measures=entry.texts("measures", MEASURES),
        equipment=_equipment(entry),
        tags=entry.texts("tags", TAGS),
        evidence=evidence,
        confidence=confidence,
        confidence_why=entry.text("confidence_why", 200),
        basis=entry.text("basis", 200),
        shares=_shares(entry, muscles),
        sources=cited,
        cues=_cues(entry),
        steps=_steps(entry, "easier") + _steps(entry, "harder"),
    )


def _equipment(entry: Entry) -> list[str]:
    things = entry.texts("equipment")
    for thing in things:
        for choice in thing.split(" or "):
            if choice not in EQUIPMENT:
                entry.fault("equipment", f"{choice!r} is not known")
    return things


def _shares(entry: Entry, muscles: dict[str, MuscleEntry]) -> dict[str, tuple[Decimal, bool]]:
    values = entry.take("shares", dict, None)
    weak = entry.texts("weak_shares", values, default=[])
    for slug, share in values.items():
        if slug not in muscles or muscles[slug].group:
            entry.fault("shares", f"{slug!r} is not a muscle group")
        if isinstance(share, bool) or str(share) not in SHARES:
            entry.fault("shares", f"{share!r} of {slug} is neither 1 nor 0.5")
            return {}
    return {slug: (Decimal(str(share)), slug in weak) for slug, share in values.items()}


def _evidence(entry: Entry, sources: dict[str, SourceEntry]) -> tuple[str, list[str]]:
    """Paragraphs, each claim with the short names of its sources behind it; and the keys cited."""
    paragraphs, cited = [], []
    for claim in entry.tables("evidence", required=True):
        words = claim.text("claim")
        keys = [key for key in claim.texts("sources", sources) if key in sources]
        claim.close()
        names = "; ".join(sources[key].short for key in keys)
        paragraphs.append(f"{words} ({names})" if names else words)
        cited += keys
    if limits := entry.text("limits", default=""):
        paragraphs.append(f"What this does not show: {limits}")
    return "\n\n".join(paragraphs), sorted(set(cited))


def _cues(entry: Entry) -> list[CueEntry]:
    """What to say, in order; common faults come last: what to look for, and on the next line what to say."""
    cues = []
    for cue in entry.tables("cues", required=True):
        cues.append(CueEntry(cue.choice("kind", CUE_KINDS), cue.text("headline", 120), cue.text("detail")))
        cue.close()
    if len(cues) < FEWEST_CUES or {cue.kind for cue in cues} != set(CUE_KINDS):
        entry.fault("cues", f"need at least {FEWEST_CUES}, and one of each: {', '.join(CUE_KINDS)}")
    for fault in entry.tables("faults", required=True):
        cues.append(CueEntry("fault", fault.text("name", 120), f"{fault.text('look')}\n{fault.text('fix')}"))
        fault.close()
    return cues


def _steps(entry: Entry, direction: str) -> list[StepEntry]:
    steps = []
    for step in entry.tables(direction, required=True):
        steps.append(StepEntry(direction, step.text("words", 160), step.text("to", default="")))
        step.close()
    return steps


def _check_claims(
    muscles: dict[str, MuscleEntry], exercises: dict[str, ExerciseEntry], faults: list[str]
) -> None:
    faults += [
        f"muscles.toml, {slug}, evidence {number}, exercise: {claim.exercise!r} is not known"
        for slug, muscle in muscles.items()
        for number, claim in enumerate(muscle.evidence, 1)
        if claim.exercise and claim.exercise not in exercises
    ]


def _check_names(exercises: Iterable[ExerciseEntry], faults: list[str]) -> None:
    """One name or alias leads to one exercise, whatever its capitals and hyphens: imports go by it."""
    entries = list(exercises)
    uses = Counter(plain_name(name) for entry in entries for name in {entry.name, *entry.aliases})
    for entry in entries:
        for name in sorted({entry.name, *entry.aliases}):
            if uses[plain_name(name)] > 1:
                faults.append(f"{entry.slug}, aliases: {name!r} is used twice")


def plain_name(name: str) -> str:
    """A name without capitals, hyphens and double spaces, for comparing."""
    return " ".join(name.casefold().replace("-", " ").split())


def _check_steps(exercises: dict[str, ExerciseEntry], faults: list[str]) -> None:
    ways: dict[str, set[tuple[str, str]]] = {"easier": set(), "harder": set()}
    for slug, entry in exercises.items():
        for step in entry.steps:
            if step.to == slug:
                faults.append(f"{slug}, {step.direction}: leads to itself")
            elif step.to and step.to not in exercises:
                faults.append(f"{slug}, {step.direction}: {step.to!r} is no exercise")
            elif step.to:
                ways[step.direction].add((slug, step.to))
    for slug, to in sorted(ways["harder"]):
        if (to, slug) in ways["harder"] or (slug, to) in ways["easier"]:
            faults.append(f"{slug}, harder: {to!r} is also easier")
    for slug, to in sorted(ways["easier"]):
        if (to, slug) in ways["easier"]:
            faults.append(f"{slug}, easier: {to!r} is also harder")
