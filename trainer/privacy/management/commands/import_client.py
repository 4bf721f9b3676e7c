from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from trainer.accounts.models import User
from trainer.privacy.restore import read_archive, restore_client


class Command(BaseCommand):
    help = "Read a client's download back in, as a new client of a trainer; all of it or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("archive", type=Path)
        parser.add_argument("--trainer", required=True, help="the e-mail of the trainer who goes on coaching")
        parser.add_argument(
            "--health", action="store_true", help="the client agreed to health data, on paper"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        trainer = User.objects.filter(email__iexact=options["trainer"], is_trainer=True).first()
        if trainer is None:
            raise CommandError(f"No trainer signs in as {options['trainer']}.")
        try:
            data = read_archive(options["archive"].read_bytes())
            client = restore_client(data, by=trainer, consent_health=options["health"])
        except OSError as error:
            raise CommandError(f"{options['archive']} cannot be read.") from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{client.name} is client {client.pk}.")
