from django.urls import path

from exercises import views, views_card, views_learn, views_own

app_name = "exercises"
urlpatterns = [
    path("exercises/", views.exercise_list, name="list"),
    path("exercises/own/new/", views_own.own_new, name="own_new"),
    path("exercises/own/archived/", views_own.own_archived, name="own_archived"),
    path("exercises/own/<slug:own>/edit/", views_own.own_edit, name="own_edit"),
    path("exercises/own/<slug:own>/archive/", views_own.own_archive, name="own_archive"),
    path("exercises/own/<slug:own>/restore/", views_own.own_restore, name="own_restore"),
    path("exercises/<slug:slug>/", views.exercise_detail, name="detail"),
    path("exercises/<slug:slug>/card/", views_card.card, name="card"),
    path("exercises/<slug:slug>/film/", views_own.film, name="film"),
    path("exercises/<slug:slug>/figure.svg", views.figure, name="figure"),
    path("anatomy/", views_learn.anatomy, name="anatomy"),
    path("anatomy/show/", views_learn.anatomy_show, name="anatomy_show"),
    path("anatomy/<slug:muscle>/", views_learn.muscle, name="muscle"),
    path("learn/why-train/", views_learn.article, {"page": "why_train"}, name="why_train"),
    path("learn/injuries/", views_learn.article, {"page": "injuries"}, name="injuries"),
    path("learn/preventing/", views_learn.article, {"page": "preventing"}, name="preventing"),
    path("learn/references/", views_learn.references, name="references"),
]
