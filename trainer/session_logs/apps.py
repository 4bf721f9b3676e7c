from django.apps import AppConfig


class SessionLogsConfig(AppConfig):
    name = "trainer.session_logs"
