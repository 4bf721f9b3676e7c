from django.urls import path

from clients.views import (
    body_mass,
    conditions,
    consent,
    happened,
    injuries,
    invitations,
    notes,
    profile,
    rehabilitation,
    screening,
    team,
)
from clients.views import screening_desk as desk

INJURY = "clients/<int:client_pk>/injuries/<int:injury_pk>"

app_name = "clients"
urlpatterns = [
    path("clients/new/", profile.new, name="new"),
    path("clients/<int:client_pk>/edit/", profile.edit, name="edit"),
    path("clients/<int:client_pk>/archive/", profile.archive, name="archive"),
    path("clients/<int:client_pk>/end-coaching/", profile.end_coaching, name="end_coaching"),
    path("clients/<int:client_pk>/consent/", consent.paper_consent, name="paper_consent"),
    path("clients/<int:client_pk>/invite/", invitations.invite, name="invite"),
    path("clients/<int:client_pk>/notes/", notes.notes, name="notes"),
    path("clients/<int:client_pk>/notes/<int:note_pk>/", notes.note, name="note"),
    path("clients/<int:client_pk>/notes/<int:note_pk>/delete/", notes.note_delete, name="note_delete"),
    path("clients/<int:client_pk>/body-mass/", body_mass.masses, name="masses"),
    path("clients/<int:client_pk>/body-mass/<int:mass_pk>/", body_mass.mass, name="mass"),
    path(
        "clients/<int:client_pk>/body-mass/<int:mass_pk>/remove/", body_mass.mass_remove, name="mass_remove"
    ),
    path("clients/<int:client_pk>/trainers/", team.trainers, name="trainers"),
    path("clients/<int:client_pk>/trainers/<int:coaching_pk>/", team.trainer, name="trainer"),
    path(
        "clients/<int:client_pk>/trainers/requests/<int:request_pk>/withdraw/",
        team.request_withdraw,
        name="request_withdraw",
    ),
    path("coaching-requests/", team.requests, name="requests"),
    path("join/", invitations.join, name="join"),
    path("join/invitation/", invitations.join_invitation, name="join_invitation"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("something-happened/", happened.happened, name="happened"),
    path("something-happened/<int:injury_pk>/", happened.happened_next, name="happened_next"),
    path("my-data/consent/", consent.consent, name="consent"),
    path("my-data/coachings/<int:coaching_pk>/end/", profile.leave, name="leave"),
    path("screening/", screening.screening_home, name="screening"),
    path("screening/<slug:question>/", screening.screening_question, name="screening_question"),
    path("clients/<int:client_pk>/screening/", desk.client_screening, name="client_screening"),
    path("clients/<int:client_pk>/screening/questions/", desk.screening_ask, name="screening_ask"),
    path(
        "clients/<int:client_pk>/screening/<int:screen_pk>/", desk.screening_answers, name="screening_answers"
    ),
    path(
        "clients/<int:client_pk>/screening/<int:screen_pk>/planned/",
        desk.screening_planned,
        name="screening_planned",
    ),
    path("clients/<int:client_pk>/conditions/", conditions.conditions, name="conditions"),
    path("clients/<int:client_pk>/injuries/", injuries.injuries, name="injuries"),
    path("clients/<int:client_pk>/injuries/new/", injuries.new, name="injury_new"),
    path(f"{INJURY}/", injuries.injury, name="injury"),
    path(f"{INJURY}/assessment/", rehabilitation.assess, name="injury_assess"),
    path(f"{INJURY}/stage/", rehabilitation.stage, name="injury_stage"),
    path(f"{INJURY}/gates/", rehabilitation.gates, name="injury_gates"),
    path(f"{INJURY}/limits/", rehabilitation.limits, name="injury_limits"),
    path(f"{INJURY}/warning-signs/", rehabilitation.flags, name="injury_flags"),
    path(f"{INJURY}/clearance/", rehabilitation.clear, name="injury_clear"),
    path(f"{INJURY}/over/", rehabilitation.resolve, name="injury_resolve"),
    path(f"{INJURY}/recurrence/", rehabilitation.again, name="injury_again"),
    path(f"{INJURY}/open-again/", rehabilitation.reopen, name="injury_reopen"),
]
