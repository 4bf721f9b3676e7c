import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from clients.models import Client
from trainer.privacy.export import export_client


class Command(BaseCommand):
    help = "Print everything that is held about one client, found by the e-mail she signs in with."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--json", action="store_true", required=True, help="as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        client = Client.objects.filter(user__email__iexact=options["email"]).first()
        if client is None:
            raise CommandError(f"No client signs in as {options['email']}.")
        self.stdout.write(json.dumps(export_client(client), indent=2, ensure_ascii=False))
