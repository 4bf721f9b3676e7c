from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from clients import consents
from clients.forms.profile import PaperConsentForm
from clients.models import Client
from trainer.web.pages import clients_only, trainers_only
from trainer.web.types import UserRequest


@require_POST
@clients_only
def consent(request: UserRequest) -> HttpResponse:
    """The client gives, confirms or withdraws one purpose from her own pages."""
    client = get_object_or_404(Client.objects.of_user(request.user))
    answer(request, client)
    return redirect("privacy:my_data")


@require_POST
@trainers_only
def paper_consent(request: UserRequest, client_pk: int) -> HttpResponse:
    """The trainer writes down what a client without a sign-in signed or took back on paper."""
    coached = Client.objects.coached_by(request.user)
    client = get_object_or_404(coached.filter(user=None), pk=client_pk)
    if request.POST.get("act") == "give" and not PaperConsentForm(request.POST).is_valid():
        messages.error(request, "Tick the box first: the client has to have signed.")
        return redirect("clients:edit", client.pk)
    answer(request, client)
    still_mine = Client.objects.coached_by(request.user).filter(pk=client.pk).exists()
    return redirect("clients:edit", client.pk) if still_mine else redirect("roster:list")


def answer(request: UserRequest, client: Client) -> None:
    text = consents.TEXTS.get(request.POST.get("purpose", ""))
    acts = {"give": consents.give, "confirm": consents.confirm, "withdraw": consents.withdraw}
    act = request.POST.get("act", "")
    if text is None or act not in acts:
        messages.error(request, "Nothing was changed: that answer is not known.")
        return
    acts[act](client=client, purpose=text.purpose, by=request.user)
    done = {"give": "agreed", "confirm": "confirmed", "withdraw": "withdrawn"}[act]
    messages.success(request, f"{text.title}: {done}.")
