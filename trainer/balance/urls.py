from django.urls import path

from trainer.balance.views import own_protocols, page, quick, report, retests, targets, tests

app_name = "balance"
urlpatterns = [
    path("clients/<int:pk>/balance/", page.balance, name="balance"),
    path("clients/<int:pk>/balance/target/", targets.target, name="target"),
    path("clients/<int:pk>/tests/new/", tests.choose, name="test_choose"),
    path("clients/<int:pk>/tests/new/<slug:protocol>/", tests.new, name="test_new"),
    path("clients/<int:pk>/tests/<int:test>/", tests.test, name="test"),
    path(
        "clients/<int:pk>/tests/<int:test>/ratios/<slug:kind>/<slug:side>/confirm/",
        tests.confirm_ratio,
        name="confirm_ratio",
    ),
    path("clients/<int:pk>/tests/<int:test>/delete/", tests.remove, name="test_remove"),
    path("clients/<int:pk>/tests/<int:test>/correct/", tests.correct, name="correct"),
    path("clients/<int:pk>/tests/<int:test>/readings/<int:reading>/confirm/", tests.confirm, name="confirm"),
    path("clients/<int:pk>/tests/next/<slug:protocol>/", retests.retest, name="retest"),
    path("tests/own/", own_protocols.own_tests, name="own_tests"),
    path("tests/own/new/", own_protocols.own_new, name="own_new"),
    path("tests/own/<int:own_test>/", own_protocols.own_edit, name="own_edit"),
    path("tests/own/<int:own_test>/archive/", own_protocols.own_archive, name="own_archive"),
    path("tests/own/<int:own_test>/restore/", own_protocols.own_restore, name="own_restore"),
    path("tests/day/", quick.choose, name="quick_choose"),
    path("tests/day/<slug:protocol>/", quick.quick, name="quick"),
    path("tests/", retests.tests, name="tests"),
    path("clients/<int:pk>/balance/report/", report.report, name="report"),
    path("clients/<int:pk>/balance/report.pdf", report.report_pdf, name="report_pdf"),
    path("progress/report/", report.own_report, name="own_report"),
    path("progress/report.pdf", report.own_report_pdf, name="own_report_pdf"),
    path("progress/", page.progress, name="progress"),
]
