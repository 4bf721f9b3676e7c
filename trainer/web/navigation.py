"""Where the bar leads: desk by desk, and for someone who is not signed in."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True)
class Entry:
    """A link of the bar; current on its own page, on `others` and on every page of its namespaces."""

    label: str
    icon: str
    url_name: str
    namespaces: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Place:
    label: str
    icon: str
    url: str
    current: bool


LIBRARY = Entry("Library", "book", "exercises:list", frozenset({"exercises"}))
SETTINGS = Entry("Settings", "gear", "accounts:settings", frozenset({"accounts", ""}))
SUDDEN = frozenset({"clients:happened", "clients:happened_next"})
OF_TESTS = frozenset(
    f"balance:{name}" for name in ("retest", "own_tests", "own_new", "own_edit", "quick_choose", "quick")
)
DESKS: dict[str, tuple[Entry, ...]] = {
    "trainer": (
        Entry("Roster", "roster", "roster:list", frozenset({"roster", "clients", "session_logs", "balance"})),
        Entry("Programmes", "plan", "programs:list", frozenset({"programs"})),
        Entry("Tests", "test", "balance:tests", others=OF_TESTS),
        LIBRARY,
        SETTINGS,
    ),
    "client": (
        Entry("Today", "today", "session_logs:today", frozenset({"session_logs", "programs"}), SUDDEN),
        Entry("Progress", "test", "balance:progress", frozenset({"balance"})),
        LIBRARY,
        Entry("My data", "lock", "privacy:my_data", frozenset({"privacy", "clients"})),
        SETTINGS,
    ),
    "admin": (
        LIBRARY,
        Entry("Cues", "message", "editorial:index", frozenset({"editorial"})),
        Entry("Admin", "edit", "admin:index"),
        SETTINGS,
    ),
}
LEARN = frozenset(
    f"exercises:{page}" for page in ("muscle", "why_train", "injuries", "preventing", "references")
)
PUBLIC = (
    Entry("Exercises", "book", "exercises:list"),
    Entry("Learn", "leg", "exercises:anatomy", others=LEARN),
)


def places(request: HttpRequest, entries: Sequence[Entry]) -> list[Place]:
    """A page that one entry names belongs to that one alone, whatever its namespace."""
    match = request.resolver_match
    named = {name for entry in entries for name in (entry.url_name, *entry.others)}
    found = []
    for entry in entries:
        current = match is not None and (
            match.view_name in {entry.url_name, *entry.others}
            or (match.namespace in entry.namespaces and match.view_name not in named)
        )
        found.append(Place(entry.label, entry.icon, reverse(entry.url_name), current))
    return found


def desk_places(request: HttpRequest) -> list[Place]:
    """The places of the desk this person sits at; settings alone for someone without one."""
    return places(request, DESKS.get(getattr(request, "mode", ""), (SETTINGS,)))


def public_places(request: HttpRequest) -> list[Place]:
    return places(request, PUBLIC)
