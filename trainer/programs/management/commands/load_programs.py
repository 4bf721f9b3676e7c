from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exercises.entries import CatalogueError
from trainer.programs.catalogue import shipped
from trainer.programs.loading import load_programs


class Command(BaseCommand):
    help = "Bring the catalogue's programmes to their TOML files; what an admin edited stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only print the differences")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        try:
            programs = shipped()
            report = load_programs(programs, check=check)
        except CatalogueError as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from error
        if check:
            self.stdout.write("".join(f"{line}\n" for line in report.lines), ending="")
        self.stdout.write(
            f"Programmes: {len(programs)}, with {sum(len(program.days) for program in programs)} workouts; "
            f"{report.counts}."
        )
