from django.urls import path

from trainer.roster import views

app_name = "roster"
urlpatterns = [
    path("clients/", views.roster, name="list"),
    path("clients/how-this-list-is-made/", views.how, name="how"),
    path("clients/archived/", views.archived, name="archived"),
    path("clients/<int:pk>/", views.client, name="client"),
]
