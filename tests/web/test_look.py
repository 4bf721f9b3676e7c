import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from trainer.web import navigation
from trainer.web.templatetags.plumb import NOTE_ICONS

ROOT = Path(settings.BASE_DIR)
STYLESHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
TOKENS = (ROOT / "static" / "css" / "tokens.css").read_text()
RAW_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|light-dark)a?\(|\b(?:white|black)\b", re.I)
INLINE = re.compile(r"""\sstyle\s*=|<style|\shx-on|\son[a-z]+\s*=\s*["']|javascript:""", re.I)
SCRIPT = re.compile(r"<script\b([^>]*)>", re.I)


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.S)


def declarations(css: str) -> list[str]:
    """Values only: an id in a selector may look like a colour."""
    return re.findall(r"^\s*[\w-]+:\s*([^;{]+);", without_comments(css), flags=re.M)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("sheet", [s for s in STYLESHEETS if s.name != "tokens.css"], ids=lambda s: s.name)
def test_colours_come_from_the_tokens(sheet: Path) -> None:
    values = [re.sub(r"url\([^)]*\)", "", value) for value in declarations(sheet.read_text())]
    assert [value for value in values if RAW_COLOUR.search(value)] == []


@pytest.mark.parametrize("sheet", STYLESHEETS, ids=lambda s: s.name)
def test_a_stylesheet_stays_short_and_names_its_layer(sheet: Path) -> None:
    text = sheet.read_text()
    declared = re.search(r"@layer ([^;{]+);", (ROOT / "static" / "css" / "app.css").read_text())
    assert declared is not None
    layers = {name.strip() for name in declared[1].split(",")}
    used = set(re.findall(r"@layer (\w+) \{", text))
    assert text.count("\n") <= 400
    assert used <= layers
    assert used or sheet.name == "app.css"


def test_every_custom_property_that_is_used_is_defined() -> None:
    css = "\n".join(sheet.read_text() for sheet in STYLESHEETS)
    defined = set(re.findall(r"(--[\w-]+)\s*:", css))
    used = set(re.findall(r"var\((--[\w-]+)\s*\)", css))
    assert used - defined == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_a_template_has_no_inline_style_or_script(template: Path) -> None:
    text = template.read_text()
    assert INLINE.findall(text) == []
    for attributes in SCRIPT.findall(text):
        assert "src=" in attributes or 'type="application/json"' in attributes


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_every_static_file_a_template_names_exists(template: Path) -> None:
    names = re.findall(r"""{%\s*static\s+["']([^"']+)["']""", template.read_text())
    assert [name for name in names if finders.find(name) is None] == []


def test_every_icon_that_is_named_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static" / "icons.svg").read_text()))
    text = "\n".join(template.read_text() for template in TEMPLATES)
    named_in_templates = re.findall(r'{% icon "([\w-]+)"', text) + re.findall(r'icon_name="([\w-]+)"', text)
    entries = [entry for desk in navigation.DESKS.values() for entry in desk]
    assert set(named_in_templates) - sprite == set()
    assert set(NOTE_ICONS.values()) - sprite == set()
    assert {entry.icon for entry in (*entries, *navigation.PUBLIC)} - sprite == set()


def test_the_fonts_are_served_from_here_with_their_licence() -> None:
    css = (ROOT / "static" / "css" / "app.css").read_text()
    urls = re.findall(r'url\("\.\./([^"]+)"\)', css)
    assert urls == ["fonts/archivo-latin.woff2", "fonts/archivo-latin-ext.woff2"]
    assert [url for url in urls if finders.find(url) is None] == []
    assert "SIL Open Font License" in (ROOT / "static" / "fonts" / "ARCHIVO-OFL.txt").read_text()


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def token(name: str, theme: int) -> str:
    found = re.search(rf"--{name}: light-dark\((#\w{{6}}), (#\w{{6}})\)", TOKENS)
    assert found is not None, name
    return found[theme + 1]


TEXT_PAIRS = [
    *[(ink, ground) for ink in ("ink", "ink-2", "ink-3") for ground in ("bg", "surface", "sunken")],
    *[(ink, "surface") for ink in ("accent", "left", "right", "stop-ink")],
    ("accent", "accent-wash"),
    ("accent", "band"),
    ("on-accent", "accent"),
    ("warn-ink", "warn-wash"),
]
SHAPE_PAIRS = [
    *[(shape, "surface") for shape in ("control", "focus", "ham", "quad")],
    *[(shape, "bg") for shape in ("control", "focus")],
    *[(leg, "band") for leg in ("left", "right")],
]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground"), TEXT_PAIRS)
def test_text_can_be_read_on_its_ground(front: str, ground: str, theme: int) -> None:
    assert contrast(token(front, theme), token(ground, theme)) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground"), SHAPE_PAIRS)
def test_shapes_stand_out_from_their_ground(front: str, ground: str, theme: int) -> None:
    assert contrast(token(front, theme), token(ground, theme)) >= 3
