import re
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import Client as Browser
from django.utils import timezone

from exercises.catalogue import FOLDER, read, shipped
from exercises.entries import CatalogueError
from exercises.models import Exercise, Muscle, MuscleShare, Source
from exercises.muscle_pages import HEADS, thigh_of_muscle
from trainer.accounts.models import User

READ = ["/learn/why-train/", "/learn/injuries/", "/learn/preventing/", "/learn/references/"]
PAGES = ["/anatomy/", "/anatomy/show/", *READ]
TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))
CITE = re.compile(r"{% cite ([^%]+?) ?%}")


def muscles() -> list[str]:
    return [f"/anatomy/{slug}/" for slug in shipped().muscles]


def cited_in(text: str) -> set[str]:
    return {key for keys in CITE.findall(text) for key in re.findall(r'"([^"]+)"', keys)}


def anchors(html: str) -> set[str]:
    return set(re.findall(r'href="/learn/references/#([^"]+)"', html)) - {"mended"}


def outside(html: str) -> set[str]:
    return set(re.findall(r'href="(https?://[^"]+)"', html))


def trained(html: str) -> list[tuple[str, list[str]]]:
    """Each heading of the exercises with the names under it."""
    parts = re.split(r"<h2>(A whole set|Half a set) each", html)
    return [
        (parts[at], re.findall(r'class="row-link" href="[^"]+">([^<]+)<', parts[at + 1]))
        for at in range(1, len(parts), 2)
    ]


@pytest.mark.parametrize("address", PAGES)
def test_anybody_may_read(client: Browser, library: None, address: str) -> None:
    page = client.get(address)
    assert page.status_code == 200
    assert page.text.count("<h1") == 1


