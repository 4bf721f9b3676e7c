from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from clients import actions, consents
from clients.forms.profile import EditClientForm, NewClientForm
from clients.models import Client, Coaching
from trainer.web.pages import clients_only, trainers_only
from trainer.web.types import UserRequest


@require_http_methods(["GET", "POST"])
@trainers_only
def new(request: UserRequest) -> HttpResponse:
    """Add someone who agreed on paper."""
    form = NewClientForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        client = actions.add_client(by=request.user, **form.cleaned_data)
        messages.success(request, f"{client.name} is on your roster.")
        return redirect(client)
    return render(request, "clients/new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@trainers_only
def edit(request: UserRequest, client_pk: int) -> HttpResponse:
    """Change a client's profile; the same page holds consents, sign-in, archive and the end of coaching."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    name = client.name
    form = EditClientForm(request.POST if request.method == "POST" else None, instance=client)
    status, latest = 422 if form.is_bound else 200, None
    if form.is_valid():
        client.version = form.cleaned_data["version"] or 0
        try:
            actions.edit_client(client=client, by=request.user, fields=form.profile)
        except actions.StaleRow:
            status, latest, form = 409, *newer(request, form)
        else:
            messages.success(request, f"Saved {client.name}.")
            return redirect(client)
    context = {"form": form, "client": client, "client_name": name, "latest": latest, **beside(client)}
    return render(request, "clients/edit.html", context, status=status)


def newer(request: UserRequest, form: EditClientForm) -> tuple[list[tuple[str, str]], EditClientForm]:
    """What the file says where it is not what was typed; and the form with that, on top of the newer row."""
    on_file = get_object_or_404(Client.objects.coached_by(request.user), pk=form.instance.pk)
    differing = form.differing(on_file)
    data = request.POST.copy()
    data["version"] = str(on_file.version)
    return differing, EditClientForm(data, instance=on_file)


def beside(client: Client) -> dict[str, Any]:
    """The cards beside the profile."""
    in_force = consents.in_force(client)
    return {
        "newest_mass": client.body_masses.first(),
        "team": client.team(),
        "consents": [(text, in_force.get(purpose)) for purpose, text in consents.TEXTS.items()],
    }


@require_POST
@trainers_only
def archive(request: UserRequest, client_pk: int) -> HttpResponse:
    """Take a client off the roster, or bring her back."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    if request.POST.get("act") == "bring-back":
        actions.bring_back_client(client=client, by=request.user)
        messages.success(request, f"{client.name} is on your roster again.")
    else:
        actions.archive_client(client=client, by=request.user)
        messages.success(request, f"{client.name} is archived. Everything on file stays.")
    return redirect("clients:edit", client.pk)


@require_http_methods(["GET", "POST"])
@trainers_only
def end_coaching(request: UserRequest, client_pk: int) -> HttpResponse:
    """Ask once, then close the client's pages to this trainer."""
    client = get_object_or_404(Client.objects.coached_by(request.user), pk=client_pk)
    if request.method == "POST":
        coaching = client.coachings.get(trainer=request.user, ended_at=None)
        actions.end_coaching(coaching=coaching, by=request.user)
        messages.success(request, f"You no longer coach {client.name}.")
        return redirect("roster:list")
    others = client.team().exclude(trainer=request.user)
    context = {"client": client, "others": others, "leads": not others.filter(role="lead").exists()}
    return render(request, "clients/end_coaching.html", context)


@require_POST
@clients_only
def leave(request: UserRequest, coaching_pk: int) -> HttpResponse:
    """The client ends a coaching of hers."""
    own = Coaching.objects.filter(client__in=Client.objects.of_user(request.user))
    coaching = get_object_or_404(own, pk=coaching_pk)
    actions.end_coaching(coaching=coaching, by=request.user)
    messages.success(request, f"{coaching.trainer} can open none of your pages any more.")
    return redirect("privacy:my_data")
