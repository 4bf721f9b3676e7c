import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client as Browser

from exercises import figures
from exercises.models import Exercise
from exercises.pictures import figure_url

ADDRESS = "/exercises/deadlift/figure.svg"


def test_the_moving_drawing_is_kept_for_good_under_its_own_address(client: Browser, library: None) -> None:
    exercise = Exercise.objects.get(slug="deadlift")
    picture = client.get(figure_url(exercise, "move"))
    assert picture["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "@keyframes" in picture.text
    again = client.get(figure_url(exercise, "move"), headers={"if-none-match": picture["ETag"]})
    assert again.status_code == 304
    assert picture["ETag"] != client.get(figure_url(exercise, "end"))["ETag"]


@pytest.mark.parametrize("query", [{"pose": "middle"}, {"pose": "move", "thumb": "1"}])
def test_a_drawing_that_there_is_not_is_not_found(
    client: Browser, library: None, query: dict[str, str]
) -> None:
    assert client.get(ADDRESS, query).status_code == 404


def test_the_page_offers_the_movement_and_loads_it_when_it_is_wanted(client: Browser, library: None) -> None:
    page = client.get("/exercises/deadlift/").text
    (closed,) = re.findall(r'<details class="motion">.*?</details>', page, re.DOTALL)
    (image,) = re.findall(r"<img[^>]+>", closed)
    assert 'loading="lazy"' in image
    assert "pose=move" in image
    assert f'alt="{figures.alt("deadlift", "move")}"' in unescape(image)


@pytest.mark.parametrize(("options", "second"), [({}, "end"), ({"move": True}, "move")])
def test_the_contact_sheet_shows_every_drawing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: dict[str, Any], second: str
) -> None:
    path = tmp_path / "sheet.html"
    call_command("contact_sheet", str(path), **options)
    page = unescape(path.read_text(encoding="utf-8"))
    count = len(figures.slugs())
    faults = sum(len(figures.faults(slug)) for slug in figures.slugs())
    assert page.count("data:image/svg+xml,") == 2 * count + faults
    for slug in figures.slugs():
        assert f'alt="{figures.alt(slug, "start")}"' in page
        assert f'alt="{figures.alt(slug, second)}"' in page
    said = capsys.readouterr().out
    assert f"{count} exercises are drawn" in said
    assert f"{faults} faults" in said


def test_the_contact_sheet_may_show_some_exercises_only(tmp_path: Path) -> None:
    path = tmp_path / "sheet.html"
    call_command("contact_sheet", str(path), "--only", "deadlift", "a-skip")
    shown = re.findall(r"<b>(.*?)</b>", path.read_text(encoding="utf-8"))
    assert shown == ["a-skip", "deadlift"]
    with pytest.raises(CommandError, match="Not drawn: moon-lift"):
        call_command("contact_sheet", str(path), "--only", "moon-lift")
