"""Reads the pose files; every mistake is told by file, entry and key, and then nothing is drawn."""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from exercises.entries import CatalogueError, Entry, read_toml
from exercises.figures.body import LANDMARKS
from exercises.figures.library import POSES, Fault, Figure, Position, Ring
from exercises.figures.limits import ImpossiblePose, beyond
from exercises.figures.parts import Part, bared, is_number, laid, read_part, read_spot
from exercises.figures.solve import Spot, solve

FOLDER = Path(__file__).parent / "poses"
RING = 30.0
RINGS = (8.0, 90.0)  # a ring is seen, and shows where to look


@cache
def figures() -> dict[str, Figure]:
    """Every drawn exercise by slug; a pose no person could take stops the program here."""
    return read(FOLDER)


def read(folder: Path) -> dict[str, Figure]:
    """All pose files of a folder; CatalogueError names every mistake and then nothing is returned."""
    faults: list[str] = []
    found: dict[str, Figure] = {}
    for path in sorted(folder.glob("*.toml")):
        for slug, table in read_toml(path, faults).items():
            if slug in found:
                faults.append(f"{path.name}, {slug}: is in two files")
            if figure := read_figure(path.name, slug, table, faults):
                found[slug] = figure
    if faults:
        raise CatalogueError(faults)
    return found


def read_figure(file: str, slug: str, table: Any, faults: list[str]) -> Figure | None:
    """Solve and check the positions of one exercise; None where its entry has a mistake."""
    before = len(faults)
    entry = Entry(f"{file}, {slug}", table, faults)
    name = entry.text("name", 120)
    planted = tuple(entry.texts("planted", LANDMARKS, default=[]))
    open_hand: bool = entry.take("open_hand", bool, False)
    parts = _parts(entry)
    drafts = [_draft(fault, parts) for fault in entry.tables("faults")]
    entry.close()
    if len(faults) > before:
        return None
    solved = {pose: _position(f"{entry.place}, {pose}", part, faults) for pose, part in parts.items()}
    wrong = {pose_of(draft.name): _fault(draft, faults) for draft in drafts}
    if len(wrong) < len(drafts):
        entry.fault("faults", "has the same name twice")
    if len(faults) > before:
        return None
    poses = {pose: solved[pose] for pose in POSES}
    return Figure(slug, name, poses, solved.get("middle"), planted, open_hand, wrong)


def pose_of(fault: str) -> str:
    """What an address calls the drawing of a fault: it stays when others come before it."""
    return "fault-" + re.sub(r"\W+", "-", fault.lower()).strip("-")


def _parts(entry: Entry) -> dict[str, Part]:
    """Each position with what both share beneath it."""
    tables = {pose: entry.take(pose, dict, None) for pose in POSES}
    if "middle" in entry.values:
        tables["middle"] = entry.take("middle", dict, None)
    both = Entry(f"{entry.place}, both", entry.take("both", dict, {}), entry.faults)
    common = read_part(both, whole=False)
    return {
        pose: laid(common, read_part(Entry(f"{entry.place}, {pose}", table, entry.faults)))
        for pose, table in tables.items()
    }


@dataclass(frozen=True)
class Draft:
    """A fault as a file gives it, not solved yet."""

    place: str
    name: str
    part: Part
    rings: tuple[Ring, ...]


def _draft(entry: Entry, parts: dict[str, Part]) -> Draft:
    """A fault starts from one of the positions; equipment it names stands in place of the position's."""
    name = entry.text("name", 120)
    base = parts.get(entry.choice("from", parts, default="end"), parts["end"])
    gone = entry.texts("without", default=[])
    for key in gone:
        if not base.has(key):
            entry.fault("without", f"the position has no {key!r}")
    rings = tuple(_ring(entry, given) for given in entry.take("ring", list, None))
    if not rings and "ring" in entry.values:
        entry.fault("ring", "is empty")
    base = bared(base, {*gone, "gear"} if "gear" in entry.values else gone)
    return Draft(entry.place, name, laid(base, read_part(entry)), rings)


def _ring(entry: Entry, given: Any) -> Ring:
    """Read `"knee_near"`, `["knee_near", radius]`, `[x, y, radius]` or `["thorax", x, y, radius]`."""
    landmark: Any = given
    radius: Any = RING
    if isinstance(given, list):
        landmark = given[0] if len(given) == 2 else None
        radius = given[-1] if given else None
    if not is_number(radius) or not RINGS[0] <= radius <= RINGS[1]:
        entry.fault("ring", f"{radius!r} is not a radius from {RINGS[0]:g} to {RINGS[1]:g}")
        radius = RING
    if isinstance(landmark, str) and landmark in LANDMARKS:
        segment, (x, y) = LANDMARKS[landmark]
        return Ring(Spot(x, y, segment), float(radius))
    if landmark is not None:
        entry.fault("ring", f"{landmark!r} is no landmark of the body")
        return Ring(Spot(0, 0), RING)
    return Ring(read_spot(entry, "ring", given[:-1]), float(radius))


def _fault(draft: Draft, faults: list[str]) -> Fault:
    return Fault(draft.name, _position(draft.place, draft.part, faults), draft.rings)


def _position(place: str, part: Part, faults: list[str]) -> Position:
    """Solve a position; where it cannot be taken by a person, `faults` say why."""
    pose = part.pose()
    if part.anchor is None:
        faults.append(f"{place}, anchor: is missing")
    try:
        body = solve(pose)
    except ImpossiblePose as error:
        faults.append(f"{place}, {part.written(error.part)}: {error.words}")
        body = solve(replace(pose, reach={}))
    wrong = [f"{place}, {part.written(joint)}: {words}" for joint, words in beyond(body.angles).items()]
    faults.extend(dict.fromkeys(wrong))
    return Position(pose, body, part.gear)
