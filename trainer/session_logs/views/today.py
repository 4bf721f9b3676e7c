"""The client's own day and history."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from clients.models import Client
from trainer.session_logs import pain_actions
from trainer.session_logs.forms import MorningForm
from trainer.session_logs.summary import entry_of, with_numbers
from trainer.session_logs.today import Today, today_of
from trainer.web.pages import clients_only
from trainer.web.types import UserRequest

PAGE_SIZE = 20


def show(request: UserRequest, today: Today, form: MorningForm, status: int = 200) -> HttpResponse:
    return render(request, "session_logs/today.html", {"today": today, "form": form}, status=status)


@require_safe
@clients_only
def today(request: UserRequest) -> HttpResponse:
    """The workout of today, or what is next; where the client is."""
    client = get_object_or_404(Client.objects.of_user(request.user))
    return show(request, today_of(client), MorningForm(initial={"value": 0}))


@require_POST
@clients_only
def morning(request: UserRequest) -> HttpResponse:
    """How it is the morning after."""
    client = get_object_or_404(Client.objects.of_user(request.user))
    day = today_of(client)
    if day.morning is None:
        raise Http404
    form = MorningForm(request.POST)
    if not form.is_valid():
        return show(request, day, form, 422)
    _, sentence = pain_actions.report_morning(session=day.morning, by=request.user, **form.cleaned_data)
    messages.success(request, sentence)
    return redirect("session_logs:today")


@require_safe
@clients_only
def history(request: UserRequest) -> HttpResponse:
    """The client's own finished sessions, newest first."""
    client = get_object_or_404(Client.objects.of_user(request.user))
    sessions = with_numbers(client.session_logs.exclude(finished_at=None))
    page = Paginator(sessions, PAGE_SIZE).get_page(request.GET.get("page"))
    entries = [entry_of(session, health=True) for session in page]
    return render(request, "session_logs/history.html", {"page": page, "entries": entries})
