from django.urls import path

from trainer.balance.views import page, tests

app_name = "balance"
urlpatterns = [
    path("clients/<int:pk>/balance/", page.balance, name="balance"),
    path("clients/<int:pk>/tests/new/", tests.choose, name="test_choose"),
    path("clients/<int:pk>/tests/new/<slug:protocol>/", tests.new, name="test_new"),
    path("clients/<int:pk>/tests/<int:test>/", tests.test, name="test"),
    path("clients/<int:pk>/tests/<int:test>/correct/", tests.correct, name="correct"),
    path("clients/<int:pk>/tests/<int:test>/readings/<int:reading>/confirm/", tests.confirm, name="confirm"),
    path("progress/", page.progress, name="progress"),
]
