from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from trainer.accounts.forms import SettingsForm
from trainer.web.types import UserRequest


@require_http_methods(["GET", "POST"])
def settings(request: UserRequest) -> HttpResponse:
    """Name, unit and look of the person who is signed in."""
    form = SettingsForm(request.POST if request.method == "POST" else None, instance=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, "Settings saved.")
        return redirect("accounts:settings")
    return render(request, "accounts/settings.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def switch(request: UserRequest) -> HttpResponse:
    """Sit down at another of one's desks: trainer, client or admin."""
    mode = request.POST.get("mode", "")
    if mode in request.user.modes:
        request.session["mode"] = mode
    return redirect("web:home")
