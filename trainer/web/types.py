from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from trainer.accounts.models import User


class UserRequest(HttpRequest):
    """A request of someone who is signed in; `mode` is their desk, `clients_seen` whose files were read."""

    user: User
    htmx: HtmxDetails
    mode: str
    clients_seen: list[int]
