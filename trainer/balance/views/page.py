from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from clients.consents import health_visible
from clients.models import Client
from trainer.balance import timeline
from trainer.balance.pages import balance as page
from trainer.balance.pages import progress as own_page
from trainer.balance.views.about import coached, head
from trainer.web.pages import clients_only, page_or_part, trainers_only
from trainer.web.types import UserRequest


@require_safe
@trainers_only
def balance(request: UserRequest, pk: int) -> HttpResponse:
    """Both legs of one client over time, by one method and as far back as asked."""
    client = coached(request, pk)
    health = health_visible(client)
    span = timeline.span_of(request.GET.get("span", ""))
    found = timeline.of(client, span, method=request.GET.get("method", ""), health=health)
    context = head(client, health)
    injuries = context["open_injuries"]
    prefetch_related_objects([row.injury for row in injuries], "gates_met__by")
    context |= page.context_of(found, client, injuries, request.GET.dict())
    return render(request, page_or_part(request, "balance/balance.html", "balance"), context)


@require_safe
@clients_only
def progress(request: UserRequest) -> HttpResponse:
    """The client's own tests in her own words."""
    client = get_object_or_404(Client.objects.of_user(request.user))
    return render(request, "balance/progress.html", {"client": client} | own_page.context_of(client))
