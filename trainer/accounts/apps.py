from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "trainer.accounts"
    verbose_name = "People who sign in"
