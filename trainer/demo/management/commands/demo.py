from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from trainer.demo import world


class Command(BaseCommand):
    help = (
        "Build the demo world (once; running it again changes nothing), print who can sign in, and serve it. "
        "Refuses to run unless DEBUG is on."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-serve", action="store_true", help="build the world and stop")
        parser.add_argument("--port", default="8000", help="serve at this port of 127.0.0.1")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("The demo world has known passwords, so it is only built with DEBUG=1.")
        call_command("migrate", verbosity=0)
        call_command("load_library", stdout=self.stdout)
        call_command("load_programs", stdout=self.stdout)
        if world.exists():
            self.stdout.write("The demo world is already there; nothing was changed.")
        else:
            self.stdout.write("Building the demo world: a year of training takes about a minute …")
            self.stdout.write(world.build())
        self.print_sign_ins(options["port"])
        if not options["no_serve"]:
            call_command("runserver", f"127.0.0.1:{options['port']}", use_reloader=False)

    def print_sign_ins(self, port: str) -> None:
        self.stdout.write(f"\nSign in at http://127.0.0.1:{port}/ with the password {world.password()} as")
        for email, who in world.sign_ins():
            self.stdout.write(f"  {email:<22} {who}")
        self.stdout.write("")
