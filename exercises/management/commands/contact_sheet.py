from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.core.management.base import BaseCommand, CommandError
from django.utils.html import format_html, format_html_join

from exercises import figures

MUSCLES = {"hamstrings": 1, "quadriceps": 0.5, "glutes": 0.5}  # all of them, to see how each follows its bone
STYLE = (
    "body{margin:16px;font:14px sans-serif;color-scheme:light dark}"
    "ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(420px,1fr));gap:12px;padding:0;list-style:none}"
    "img{width:50%;height:auto}figure{display:inline-block;width:33%;margin:0}figure img{width:100%}"
)


class Command(BaseCommand):
    help = "Write one page with the start, the end and the faults of every exercise, to look at all at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", nargs="?", type=Path, default=Path("contact-sheet.html"))
        parser.add_argument("--move", action="store_true", help="show the motion in place of the end")
        parser.add_argument("--only", nargs="+", metavar="SLUG", help="show these exercises and no others")

    def handle(self, *args: Any, path: Path, move: bool, only: list[str] | None, **options: Any) -> None:
        if unknown := set(only or ()) - figures.slugs():
            raise CommandError(f"Not drawn: {', '.join(sorted(unknown))}.")
        slugs = sorted(only or figures.slugs())
        shown = ("start", figures.MOVE if move else "end")
        rows = ((slug, *(picture(slug, pose) for pose in shown), faults(slug)) for slug in slugs)
        page = format_html(
            '<!doctype html><html lang="en"><meta charset="utf-8"><title>Contact sheet</title>'
            "<style>{}</style><ul>{}</ul></html>\n",
            STYLE,
            format_html_join("\n", "<li><b>{}</b><br>{}{}<br>{}</li>", rows),
        )
        path.write_text(page, encoding="utf-8")
        drawn = sum(len(figures.faults(slug)) for slug in slugs)
        self.stdout.write(f"{len(slugs)} exercises are drawn on {path}, and {drawn} faults.")


def faults(slug: str) -> str:
    rows = ((picture(slug, figures.fault_pose(slug, name)), name) for name in figures.faults(slug))
    return format_html_join("", "<figure>{}<figcaption>{}</figcaption></figure>", rows)


def picture(slug: str, pose: str) -> str:
    """The drawing within the page, so that the sheet is one file."""
    drawn = quote(figures.svg(slug, pose, muscles=MUSCLES))
    width, height = figures.size(pose)
    return format_html(
        '<img src="data:image/svg+xml,{}" alt="{}" width="{}" height="{}">',
        drawn,
        figures.alt(slug, pose),
        width,
        height,
    )
