from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.core.management.base import BaseCommand
from django.utils.html import format_html, format_html_join

from exercises import figures

MUSCLES = {"hamstrings": 1, "quadriceps": 0.5, "glutes": 0.5}  # all of them, to see how each follows its bone
STYLE = (
    "body{margin:16px;font:14px sans-serif;color-scheme:light dark}"
    "ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(420px,1fr));gap:12px;padding:0;list-style:none}"
    "img{width:50%;height:auto}"
)


class Command(BaseCommand):
    help = "Write one page with the start and the end of every exercise, to look at all drawings at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=Path("contact-sheet.html"))
        parser.add_argument("--move", action="store_true", help="show the motion in place of the end")

    def handle(self, *args: Any, path: Path, move: bool, **options: Any) -> None:
        shown = ("start", figures.MOVE if move else "end")
        rows = ((slug, *(picture(slug, pose) for pose in shown)) for slug in sorted(figures.slugs()))
        items = format_html_join("\n", "<li><b>{}</b><br>{}{}</li>", rows)
        page = format_html(
            '<!doctype html><html lang="en"><meta charset="utf-8"><title>Contact sheet</title>'
            "<style>{}</style><ul>{}</ul></html>\n",
            STYLE,
            items,
        )
        path.write_text(page, encoding="utf-8")
        self.stdout.write(f"{len(figures.slugs())} exercises are drawn on {path}.")


def picture(slug: str, pose: str) -> str:
    """The drawing within the page, so that the sheet is one file."""
    drawn = quote(figures.svg(slug, pose, muscles=MUSCLES))
    width, height = figures.SIZE
    return format_html(
        '<img src="data:image/svg+xml,{}" alt="{}" width="{}" height="{}">',
        drawn,
        figures.alt(slug, pose),
        width,
        height,
    )
