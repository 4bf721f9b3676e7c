from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "trainer.programs"
