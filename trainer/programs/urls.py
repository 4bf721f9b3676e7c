from django.urls import path

from trainer.programs import choice_views, cue_views, numbers_views, views

CLIENT = "clients/<int:client_pk>/program"

app_name = "programs"
urlpatterns = [
    path("programs/", views.program_list, name="list"),
    path("programs/<slug:slug>/", views.detail, name="detail"),
    path("programs/<slug:slug>/assign/", views.assign, name="assign"),
    path(f"{CLIENT}/", views.client_program, name="client_program"),
    path(f"{CLIENT}/swap/", views.swap, name="swap"),
    path(f"{CLIENT}/swap-back/", views.swap_back, name="swap_back"),
    path(f"{CLIENT}/ease/", views.ease, name="ease"),
    path(f"{CLIENT}/leave-out/", views.leave_out, name="leave_out"),
    path(f"{CLIENT}/put-back/", views.put_back, name="put_back"),
    path(f"{CLIENT}/keep/", views.keep, name="keep"),
    path(f"{CLIENT}/kept/<int:override_pk>/take-back/", views.unkeep, name="unkeep"),
    path(f"{CLIENT}/<int:assignment_pk>/end/", views.end, name="end"),
    path(f"{CLIENT}/<int:assignment_pk>/instead/<slug:exercise_slug>/", choice_views.instead, name="instead"),
    path(f"{CLIENT}/lines/<int:line_pk>/", numbers_views.numbers, name="numbers"),
    path(f"{CLIENT}/cues/<slug:exercise_slug>/", cue_views.cue, name="cue"),
]
