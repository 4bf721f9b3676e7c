from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from trainer.accounts.models import User


class UserRequest(HttpRequest):
    """A request of someone who is signed in; `mode` is their desk, `client_seen` whose file was read."""

    user: User
    htmx: HtmxDetails
    mode: str
    client_seen: int
