from django.urls import path

from trainer.session_logs.views import desk, today, workout

app_name = "session_logs"
urlpatterns = [
    path("today/", today.today, name="today"),
    path("today/morning/", today.morning, name="morning"),
    path("history/", today.history, name="history"),
    path("workouts/<int:pk>/", workout.workout, name="workout"),
    path("workouts/<int:pk>/sets/", workout.sets, name="sets"),
    path("workouts/<int:pk>/sets/<uuid:log>/delete/", workout.set_delete, name="set_delete"),
    path("workouts/<int:pk>/pain/", workout.pain, name="pain"),
    path("workouts/<int:pk>/sudden/", workout.sudden, name="sudden"),
    path("workouts/<int:pk>/finish/", workout.finish, name="finish"),
    path("clients/<int:pk>/sessions/", desk.sessions, name="sessions"),
    path("clients/<int:pk>/sessions/<uuid:session>/", desk.session, name="session"),
    path("clients/<int:pk>/sessions/<int:workout>/move/", desk.move, name="move"),
]
