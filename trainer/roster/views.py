from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clients.forms.errors import add_errors
from clients.models import Client, CoachingRequest
from trainer.roster import actions, attention, desk
from trainer.roster.forms import PutOffForm
from trainer.roster.lists import SHOW, roster_of
from trainer.roster.overview import overview_of
from trainer.web.pages import page_or_part, trainers_only
from trainer.web.types import UserRequest


@require_safe
@trainers_only
def roster(request: UserRequest) -> HttpResponse:
    """Who needs a look today, and every client with both legs at a glance."""
    rows = desk.load(Client.objects.coached_by(request.user).active(), request.user)
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
    row = _row_of(request, pk)
    return render(request, "roster/client.html", {"client": row.client, **overview_of(row, request.user)})


@require_http_methods(["GET", "POST"])
@trainers_only
def put_off(request: UserRequest, pk: int, rule: str, subject: str) -> HttpResponse:
    """Keep one notice off this trainer's list until a day; from the client's page one comes back to it."""
    notice = attention.find(_row_of(request, pk), rule, subject)
    if notice is None or not notice.told.can_wait:
        raise Http404
    form = PutOffForm(request.POST if request.method == "POST" else None, notice=notice)
    if form.is_valid():
        try:
            actions.put_off(notice=notice, until=form.cleaned_data["until"], by=request.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _said(notice, form))
            return _back(request, notice.client)
    context = {"notice": notice, "form": form, "from_client": "client" in request.GET}
    template = page_or_part(request, "roster/put_off.html", "put-off")
    return render(request, template, context, status=422 if form.is_bound else 200)


@require_POST
@trainers_only
def bring_back(request: UserRequest, pk: int, rule: str, subject: str) -> HttpResponse:
    """Show a notice again that this trainer had put off."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=pk)
    if actions.bring_back(client=client, rule=rule, subject=subject, by=request.user):
        messages.success(request, "Back on the list.")
    return _back(request, client)


def _row_of(request: UserRequest, pk: int) -> desk.DeskRow:
    rows = desk.load(Client.objects.coached_by(request.user).filter(pk=pk), request.user)
    if not rows:
        raise Http404
    return rows[0]


def _said(notice: attention.Notice, form: PutOffForm) -> str:
    until = form.cleaned_data["until"]
    if notice.ends and until >= notice.ends:
        return f"Seen. Only a new report brings {notice.client.first_name} back here for it."
    return f"Put off. {notice.client.first_name} shows up again for it on {until:%-d %B %Y}."


def _back(request: UserRequest, client: Client) -> HttpResponse:
    return redirect(client if "client" in request.GET else "roster:list")
