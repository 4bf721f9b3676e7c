from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clients.models import Client, CoachingRequest
from trainer.roster import attention, desk
from trainer.roster.lists import SHOW, roster_of
from trainer.roster.overview import overview_of
from trainer.web.pages import page_or_part, trainers_only
from trainer.web.types import UserRequest


@require_safe
@trainers_only
def roster(request: UserRequest) -> HttpResponse:
    """Who needs a look today, and every client with both legs at a glance."""
    rows = desk.load(Client.objects.coached_by(request.user).active())
    show, search = request.GET.get("show", ""), request.GET.get("q", "").strip()
    context = roster_of(rows, show=show, search=search)
    context["requests_waiting"] = CoachingRequest.objects.waiting().filter(trainer=request.user).exists()
    template = page_or_part(request, "roster/list.html", "client-rows")
    return render(request, template, context)


@require_safe
@trainers_only
def archived(request: UserRequest) -> HttpResponse:
    """Clients put away, to look at or to bring back."""
    clients = Client.objects.coached_by(request.user).exclude(archived_at=None)
    return render(request, "roster/archived.html", {"clients": clients})


@require_safe
@trainers_only
def how(request: UserRequest) -> HttpResponse:
    """The rules of the attention list, in words."""
    return render(request, "roster/how.html", {"rules": attention.RULES, "filters": SHOW})


@require_safe
@trainers_only
def client(request: UserRequest, pk: int) -> HttpResponse:
    """What is open for one client, what changed, and the next step."""
    rows = desk.load(Client.objects.coached_by(request.user).filter(pk=pk))
    if not rows:
        raise Http404
    return render(request, "roster/client.html", {"client": rows[0].client, **overview_of(rows[0])})
