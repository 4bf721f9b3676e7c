from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from trainer.web.pages import home_of


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What Plumb is, or the desk of the person who is signed in."""
    if request.user.is_authenticated:
        return redirect(home_of(request))  # type: ignore[arg-type]
    return render(request, "web/welcome.html")


@login_not_required
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for it on pages that do not name the icon, such as the admin's."""
    return redirect(static("favicon.svg"))  # not for good: the file's name carries its hash


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """The process is alive."""
    return JsonResponse({"status": "ok"})


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers and has every migration; 503 where not."""
    try:
        executor = MigrationExecutor(connection)
        missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except Exception:
        return JsonResponse({"status": "no database"}, status=503)
    if missing:
        return JsonResponse({"status": "migrations missing", "missing": missing}, status=503)
    return JsonResponse({"status": "ready"})
