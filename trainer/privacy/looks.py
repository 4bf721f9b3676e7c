"""Who read a client's file: every page of a client that somebody else opens leaves one row a day.

Lists of all clients of a trainer leave none: that would be a row a client a day, and My data says so.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch

from trainer.accounts import audit

type Handler = Callable[[HttpRequest], HttpResponse]

# A page that was refused for what was typed, or for who was quicker, shows the file as well.
SHOWN = {200, 409, 422}
OF_A_CLIENT = "clients/<int:"
# Where an address says more than its app does.
AREAS = {
    "screening": "Screening",
    "conditions": "Health questions",
    "injur": "Injuries",
    "masses": "Body mass",
}
APPS = {
    "roster": "Overview",
    "clients": "Profile",
    "programs": "Programme",
    "session_logs": "Workouts and sessions",
    "balance": "Strength tests and balance",
    "privacy": "Data and erasure",
}


def looks(get_response: Handler) -> Handler:
    """Note a page about a client that was shown; refused and missing pages show nothing."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        match = request.resolver_match
        numbers = clients_seen(request, match) if match and response.status_code in SHOWN else []
        if match and numbers and request.user.is_authenticated:
            audit.look(area_of(match), by=request.user, client_numbers=numbers)
        return response

    return middleware


def clients_seen(request: HttpRequest, match: ResolverMatch) -> list[int]:
    """Whose page this is: named by the address, or by a view whose address names something else."""
    if match.route.startswith(OF_A_CLIENT):
        return [int(next(iter(match.kwargs.values())))]
    seen: list[int] = getattr(request, "clients_seen", [])
    return seen


def area_of(match: ResolverMatch) -> str:
    name = match.url_name or ""
    special = next((words for part, words in AREAS.items() if part in name), None)
    return special or APPS.get(match.namespace, "Profile")
