"""A printed page as a file, where the optional package for it is installed: `pip install plumb[pdf]`."""

import logging
import re
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

SHEETS = ("app", "tokens", "base", "layout", "components", "lists", "utilities", "charts", "balance", "print")
TOKEN = re.compile(r"(--[\w-]+):\s*(?:light-dark\()?([^;,]+)")
USED = re.compile(r"var\((--[\w-]+)\)")
CHART_RULE = re.compile(r"^  ((?:\.chart|:where\(\.chart\))[^{}@]*\{[^{}]*\})", re.MULTILINE)
DEFINITIONS = re.compile(r"<defs>.*?</defs>", re.DOTALL)
A_CHART = re.compile(r'<svg class="(?:chart |leg)[^>]*>|<svg width="\d+" height="14"[^>]*>')


def available() -> bool:
    """Whether a file can be made: the package is there, and the libraries of the system it asks for."""
    return _package() is not None


def render(html: str) -> bytes:
    """The page as PDF, in the site's own looks; nothing but the site's own style sheets and fonts is read."""
    package = _package()
    if package is None:
        raise RuntimeError("The package that makes PDF files is not installed.")
    folder = Path(str(finders.find("css/app.css"))).parent
    fetcher = _only_fonts_of(package, folder.parent / "fonts")
    # Sheets have layers, so they are read as one text, in the order of the first of them.
    css = "\n".join((folder / f"{name}.css").read_text("utf-8") for name in (*SHEETS, "report"))
    fonts = package.text.fonts.FontConfiguration()
    sheet = package.CSS(string=css, base_url=f"{folder.as_uri()}/", url_fetcher=fetcher, font_config=fonts)
    page = package.HTML(string=_with_chart_styles(html, folder), url_fetcher=fetcher)
    made: bytes = page.write_pdf(stylesheets=[sheet], font_config=fonts)
    return made


@cache
def _package() -> Any:
    try:
        import weasyprint
    except (ImportError, OSError):  # OSError: the package is there, its system libraries are not
        return None
    # They tell of every rule that is meant for screens, of every glyph and of every step.
    for name in ("weasyprint", "weasyprint.progress", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)
    return weasyprint


def _only_fonts_of(package: Any, folder: Path) -> Any:
    known = {font.as_uri() for font in folder.glob("*.woff2")}

    class Fetcher(package.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in known:
                raise ValueError(f"A report reads nothing from {url}")
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols=["file"])


def _with_chart_styles(html: str, folder: Path) -> str:
    """Inside a drawing the package knows neither the page's style sheets nor what another drawing defines."""
    tokens = dict(TOKEN.findall((folder / "tokens.css").read_text("utf-8")))
    rules = "\n".join(CHART_RULE.findall((folder / "charts.css").read_text("utf-8")))
    plain = USED.sub(lambda used: tokens.get(used[1], "inherit"), rules.replace(":where(.chart) ", ""))
    hatch = DEFINITIONS.search(html)
    inside = f"<style>{plain}</style>{hatch[0] if hatch else ''}"
    return A_CHART.sub(lambda opened: opened[0] + inside, html)
