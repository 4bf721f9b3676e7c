from typing import Any

from django.shortcuts import get_object_or_404

from clients.health import open_injuries
from clients.models import Client
from trainer.web.types import UserRequest


def coached(request: UserRequest, pk: int) -> Client:
    return get_object_or_404(Client.objects.coached_by(request.user), pk=pk)


def head(client: Client, health: bool) -> dict[str, Any]:
    """What the head of every page about one client asks for."""
    return {"client": client, "open_injuries": open_injuries(client, visible=health)}
