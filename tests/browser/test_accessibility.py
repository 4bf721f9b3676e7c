"""No page breaks a rule of WCAG 2.2 AA that a machine can check, on a desk or a phone, by day or by night."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from clients.actions import add_client, ask_trainer, record_mass, write_note
from clients.models import Client
from exercises.models import Exercise
from exercises.own import save_own
from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import answered, practice, sign_in
from trainer.accounts.models import User
from trainer.editorial.actions import ask, publish, save_line
from trainer.editorial.reading import Seen, published_lines, seen_now

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EVERY_RULE = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
# By night only the colours are others.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
NARROWEST = 360


def test_pages_for_anyone(library: None, open_page: Callable[..., Page]) -> None:
    addresses = [
        reverse("web:home"),
        reverse("account_login"),
        reverse("clients:join"),
        reverse("account_reset_password"),
        reverse("exercises:list"),
        reverse("exercises:detail", args=["romanian-deadlift"]),
        reverse("exercises:card", args=["romanian-deadlift"]),
        reverse("exercises:anatomy"),
        reverse("exercises:anatomy_show"),
        reverse("exercises:muscle", args=["hamstrings"]),
        reverse("exercises:muscle", args=["biceps-femoris-short-head"]),
        reverse("exercises:why_train"),
        reverse("exercises:injuries"),
        reverse("exercises:preventing"),
        reverse("exercises:references"),
    ]
    check(open_page(reduced_motion="reduce"), addresses)


def test_pages_of_a_trainer(
    programs: None, ana: User, bob: User, zoe: Client, open_page: Callable[..., Page]
) -> None:
    practice(zoe, ana)
    hers = Exercise(name="Hill walk", pattern="hip", level="B", measures=["reps"], tags_known=False)
    save_own(exercise=hers, shares={}, cues=[], film="https://films.example/", by=ana)
    theirs = add_client(by=bob, name="Maya", consent_training=True, consent_health=True)
    ask_trainer(client=theirs, by=bob, email=ana.email, role="assistant")
    page = open_page(reduced_motion="reduce")
    sign_in(page, ana.email)
    addresses = [
        reverse("roster:list"),
        reverse("clients:new"),
        reverse("clients:requests"),
        reverse("balance:tests"),
        reverse("exercises:list"),
        reverse("exercises:own_new", query={"from": "romanian-deadlift"}),
        reverse("exercises:own_archived"),
        hers.get_absolute_url(),
        reverse("exercises:own_edit", args=[hers.slug]),
        reverse("programs:list"),
        reverse("programs:detail", args=["beginner-8-weeks"]),
        reverse("programs:assign", args=["nordic-10-weeks"], query={"client": zoe.pk}),
        reverse("accounts:settings"),
        reverse("account_change_password"),
        reverse("mfa_index"),
    ]
    check(page, addresses)


def test_pages_about_a_client(
    programs: None, ana: User, bob: User, zoe: Client, open_page: Callable[..., Page]
) -> None:
    workout = practice(zoe, ana)
    injury, test = zoe.injuries.get(), zoe.strength_tests.latest("tested_on")
    screen = answered(zoe, ana)
    note = write_note(client=zoe, by=ana, text="Sleeps badly.")
    mass = record_mass(client=zoe, by=ana, measured_on=zoe.today(), kg=Decimal("62.5"))
    zoe.coachings.create(trainer=bob, role="assistant")
    ask_trainer(client=zoe, by=ana, email="cleo@example.com", role="assistant")
    page = open_page(reduced_motion="reduce")
    sign_in(page, ana.email)
    addresses = [
        reverse("roster:client", args=[zoe.pk]),
        reverse("clients:edit", args=[zoe.pk]),
        reverse("clients:invite", args=[zoe.pk]),
        reverse("clients:notes", args=[zoe.pk]),
        reverse("clients:note", args=[zoe.pk, note.pk]),
        reverse("clients:masses", args=[zoe.pk]),
        reverse("clients:mass", args=[zoe.pk, mass.pk]),
        reverse("clients:trainers", args=[zoe.pk]),
        reverse("clients:end_coaching", args=[zoe.pk]),
        reverse("clients:conditions", args=[zoe.pk]),
        reverse("clients:client_screening", args=[zoe.pk]),
        reverse("clients:screening_ask", args=[zoe.pk]),
        reverse("clients:screening_answers", args=[zoe.pk, screen.pk]),
        reverse("clients:injuries", args=[zoe.pk]),
        reverse("clients:injury", args=[zoe.pk, injury.pk]),
        reverse("clients:injury_new", args=[zoe.pk]),
        reverse("clients:injury_stage", args=[zoe.pk, injury.pk]),
        reverse("programs:client_program", args=[zoe.pk]),
        reverse("programs:instead", args=[zoe.pk, workout.assignment_id, "hip-thrust"]),
        reverse("programs:cue", args=[zoe.pk, "glute-bridge"]),
        reverse("session_logs:sessions", args=[zoe.pk]),
        workout.get_absolute_url(),
        reverse("balance:balance", args=[zoe.pk]),
        reverse("balance:target", args=[zoe.pk]),
        reverse("balance:test", args=[zoe.pk, test.pk]),
        reverse("balance:test_choose", args=[zoe.pk]),
        reverse("balance:test_new", args=[zoe.pk, test.protocol]),
        reverse("balance:retest", args=[zoe.pk, test.protocol]),
        reverse("balance:report", args=[zoe.pk]),
    ]
    check(page, addresses)


def test_pages_of_a_client(
    programs: None, ana: User, zoe: Client, zoe_user: User, open_page: Callable[..., Page]
) -> None:
    workout = practice(zoe, ana)
    page = open_page(PHONE, reduced_motion="reduce")
    sign_in(page, zoe_user.email)
    addresses = [
        reverse("session_logs:today"),
        workout.get_absolute_url(),
        reverse("session_logs:sudden", args=[workout.pk]),
        reverse("clients:happened"),
        reverse("clients:happened_next", args=[zoe.injuries.get().pk]),
        reverse("session_logs:history"),
        reverse("balance:progress"),
        reverse("balance:own_report"),
        reverse("privacy:my_data"),
        reverse("clients:screening"),
    ]
    check(page, addresses)


def test_pages_of_an_admin(library: None, site_admin: User, open_page: Callable[..., Page]) -> None:
    exercise = Exercise.objects.get(slug="romanian-deadlift")
    other = User.objects.create_user("tomas@example.com", name="Tomas Berg", is_staff=True)
    line = published_lines(exercise)[1]
    for by, words in ((site_admin, "Mine"), (other, "Theirs")):
        seen, new = seen_now(exercise, by), replace(line, headline=words)
        save_line(exercise=exercise, by=by, seen=seen, line=new)
    draft = ask(exercise=exercise, by=other, seen=seen_now(exercise, other), reason="Why.", source=None)
    page = open_page(reduced_motion="reduce")
    sign_in(page, site_admin.email)
    editor = reverse("editorial:editor", args=[exercise.slug])
    addresses = [
        reverse("editorial:index"),
        f"{editor}?edit={line.cue}",
        f"{editor}?edit=new",
        reverse("editorial:review", args=[exercise.slug, draft.pk]),
    ]
    check(page, addresses)
    asked = Seen(draft.pk, draft.version, 1)
    publish(exercise=exercise, by=site_admin, seen=asked, reason="Why.", source=None)
    check(page, [editor, reverse("editorial:version", args=[exercise.slug, 2])])


def check(page: Page, addresses: list[str]) -> None:
    faults = [fault for address in addresses for fault in faults_of(page, address)]
    assert not faults, "\n".join(faults)


def faults_of(page: Page, address: str) -> Iterator[str]:
    """What is wrong with one page on a desk, on a phone and on the narrowest phone."""
    page.goto(address)
    open_everything(page)
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme, rules in (("light", EVERY_RULE), ("dark", COLOURS)):
            page.emulate_media(color_scheme=scheme)
            for broken in Axe().run(page, options=rules).response["violations"]:
                for node in broken["nodes"]:
                    where = f"{address} {width} {scheme}: {broken['id']} {node['target']}"
                    yield f"{where} {node['failureSummary']}"
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    if (wide := page.evaluate("document.scrollingElement.scrollWidth")) > NARROWEST:
        yield f"{address} scrolls sideways: {wide} px wide on a screen of {NARROWEST} px"


def open_everything(page: Page) -> None:
    """What is folded away is part of the page."""
    page.evaluate("document.querySelectorAll('main details').forEach(details => details.open = true)")
