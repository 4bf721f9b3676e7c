from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clients import actions, consents
from clients.actions.invitations import Standing, find_invitation, standing
from clients.forms.profile import AcceptForm, InviteForm
from clients.models import Client, Invitation
from trainer.accounts.models import User
from trainer.web.pages import trainers_only
from trainer.web.types import UserRequest

STATUS = {
    Standing.UNKNOWN: 404,
    Standing.USED: 410,
    Standing.REVOKED: 410,
    Standing.EXPIRED: 410,
    Standing.OWN_TRAINER: 409,
    Standing.OTHER_CLIENT: 409,
}


@require_http_methods(["GET", "POST"])
@trainers_only
def invite(request: UserRequest, client_pk: int) -> HttpResponse:
    """Make the one-time link (shown in this answer only), or take every open one back."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    form = InviteForm(request.POST if request.method == "POST" else None)
    link = ""
    if form.is_bound and client.user_id is None and request.POST.get("act") == "revoke":
        actions.revoke_invitations(client=client, by=request.user)
        messages.success(request, "The link no longer works.")
        return redirect("clients:invite", client.pk)
    if client.user_id is None and form.is_valid():
        token = actions.invite(client=client, by=request.user)
        link = request.build_absolute_uri(reverse("clients:invitation", args=[token]))
        send_link(client, request.user, link, form.cleaned_data["email"])
    pending = next((row for row in client.invitations.all() if row.open), None)
    context = {"client": client, "form": form, "link": link, "pending": pending}
    return render(request, "clients/invite.html", context, status=422 if form.is_bound and not link else 200)


def send_link(client: Client, trainer: User, link: str, email: str) -> None:
    if email and settings.MAIL_CONFIGURED:
        words = render_to_string(
            "clients/invitation_mail.txt", {"client": client, "trainer": trainer, "link": link}
        )
        send_mail(f"{trainer} invites you to Plumb", words, settings.DEFAULT_FROM_EMAIL, [email])


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What the trainer will see, in words, and the client's own answer to it."""
    found = find_invitation(token)
    user = request.user if request.user.is_authenticated else None
    where = standing(found, user)
    if found is None or where is not Standing.OPEN:
        request.session.pop("invitation", None)
        closed = {"standing": where.value, "invitation": found}
        return render(request, "clients/invitation_closed.html", closed, status=STATUS[where])
    if user is None:
        # The account adapter opens sign-up for this browser while an invitation waits in its session.
        request.session["invitation"] = token
    form = AcceptForm(request.POST if request.method == "POST" and user else None)
    if user is not None and form.is_valid():
        return accept(request, found, user, form)
    texts = consents.TEXTS.values()
    context = {"invitation": found, "form": form, "consents": texts, "here": request.path}
    return render(request, "clients/invitation.html", context, status=422 if form.is_bound else 200)


def accept(request: HttpRequest, found: Invitation, user: User, form: AcceptForm) -> HttpResponse:
    actions.accept_invitation(invitation=found, by=user, purposes=form.purposes())
    request.session.pop("invitation", None)
    messages.success(
        request, f"{found.invited_by} is your trainer now. You can change your answers in My data."
    )
    return redirect("web:home")
