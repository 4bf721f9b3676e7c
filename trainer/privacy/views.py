from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from clients.models import Client, Consent
from trainer.accounts.audit import record
from trainer.privacy import erase
from trainer.privacy.archive import archive_of
from trainer.privacy.forms import EraseForm
from trainer.privacy.record import done_about, looks_at
from trainer.privacy.summary import held_about
from trainer.web.pages import clients_only, trainers_only
from trainer.web.types import UserRequest

LOOKS_SHOWN = 20


@require_safe
@clients_only
def my_data(request: UserRequest) -> HttpResponse:
    """What is held about the client herself, who may see it, and what she agreed to."""
    client = get_object_or_404(Client.objects.of_user(request.user))
    in_force = {consent.purpose: consent for consent in client.consents.filter(withdrawn_at=None)}
    context = {
        "client": client,
        "held": held_about(client),
        "coachings": client.team(),
        "asked": client.coaching_requests.waiting().select_related("asked_by"),
        "consents": [(purpose, label, in_force.get(purpose)) for purpose, label in Consent.Purpose.choices],
        "injuries": client.injuries.all(),
        "looks": looks_at(client)[:LOOKS_SHOWN],
        "entries": done_about(client)[:10],
    }
    return render(request, "privacy/my_data.html", context)


@require_safe
@clients_only
def download(request: UserRequest) -> HttpResponse:
    """The client's own data as one archive."""
    client = get_object_or_404(Client.objects.of_user(request.user))
    record("data downloaded", by=request.user, client_number=client.pk)
    name = f"plumb-{slugify(client.name)}-{client.today()}.zip"
    return HttpResponse(
        archive_of(client),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_http_methods(["GET", "POST"])
@clients_only
def erase_me(request: UserRequest) -> HttpResponse:
    """The client has everything about her erased, after a time in which she may change her mind."""
    client = get_object_or_404(Client.objects.of_user(request.user))
    return erasing(request, client, back="privacy:my_data")


@require_http_methods(["GET", "POST"])
@trainers_only
def erase_client(request: UserRequest, client_pk: int) -> HttpResponse:
    """The same for somebody who has no sign-in and asks her trainer."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    return erasing(request, client, back=client.get_absolute_url())


def erasing(request: UserRequest, client: Client, *, back: str) -> HttpResponse:
    if "keep" in request.POST:
        erase.keep_after_all(client=client, by=request.user)
        messages.success(request, "Nothing will be erased.")
        return redirect(back)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and asked(form, client, request):
        return redirect(back)
    context = {
        "client": client,
        "form": form,
        "days": erase.GRACE_DAYS,
        "own": client.user_id == request.user.pk,
        "back": back,
    }
    return render(request, "privacy/erase.html", context, status=422 if form.is_bound else 200)


def asked(form: EraseForm, client: Client, request: UserRequest) -> bool:
    try:
        erase.ask_erasure(client=client, by=request.user)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, "Noted. Until that day it can be taken back here.")
    return True