@pytest.mark.parametrize("address", [*PAGES, "/anatomy/hamstrings/"])
def test_a_page_that_has_not_changed_is_not_sent_again(client: Browser, library: None, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_every_muscle_has_a_page_of_its_own(client: Browser, library: None) -> None:
    for slug, entry in shipped().muscles.items():
        page = client.get(f"/anatomy/{slug}/")
        assert page.status_code == 200
        assert entry.does in page.text.replace("&#x27;", "'")


@pytest.mark.parametrize("address", [*PAGES, "/anatomy/hamstrings/"])
def test_the_pages_are_only_read(client: Browser, library: None, address: str) -> None:
    assert client.post(address).status_code == 405


def test_a_muscle_that_does_not_exist_is_not_found(client: Browser, library: None) -> None:
    assert client.get("/anatomy/gastrocnemius/").status_code == 404


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_stand_before_the_library_is_loaded(client: Browser, db: None, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", ["/anatomy/", *READ])
def test_one_row_of_links_goes_across_everything_to_read(
    client: Browser, library: None, address: str
) -> None:
    row = re.search(r'<nav class="tabs[^>]*>(.*?)</nav>', client.get(address).text, re.S)
    assert row
    assert re.findall(r'href="([^"]+)"', row[1]) == ["/anatomy/", *READ]
    assert re.findall(r'href="([^"]+)" aria-current="page"', row[1]) == [address]


@pytest.mark.parametrize("template", [path for path in TEMPLATES if "{% cite" in path.read_text()])
def test_what_a_template_cites_is_a_source(template: Path) -> None:
    assert cited_in(template.read_text()) <= set(shipped().sources)


@pytest.mark.parametrize("address", ["/anatomy/", *READ])
def test_each_page_names_where_it_comes_from(client: Browser, library: None, address: str) -> None:
    found = anchors(client.get(address).text)
    assert found
    assert found <= set(shipped().sources)


def test_what_is_shown_to_a_client_names_its_sources_without_a_link(client: Browser, library: None) -> None:
    page = client.get("/anatomy/show/").text
    assert anchors(page) == set()
    assert all(
        shipped().sources[key].short in page for key in ("aagaard-1995", "baroni-2020", "risberg-2018")
    )


def test_every_muscle_names_its_sources_or_has_no_origin_to_prove(client: Browser, library: None) -> None:
    for slug, entry in shipped().muscles.items():
        assert set(entry.sources) <= anchors(client.get(f"/anatomy/{slug}/").text)
        assert entry.sources or not entry.origin


def test_every_claim_leads_to_its_line_on_the_page_of_references(client: Browser, library: None) -> None:
    pages = [client.get(address).text for address in [*PAGES, *muscles()]]
    ids = re.findall(r'id="([^"]+)"', client.get("/learn/references/").text)
    assert len(ids) == len(set(ids))
    for page in pages:
        assert anchors(page) <= set(ids)


def test_no_address_outside_is_made_up(client: Browser, library: None) -> None:
    known = {source.address for source in Source.objects.all()}
    pages = {address: outside(client.get(address).text) for address in [*PAGES, *muscles()]}
    assert {address: found - known for address, found in pages.items() if found - known} == {}
    for doi in ("10.1007/s40279-016-0638-2", "10.5604/20831862.1077554", "10.1519/SSC.0000000000000538"):
        assert f"https://doi.org/{doi}" in pages["/learn/references/"]


def test_a_source_cited_from_memory_says_so() -> None:
    def shown(key: str) -> str:
        return Template("{% load library %}{% cite key %}").render(Context({"key": key}))

    assert ">Gray&#x27;s Anatomy</a>, from memory)" in shown("grays-anatomy")
    assert "from memory" not in shown("kubo-2019")


def test_a_source_that_an_admin_mended_is_shown_mended(client: Browser, library: None) -> None:
    Source.objects.filter(key="hickey-2022").update(citation="Hickey 2022, mended")
    assert "Hickey 2022, mended" in client.get("/learn/references/").text


@pytest.mark.parametrize("group", ["hamstrings", "quadriceps", "glutes", "adductors", "erectors"])
def test_a_muscle_leads_to_its_exercises_sorted_by_share(client: Browser, library: None, group: str) -> None:
    rows = MuscleShare.objects.filter(muscle__slug=group, share__gt=0)
    expected = []
    for share, heading in (("1", "A whole set"), ("0.5", "Half a set")):
        if names := sorted(rows.filter(share=share).values_list("exercise__name", flat=True)):
            expected.append((heading, names))
    assert trained(client.get(f"/anatomy/{group}/").text) == expected
    assert expected


def test_a_share_on_weak_evidence_is_marked(client: Browser, library: None) -> None:
    weak = MuscleShare.objects.filter(muscle__slug="hamstrings", weak=True).count()
    assert client.get("/anatomy/hamstrings/").text.count("Weak evidence") == weak > 0


def test_an_archived_exercise_no_longer_trains_a_muscle(client: Browser, library: None) -> None:
    assert "Seated leg curl" in trained(client.get("/anatomy/hamstrings/").text)[0][1]
    Exercise.objects.filter(slug="seated-leg-curl").update(archived_at=timezone.now())
    assert "Seated leg curl" not in trained(client.get("/anatomy/hamstrings/").text)[0][1]


def test_an_exercise_of_ones_own_is_shown_to_nobody_else(
    client: Browser, as_ana: Browser, as_bob: Browser, ana: User, library: None
) -> None:
    own = Exercise.objects.create(slug="sled-drag", name="Sled drag", pattern="hip", level="B", owner=ana)
    own.shares.create(muscle=Muscle.objects.get(slug="hamstrings"), share=1)
    shown = ["Sled drag" in browser.get("/anatomy/hamstrings/").text for browser in (as_ana, as_bob, client)]
    assert shown == [True, False, False]


def test_a_part_of_a_muscle_claims_no_share_of_its_own(client: Browser, library: None) -> None:
    page = client.get("/anatomy/semitendinosus/").text
    assert trained(page) == []
    assert 'href="/anatomy/hamstrings/#exercises"' in page
    assert "Zebis 2013" in page
    assert "Not known from a source of ours" in client.get("/anatomy/vastus-lateralis/").text


def test_only_the_muscle_of_the_page_is_in_colour() -> None:
    for slug, code in HEADS.items():
        thigh = thigh_of_muscle(slug)
        assert thigh
        assert re.findall(r"muscle-(\w+) anatomy__muscle--level-3", thigh.named) == [code]
    assert thigh_of_muscle("erectors") is None


def test_the_exercise_leads_to_the_muscle_it_works(client: Browser, library: None) -> None:
    link = re.compile(r'href="(/anatomy/[a-z-]+/)">Where it works')
    assert link.findall(client.get("/exercises/deadlift/").text) == ["/anatomy/hamstrings/"]
    assert link.findall(client.get("/exercises/leg-extension/").text) == ["/anatomy/quadriceps/"]


def test_what_is_shown_to_a_client_has_one_way_out_and_nothing_else_to_press(
    as_ana: Browser, library: None
) -> None:
    page = as_ana.get("/anatomy/show/").text
    assert "<nav" not in page
    assert "<button" not in page
    assert re.findall(r'<a class="(show__close|skip)" href="([^"]+)"', page) == [
        ("skip", "#main"),
        ("show__close", "/anatomy/"),
    ]


def test_programmes_are_offered_to_trainers_alone(client: Browser, as_ana: Browser, library: None) -> None:
    main = re.compile(r"<main.*</main>", re.S)
    pages = [main.search(browser.get("/learn/why-train/").text) for browser in (client, as_ana)]
    assert ['href="/programs/"' in page[0] for page in pages if page] == [False, True]


def test_queries_do_not_grow_with_the_exercises(
    client: Browser, library: None, queries: Callable[[Callable[[], Any]], int]
) -> None:
    addresses = ["/anatomy/hamstrings/", *PAGES]

    def counted() -> list[int]:
        return [queries(lambda address=address: client.get(address)) for address in addresses]

    many = counted()
    few = ["romanian-deadlift", "lying-leg-curl", "leg-extension", "back-squat", "nordic-hamstring"]
    Exercise.objects.exclude(slug__in=few).delete()
    assert len(few) == Exercise.objects.count()
    assert counted() == many
    assert max(many) <= 8


def test_a_claim_about_an_unknown_exercise_or_source_is_refused(tmp_path: Path) -> None:
    folder = Path(copytree(FOLDER, tmp_path / "catalogue"))
    path = folder / "muscles.toml"
    text = path.read_text().replace('exercise = "seated-leg-curl"', 'exercise = "sled"', 1)
    path.write_text(text.replace('sources = ["maeo-2024"]', 'sources = ["maeo-2042"]', 1))
    with pytest.raises(CatalogueError) as caught:
        read(folder)
    assert "muscles.toml, hamstrings, evidence 1, exercise: 'sled' is not known" in caught.value.faults
    assert "muscles.toml, hamstrings, evidence 2, sources: 'maeo-2042' is not known" in caught.value.faults
