from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from trainer.web.types import UserRequest


def page_or_part(request: HttpRequest, template: str, part: str) -> str:
    """Name the partial when htmx asks for a piece, else the whole page."""
    htmx = request.htmx  # type: ignore[attr-defined]
    piece = htmx and not htmx.boosted and not htmx.history_restore_request
    return f"{template}#{part}" if piece else template


def trainers_only[**P, R: HttpResponse](view: Callable[P, R]) -> Callable[P, R]:
    """For a page of the trainer's desk: anybody else gets the 404 of a page that does not exist."""

    @wraps(view)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        request: Any = args[0]
        if not request.user.is_trainer:
            raise Http404
        return view(*args, **kwargs)

    return wrapper


def clients_only[**P, R: HttpResponse](view: Callable[P, R]) -> Callable[P, R]:
    """For a page of the client's own: anybody else gets the 404 of a page that does not exist."""

    @wraps(view)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        request: Any = args[0]
        if not request.user.is_client:
            raise Http404
        return view(*args, **kwargs)

    return wrapper


def admins_only[**P, R: HttpResponse](view: Callable[P, R]) -> Callable[P, R]:
    """For a page of the editors' desk: anybody else gets the 404 of a page that does not exist."""

    @wraps(view)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        request: Any = args[0]
        if not request.user.is_staff:
            raise Http404
        return view(*args, **kwargs)

    return wrapper


def home_of(request: UserRequest) -> str:
    """The url name where this person's day begins."""
    return {"trainer": "roster:list", "client": "session_logs:today", "admin": "editorial:index"}.get(
        request.mode, "accounts:settings"
    )
