from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exercises.actions import load_library
from exercises.catalogue import shipped
from exercises.entries import CatalogueError


class Command(BaseCommand):
    help = "Bring the exercise library to its TOML files; what an admin edited stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only print the differences")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        try:
            catalogue = shipped()
            report = load_library(catalogue, check=check)
        except CatalogueError as error:
            raise CommandError(f"Nothing was loaded.\n{error}") from error
        if check:
            self.stdout.write("".join(f"{line}\n" for line in report.lines), ending="")
        exercises = catalogue.exercises.values()
        self.stdout.write(
            f"Library: {len(exercises)} exercises, {sum(len(entry.cues) for entry in exercises)} cues, "
            f"{len(catalogue.sources)} sources, {sum(len(entry.steps) for entry in exercises)} steps; "
            f"{report.counts}."
        )
