from django.urls import path

from clients.views import conditions, consent, injuries, invitations, profile, rehabilitation

INJURY = "clients/<int:client_pk>/injuries/<int:injury_pk>"

app_name = "clients"
urlpatterns = [
    path("clients/new/", profile.new, name="new"),
    path("clients/<int:client_pk>/edit/", profile.edit, name="edit"),
    path("clients/<int:client_pk>/archive/", profile.archive, name="archive"),
    path("clients/<int:client_pk>/end-coaching/", profile.end_coaching, name="end_coaching"),
    path("clients/<int:client_pk>/consent/", consent.paper_consent, name="paper_consent"),
    path("clients/<int:client_pk>/invite/", invitations.invite, name="invite"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("my-data/consent/", consent.consent, name="consent"),
    path("my-data/coachings/<int:coaching_pk>/end/", profile.leave, name="leave"),
    path("clients/<int:client_pk>/conditions/", conditions.conditions, name="conditions"),
    path("clients/<int:client_pk>/injuries/", injuries.injuries, name="injuries"),
    path("clients/<int:client_pk>/injuries/new/", injuries.new, name="injury_new"),
    path(f"{INJURY}/", injuries.injury, name="injury"),
    path(f"{INJURY}/assessment/", rehabilitation.assess, name="injury_assess"),
    path(f"{INJURY}/stage/", rehabilitation.stage, name="injury_stage"),
    path(f"{INJURY}/limits/", rehabilitation.limits, name="injury_limits"),
    path(f"{INJURY}/warning-signs/", rehabilitation.flags, name="injury_flags"),
    path(f"{INJURY}/clearance/", rehabilitation.clear, name="injury_clear"),
    path(f"{INJURY}/over/", rehabilitation.resolve, name="injury_resolve"),
    path(f"{INJURY}/open-again/", rehabilitation.reopen, name="injury_reopen"),
]
