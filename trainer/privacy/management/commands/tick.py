from typing import Any

from django.core.management.base import BaseCommand

from trainer.privacy.erase import erase_due


class Command(BaseCommand):
    help = "Do what falls due with time; run it once a day or more often, as often as you like."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{erase_due()} erased")
