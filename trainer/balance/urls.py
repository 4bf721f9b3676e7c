from django.urls import path

from trainer.balance import views

app_name = "balance"
urlpatterns = [
    path("clients/<int:pk>/balance/", views.balance, name="balance"),
    path("clients/<int:pk>/tests/new/", views.choose, name="test_choose"),
    path("clients/<int:pk>/tests/new/<slug:protocol>/", views.new, name="test_new"),
    path("clients/<int:pk>/tests/<int:test>/", views.test, name="test"),
    path("clients/<int:pk>/tests/<int:test>/correct/", views.correct, name="correct"),
    path("clients/<int:pk>/tests/<int:test>/readings/<int:reading>/confirm/", views.confirm, name="confirm"),
    path("progress/", views.progress, name="progress"),
]
