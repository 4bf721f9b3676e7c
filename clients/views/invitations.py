from allauth.core import ratelimit
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
from clients.actions.invitations import Secrets, Standing, find_by_code, find_invitation, standing
from clients.forms.profile import AcceptForm, InviteForm, JoinForm
from clients.models import Client, Consent, Invitation
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
UNKNOWN_CODE = "No invitation has this code. Compare it letter by letter, or ask your trainer for a new one."
TOO_MANY = "Too many codes were tried. Wait a few minutes, or open the link that your trainer can send you."


@require_http_methods(["GET", "POST"])
@trainers_only
def invite(request: UserRequest, client_pk: int) -> HttpResponse:
    """Make the one-time link and its code (shown in this answer only), or take every open one back."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    form = InviteForm(request.POST if request.method == "POST" else None)
    made: Secrets | None = None
    link = ""
    if form.is_bound and client.user_id is None and request.POST.get("act") == "revoke":
        actions.revoke_invitations(client=client, by=request.user)
        messages.success(request, "The link and its code no longer work.")
        return redirect("clients:invite", client.pk)
    if client.user_id is None and form.is_valid():
        made = actions.invite(client=client, by=request.user)
        link = request.build_absolute_uri(reverse("clients:invitation", args=[made.token]))
        send_link(client, request.user, link, form.cleaned_data["email"])
    pending = next((row for row in client.invitations.all() if row.open), None)
    join = request.build_absolute_uri(reverse("clients:join"))
    context = {"client": client, "form": form, "link": link, "made": made, "join": join, "pending": pending}
    return render(request, "clients/invite.html", context, status=422 if form.is_bound and not made else 200)


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
    return answer_to(request, find_invitation(token))


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """The short code, typed; so few tries are allowed that guessing one is hopeless."""
    form = JoinForm(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        allowed = may_try(request)
        found = find_by_code(form.cleaned_data["code"]) if allowed else None
        if found:
            request.session["invitation"] = found.pk
            return redirect("clients:join_invitation")
        form.add_error("code", UNKNOWN_CODE if allowed else TOO_MANY)
        status = 422 if allowed else 429
    return render(request, "clients/join.html", {"form": form}, status=status)


def may_try(request: HttpRequest) -> bool:
    """Counted as the sign-in is: for each address, and for all addresses together."""
    return bool(ratelimit.consume(request, action="join", key="everybody"))


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def join_invitation(request: HttpRequest) -> HttpResponse:
    """The same page as behind the link, for the browser in which it was opened or the code was typed."""
    if "invitation" not in request.session:
        return redirect("clients:join")
    found = Invitation.objects.select_related("client", "invited_by")
    return answer_to(request, found.filter(pk=request.session["invitation"]).first())


def answer_to(request: HttpRequest, found: Invitation | None) -> HttpResponse:
    if "no" in request.POST:
        return decline(request)
    user = request.user if request.user.is_authenticated else None
    where = standing(found, user)
    if found is None or where is not Standing.OPEN:
        forget(request)
        closed = {"standing": where.value, "invitation": found}
        return render(request, "clients/invitation_closed.html", closed, status=STATUS[where])
    # Kept until it is answered: sign-up is open to this browser, and the start page leads back here.
    request.session["invitation"] = found.pk
    own = Client.objects.of_user(user).first() if user else None
    form = AcceptForm(request.POST if request.method == "POST" and user else None)
    if user is not None and form.is_valid():
        return accept(request, found, user, form)
    context = {
        "invitation": found,
        "form": form,
        "consents": consents.TEXTS.values(),
        "on_paper": [(row, consents.TEXTS[row.purpose]) for row in consents.in_force(found.client).values()],
        "own": own,
        "others": [] if own else found.client.team().exclude(trainer=found.invited_by),
        "here": request.path,
    }
    return render(request, "clients/invitation.html", context, status=422 if form.is_bound else 200)


def forget(request: HttpRequest) -> None:
    request.session.pop("invitation", None)


def decline(request: HttpRequest) -> HttpResponse:
    """Nobody is told: the trainer may still hand the code to whom it was meant for."""
    forget(request)
    messages.success(request, "You said no. Nothing has changed, and nobody was told.")
    return redirect("web:home")


def accept(request: HttpRequest, found: Invitation, user: User, form: AcceptForm) -> HttpResponse:
    actions.accept_invitation(invitation=found, by=user, purposes=form.purposes())
    forget(request)
    messages.success(
        request, f"{found.invited_by} is your trainer now. You can change your answers in My data."
    )
    return redirect("clients:screening" if Consent.Purpose.HEALTH in form.purposes() else "web:home")
