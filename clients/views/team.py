"""The trainers of one client: who leads, who assists, and who was asked in."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods, require_POST

from clients import actions
from clients.forms.errors import add_errors
from clients.forms.team import AskTrainerForm
from clients.models import Client, Coaching, CoachingRequest
from trainer.web.pages import trainers_only
from trainer.web.types import UserRequest


@require_http_methods(["GET", "POST"])
@trainers_only
def trainers(request: UserRequest, client_pk: int) -> HttpResponse:
    """Everybody who coaches this client; the lead asks another trainer in."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    form = AskTrainerForm(
        request.POST if request.method == "POST" else None, initial={"role": Coaching.Role.ASSISTANT}
    )
    if form.is_valid() and asked(request, client, form):
        return redirect("clients:trainers", client.pk)
    team = client.team()
    context = {
        "client": client,
        "form": form,
        "team": team,
        "leads": any(row.role == Coaching.Role.LEAD and row.trainer_id == request.user.pk for row in team),
        "waiting": client.coaching_requests.waiting(),
    }
    return render(request, "clients/trainers.html", context, status=422 if form.is_bound else 200)


def asked(request: UserRequest, client: Client, form: AskTrainerForm) -> bool:
    try:
        actions.ask_trainer(client=client, by=request.user, **form.cleaned_data)
    except ValidationError as error:
        add_errors(form, error)
        return False
    # The same words whether anybody has the address: who has an account here is nobody else's business.
    email = form.cleaned_data["email"]
    messages.success(
        request, f"Asked. If a trainer signs in here as {email}, it stands on their roster for 14 days."
    )
    return True


@require_POST
@trainers_only
def trainer(request: UserRequest, client_pk: int, coaching_pk: int) -> HttpResponse:
    """Make an assistant the lead, or end an assistant's coaching."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    others = client.coachings.filter(ended_at=None).exclude(trainer=request.user)
    coaching = get_object_or_404(others.select_related("trainer", "client"), pk=coaching_pk)
    if request.POST.get("act") == "hand-over":
        actions.hand_over(coaching=coaching, by=request.user)
        messages.success(request, f"{coaching.trainer} leads now, and you are an assistant.")
    elif request.POST.get("act") == "end":
        actions.end_coaching(coaching=coaching, by=request.user)
        messages.success(request, f"{coaching.trainer} can open none of {client.name}’s pages any more.")
    return redirect("clients:trainers", client.pk)


@require_POST
@trainers_only
def request_withdraw(request: UserRequest, client_pk: int, request_pk: int) -> HttpResponse:
    """Take back what a trainer was asked."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    row = get_object_or_404(client.coaching_requests.waiting(), pk=request_pk)
    actions.withdraw_request(request=row, by=request.user)
    messages.success(request, "The request is taken back.")
    return redirect("clients:trainers", client.pk)


@require_http_methods(["GET", "POST"])
@trainers_only
def requests(request: UserRequest) -> HttpResponse:
    """What other trainers ask of this one, and the answer to it."""
    mine = CoachingRequest.objects.waiting().filter(trainer=request.user)
    mine = mine.select_related("client", "asked_by")
    if request.method == "POST":
        number = request.POST.get("request", "")
        row = get_object_or_404(mine, pk=number if number.isdecimal() else 0)
        return answered(request, row)
    return render(request, "clients/requests.html", {"waiting": mine})


def answered(request: UserRequest, row: CoachingRequest) -> HttpResponse:
    if request.POST.get("act") != "accept":
        actions.decline_request(request=row, by=request.user)
        messages.success(request, "Declined. Nothing of the client was opened.")
        return redirect("clients:requests")
    try:
        coaching = actions.accept_request(request=row, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("clients:requests")
    tell_client(coaching)
    messages.success(request, f"You coach {row.client.name} now.")
    return redirect(row.client)


def tell_client(coaching: Coaching) -> None:
    """A client with a sign-in hears of it at once where the site can send mail; My data says it anyway."""
    client = coaching.client
    if client.user and settings.MAIL_CONFIGURED:
        words = render_to_string("clients/new_trainer_mail.txt", {"client": client, "coaching": coaching})
        send_mail(
            "Another trainer coaches you in Plumb", words, settings.DEFAULT_FROM_EMAIL, [client.user.email]
        )
