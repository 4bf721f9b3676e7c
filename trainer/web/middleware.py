from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers, patch_vary_headers

type Handler = Callable[[HttpRequest], HttpResponse]


def private_pages(get_response: Handler) -> Handler:
    """Keep every page of a signed-in person out of all caches, unless the view said how to cache it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
            response["Cache-Control"] = "no-store, private"
        return response

    return middleware


def htmx_redirects(get_response: Handler) -> Handler:
    """Send an htmx request to another page as a whole, instead of swapping that page into a piece."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.htmx and response.has_header("Location"):  # type: ignore[attr-defined]
            # Changed in place: a new response would lose cookies already set.
            response["HX-Redirect"] = response["Location"]
            del response["Location"]
            response.status_code = 200
        patch_vary_headers(response, ["HX-Request"])
        return response

    return middleware


def active_mode(get_response: Handler) -> Handler:
    """Say which desk a person who has several is at; only they pay for reading the session."""

    def middleware(request: HttpRequest) -> HttpResponse:
        modes = request.user.modes if request.user.is_authenticated else []
        mode = modes[0] if modes else ""
        if len(modes) > 1 and request.session.get("mode") in modes:
            mode = request.session["mode"]
        request.mode = mode  # type: ignore[attr-defined]
        return get_response(request)

    return middleware
