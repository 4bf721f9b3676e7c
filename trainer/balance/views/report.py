from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST

from clients.consents import health_visible
from clients.models import Client
from trainer.accounts import audit
from trainer.balance import timeline
from trainer.balance.pages import pdf
from trainer.balance.pages.report import CLIENT, ReportForm, context_of
from trainer.balance.views.about import coached
from trainer.web.pages import clients_only, trainers_only
from trainer.web.types import UserRequest


@require_http_methods(["GET", "POST"])
@trainers_only
def report(request: UserRequest, pk: int) -> HttpResponse:
    """One client's tests on paper; the form above it says for whom, and adds a few words."""
    client = coached(request, pk)
    return _page(request, client, health=health_visible(client))


@require_POST
@trainers_only
def report_pdf(request: UserRequest, pk: int) -> HttpResponse:
    """The same as a file."""
    client = coached(request, pk)
    return _file(request, client, health=health_visible(client))


@require_http_methods(["GET", "POST"])
@clients_only
def own_report(request: UserRequest) -> HttpResponse:
    """Her own tests on paper, whatever her trainer may see."""
    return _page(request, get_object_or_404(Client.objects.of_user(request.user)), health=True, own=True)


@require_POST
@clients_only
def own_report_pdf(request: UserRequest) -> HttpResponse:
    return _file(request, get_object_or_404(Client.objects.of_user(request.user)), health=True, own=True)


def _page(request: UserRequest, client: Client, *, health: bool, own: bool = False) -> HttpResponse:
    context = _context(request, client, health=health, own=own)
    status = 422 if context["form"].errors else 200
    return render(request, "balance/report.html", context | {"has_pdf": pdf.available()}, status=status)


def _file(request: UserRequest, client: Client, *, health: bool, own: bool = False) -> HttpResponse:
    context = _context(request, client, health=health, own=own)
    if not pdf.available() or context["found"].latest is None:
        raise Http404
    if context["form"].errors:
        return render(request, "balance/report.html", context | {"has_pdf": True}, status=422)
    made = pdf.render(render_to_string("balance/report_document.html", context))
    audit.record("strength report downloaded", by=request.user, client_number=client.pk)
    name = f"plumb-{slugify(client.name)}-strength-{client.today()}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def _context(request: UserRequest, client: Client, *, health: bool, own: bool = False) -> dict[str, Any]:
    data = request.POST if request.method == "POST" else None
    form = ReportForm(data, own=own, initial={"reader": CLIENT})
    said = form.cleaned_data if form.is_valid() else {"reader": CLIENT, "words": ""}
    span = timeline.span_of(request.GET.get("span", ""))
    found = timeline.of(client, span, method=request.GET.get("method", ""), health=health)
    if own:
        # A target and its reason are between trainers.
        found = replace(found, targets={})
    writer = client.name if own else request.user.name or request.user.email
    about = {"form": form, "words": said["words"], "own": own, "health": health, "writer": writer}
    return context_of(found, client, reader=said["reader"]) | about
