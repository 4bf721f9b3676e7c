import json

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from clients.models import Client, Consent
from trainer.accounts.audit import record
from trainer.accounts.models import AuditEntry
from trainer.privacy.export import export_client
from trainer.privacy.summary import held_about
from trainer.web.pages import clients_only
from trainer.web.types import UserRequest


@require_safe
@clients_only
def my_data(request: UserRequest) -> HttpResponse:
    """What is held about the client herself, who may see it, and what she agreed to."""
    client = get_object_or_404(Client.objects.of_user(request.user))
    in_force = {consent.purpose: consent for consent in client.consents.filter(withdrawn_at=None)}
    context = {
        "client": client,
        "held": held_about(client),
        "coachings": client.coachings.filter(ended_at=None).select_related("trainer"),
        "consents": [(purpose, label, in_force.get(purpose)) for purpose, label in Consent.Purpose.choices],
        "injuries": client.injuries.all(),
        "entries": AuditEntry.objects.filter(client_number=client.pk).select_related("actor")[:10],
    }
    return render(request, "privacy/my_data.html", context)


@require_safe
@clients_only
def download(request: UserRequest) -> HttpResponse:
    """The client's own data as one JSON file."""
    client = get_object_or_404(Client.objects.of_user(request.user))
    record("data downloaded", by=request.user, client_number=client.pk)
    body = json.dumps(export_client(client), indent=2, ensure_ascii=False)
    name = f"plumb-{slugify(client.name)}-{client.today()}.json"
    return HttpResponse(
        body,
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
