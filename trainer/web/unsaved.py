"""What was typed while the session ended: it goes back to the page, nowhere else, until it can be saved."""

from collections.abc import Callable

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.csrf import csrf_failure as plain_csrf_failure


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of a post that may be sent again; none where one is a password or a file."""
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    if request.FILES or any("password" in name for name, _ in fields):
        return []
    return [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"]


def not_saved(request: HttpRequest, *, signed_in: bool) -> HttpResponse:
    """A page that holds what was typed and sends it once more; no cache and no server keeps it."""
    context = {"typed": typed(request), "signed_in": signed_in}
    response = render(request, "web/not_saved.html", context, status=403)
    response["Cache-Control"] = "no-store, private"
    return response


class SignInWithoutLoss(LoginRequiredMiddleware):
    """Sign-in for every page; a post that comes without a session is handed back instead of dropped."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if request.method == "POST" and not request.htmx and typed(request):  # type: ignore[attr-defined]
            return not_saved(request, signed_in=False)
        return super().handle_no_permission(request, view_func)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """After signing in again the page's token is old; only what our own page sent is handed back."""
    ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    if ours and request.user.is_authenticated and typed(request):
        return not_saved(request, signed_in=True)
    return plain_csrf_failure(request, reason=reason)
