from django.apps import AppConfig


class BalanceConfig(AppConfig):
    name = "trainer.balance"
