from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

admin.site.site_header = admin.site.site_title = "Plumb"
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", include("trainer.web.urls")),
    path("", include("trainer.accounts.urls")),
    path("", include("exercises.urls")),
    path("", include("trainer.editorial.urls")),
    path("", include("clients.urls")),
    path("", include("trainer.programs.urls")),
    path("", include("trainer.session_logs.urls")),
    path("", include("trainer.balance.urls")),
    path("", include("trainer.roster.urls")),
    path("", include("trainer.privacy.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
