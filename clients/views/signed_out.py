"""What was typed when the sign-in had ended meanwhile waits in the session for the person who typed it."""

from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict

from trainer.web.types import UserRequest

TYPED = "typed_before"
SALT = "clients.signed_out"


def writer_of(request: UserRequest) -> str:
    """Goes into the form as `writer`, so that nobody but this person finds what was typed in it."""
    return signing.dumps(request.user.pk, salt=SALT)


def keep_and_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in and back to this address; only a form that we gave to somebody is kept."""
    try:
        writer = signing.loads(request.POST.get("writer", ""), salt=SALT)
    except signing.BadSignature:
        return redirect_to_login(request.get_full_path())
    request.session[TYPED] = {"path": request.path, "writer": writer, "typed": request.POST.urlencode()}
    return redirect_to_login(request.get_full_path())


def typed_before(request: UserRequest) -> QueryDict | None:
    """What this person typed here before she had to sign in again; told once."""
    kept = request.session.pop(TYPED, None)
    if kept is None or (kept["path"], kept["writer"]) != (request.path, request.user.pk):
        return None
    typed = QueryDict(kept["typed"])
    return None if "skip" in typed else typed
