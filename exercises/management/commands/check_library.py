from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exercises import figures
from exercises.catalogue import shipped
from exercises.entries import CatalogueError
from exercises.gaps import gaps


class Command(BaseCommand):
    help = "List what the exercise library's files still lack; fail where there is anything."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            catalogue, drawn = shipped(), figures.slugs()
        except CatalogueError as error:
            raise CommandError(str(error)) from error
        faults = [(slug, name) for slug in sorted(drawn) for name in figures.faults(slug)]
        if found := gaps(catalogue.exercises, drawn, faults):
            raise CommandError("\n".join([*found, f"Gaps: {len(found)}."]))
        exercises = catalogue.exercises.values()
        self.stdout.write(
            f"Library without gaps: {len(exercises)} exercises, "
            f"{sum(len(entry.cues) for entry in exercises)} cues, {len(catalogue.sources)} sources, "
            f"{len(drawn)} figures, {len(faults)} drawn faults, "
            f"{sum(len(entry.steps) for entry in exercises)} steps."
        )
