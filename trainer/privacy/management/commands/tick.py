from typing import Any

from django.core.management.base import BaseCommand, CommandError

from trainer.privacy.erase import erase_due


class Command(BaseCommand):
    help = "Do what falls due with time; run it once a day or more often, as often as you like."

    def handle(self, *args: Any, **options: Any) -> None:
        done, failed = erase_due()
        self.stdout.write(f"{done} erased")
        if failed:
            numbers = ", ".join(map(str, failed))
            raise CommandError(f"Not erased, and tried again next time; the log says why: client {numbers}.")
