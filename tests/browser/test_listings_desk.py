"""An editor's first day after an import in a real browser: one listing after the other, by keyboard alone."""

from contextlib import closing
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from directory.accounts.sessions import start_session
from directory.domain.keepers import Role, SecondStep
from directory.store.database import open_database, writing
from directory.store.desk import ids_from_prose
from directory.store.keepers import add_keeper, save_second_step
from directory.store.services import get_services
from tests.browser.conftest import needed, run_flask, serving
from tests.browser.test_pages import AXE, RUN_AXE

pytestmark = pytest.mark.browser
PAGES = (
    "/editors/listings?pick=held", "/editors/listings/{slug}", "/editors/prose", "/editors/listings/{slug}/redact",
    "/editors/audit", "/editors/checks/{slug}",
)  # fmt: skip
# Of those that can be rung, and that are no help in a crisis: there a caution stands first.
LONGEST_NAME = """
    SELECT s.slug FROM services s JOIN contact_points c ON c.service_id = s.id AND c.channel = 'phone'
    WHERE s.published_on IS NOT NULL AND s.is_demonstration = 1 AND coalesce(s.nhs_role, '') = ''
    ORDER BY length(s.name) DESC
"""
WHERE = "document.activeElement.textContent.trim()"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A demonstration's data folder, and what an admin's browser holds."""
    data, now = tmp_path_factory.mktemp("desk"), datetime.now(UTC)
    run_flask(data, "seed")
    with closing(open_database(data / "directory.sqlite3")) as db, writing(db):
        admin = add_keeper(db, email="ada@example.org", role=Role.ADMIN, now=now)
        save_second_step(db, SecondStep(keeper_id=admin.id, secret="never opened", salt="salt", set_up_at=now))
        secret = start_session(db, admin, now, is_whole=True).secret
    return data, secret


@pytest.fixture(scope="module")
def page(browser, desk):
    data, secret = desk
    with serving(data) as site:
        context = browser.new_context(base_url=site)
        context.add_cookies([{"name": "keeper", "value": secret, "url": site}])
        yield context.new_page()
        context.close()


def test_facts_read_from_prose_are_confirmed_with_two_keys_a_listing(desk, page):
    with closing(open_database(desk[0] / "directory.sqlite3")) as db:
        names = [service.name for service in get_services(db, ids_from_prose(db, start=0, most=3))]
    page.goto("/editors/prose")
    page.get_by_role("button", name=names[0]).first.focus()

    for done, following in pairwise(names):
        assert done in page.evaluate(WHERE)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.evaluate(WHERE) == following, "the next listing is in front, and a second Enter would confirm nothing"
        assert page.get_by_role("heading", name=done, exact=True).count() == 0
        page.keyboard.press("Tab")


def test_the_number_to_ring_is_in_reach_on_a_small_phone_however_long_the_name(desk, page):
    with closing(open_database(desk[0] / "directory.sqlite3")) as db:
        (slug,) = db.execute(LONGEST_NAME).fetchone()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"/editors/checks/{slug}?said=saved")

    place = page.locator(".ring__numbers a").first.bounding_box()
    assert place["y"] + place["height"] <= 640


def test_the_pages_of_listings_have_no_fault_that_axe_can_find(desk, page):
    needed("axe-core", AXE.exists())
    with closing(open_database(desk[0] / "directory.sqlite3")) as db:
        slug = db.execute("SELECT slug FROM services WHERE published_on IS NOT NULL ORDER BY length(name) DESC").fetchone()[
            0
        ]
    wrong = {}
    for path in PAGES:
        page.goto(path.format(slug=slug))
        page.evaluate(AXE.read_text())
        for width, scheme in ((320, "light"), (1280, "dark")):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            too_wide = page.evaluate("document.documentElement.scrollWidth") - width
            if (found := page.evaluate(RUN_AXE)) or too_wide > 0:
                wrong[path, width] = (found, too_wide)

    assert wrong == {}
