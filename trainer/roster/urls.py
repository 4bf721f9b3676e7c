from django.urls import path

from trainer.roster import views

NOTICE = "clients/<int:pk>/notices/<slug:rule>/<slug:subject>"

app_name = "roster"
urlpatterns = [
    path("clients/", views.roster, name="list"),
    path("clients/how-this-list-is-made/", views.how, name="how"),
    path("clients/archived/", views.archived, name="archived"),
    path("clients/<int:pk>/", views.client, name="client"),
    path(f"{NOTICE}/put-off/", views.put_off, name="put_off"),
    path(f"{NOTICE}/bring-back/", views.bring_back, name="bring_back"),
]
