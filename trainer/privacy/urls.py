from django.urls import path

from trainer.privacy import views

app_name = "privacy"
urlpatterns = [
    path("my-data/", views.my_data, name="my_data"),
    path("my-data/download/", views.download, name="download"),
    path("my-data/erase/", views.erase_me, name="erase_me"),
    path("clients/<int:client_pk>/erase/", views.erase_client, name="erase_client"),
]
