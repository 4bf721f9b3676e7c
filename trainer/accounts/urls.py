from django.urls import path

from trainer.accounts import views

app_name = "accounts"
urlpatterns = [
    path("settings/", views.settings, name="settings"),
    path("settings/switch/", views.switch, name="switch"),
]
