"""From the letter that asks to "all still right": two presses, no password; and every page of it in a real browser."""

import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urljoin
from urllib.request import Request, urlopen

import pytest

from directory.domain.keepers import Role
from directory.store.checks import get_checks
from directory.store.database import open_database, touch_content, writing
from directory.store.keepers import add_keeper, save_keeper
from directory.store.services import get_service_by_slug
from tests.browser.conftest import needed, run_flask, serving
from tests.browser.keepers import sign_in
from tests.browser.test_pages import AXE, LOOKS, RUN_AXE, VNU
from tests.mail.conftest import running_mail_server

pytestmark = pytest.mark.browser
# One with hours, a wait and a number, and with the longest name that there is of those.
ONE_LISTING = """
    SELECT s.slug FROM services s WHERE s.published_on IS NOT NULL AND EXISTS (SELECT 1 FROM waits WHERE service_id = s.id)
    AND EXISTS (SELECT 1 FROM contact_points WHERE service_id = s.id AND channel = 'phone' AND schedules IS NOT NULL)
    ORDER BY length(s.name) DESC
"""
HOUSE = ("", "/yearly", "/waits", "/closed", "/new-people", "/alert")
SIGNED_IN = (
    "/ended", "/contact", "/facts/what", "/facts/needs", "/facts/audiences", "/facts/front-door", "/ages", "/told",
    "/area", "/address", "/preview/young-person", "/preview/gp",
)  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keeping")
    run_flask(folder, "seed")
    return folder


@pytest.fixture(scope="module")
def site(data):
    with serving(data) as address:
        yield address


@pytest.fixture(scope="module")
def listing(data):
    """A listing of the demonstration, and Sam, who keeps it."""
    with closing(sqlite3.connect(data / "directory.sqlite3")) as connection:
        slug = connection.execute(ONE_LISTING).fetchone()[0]
    db = open_database(data / "directory.sqlite3")
    service = get_service_by_slug(db, slug)
    with writing(db):
        keeper = add_keeper(db, email="sam@example.org", role=Role.PROVIDER, now=datetime.now(UTC))
        keeper = type(keeper)(**{**vars(keeper), "organisations": frozenset({service.organisation_id})})
        save_keeper(db, keeper)
    yield db, keeper, service
    db.close()


@pytest.fixture(scope="module")
def letter(site, data, listing):
    """What `flask reminders send` has sent through a real mail server, to those whose listing is due."""
    db, _, service = listing
    with writing(db):
        db.execute("DELETE FROM checks WHERE service_id = ?", [service.id])
        db.execute("UPDATE services SET published_on = '2025-01-02' WHERE id = ?", [service.id])
        touch_content(db)
    with running_mail_server() as server:
        mail = {"HOST": "127.0.0.1", "PORT": str(server.port), "FROM": "directory@example.org", "SECURITY": "none"}
        settings = {f"DIRECTORY_MAIL_{name}": value for name, value in mail.items()} | {"DIRECTORY_ADDRESS": site}
        with pytest.MonkeyPatch.context() as here:
            for name, value in settings.items():
                here.setenv(name, value)
            said = run_flask(data, "reminders", "send")
        assert "1 letter to 1 organisation." in said
        ((to, message),) = server.inbox.received
    assert to == ["sam@example.org"]
    return message.get_content().replace("\r\n", "\n")


def link_in(letter, site):
    return next(line for line in letter.split("\n") if line.startswith(f"{site}/manage/reminder/"))


def everything_in(data):
    """The whole database, as text."""
    with closing(sqlite3.connect(data / "directory.sqlite3")) as connection:
        return "\n".join(connection.iterdump())


def test_a_scanner_that_opens_every_link_before_a_person_does_changes_nothing(site, data, letter):
    before, link = everything_in(data), link_in(letter, site)
    seen, waiting = set(), [link]
    while waiting:
        address = waiting.pop()
        seen.add(address)
        for method in ("HEAD", "GET"):
            with urlopen(Request(address, method=method)) as reply:  # noqa: S310  # our own server
                page = reply.read().decode()
        found = {urljoin(address, unescape(href)).partition("#")[0] for href in re.findall(r'href="([^"]+)"', page)}
        waiting += [one for one in found if one.startswith(link) and one not in {*seen, *waiting}]

    assert len(seen) > 5
    assert everything_in(data) == before


def test_two_presses_from_the_letter_record_that_all_is_still_right(browser, site, listing, letter):
    db, _, service = listing
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    before = get_checks(db, [service.id])[service.id]

    page.goto(link_in(letter, site))
    page.goto(link_in(letter, site))
    assert get_checks(db, [service.id])[service.id] == before
    page.get_by_role("button", name="All still right").click()

    assert "still right today" in page.get_by_role("status").inner_text()
    told = get_checks(db, [service.id])[service.id]
    assert {check.scope.value for check in told if check not in before} == {"contact", "wait"}
    assert context.cookies() == []
    page.goto(f"{site}/services/{service.slug}")
    assert "by the people who run it (the service told us)" in page.locator("#main").inner_text()
    context.close()


@pytest.fixture
def walked(browser, site, data, listing, letter):
    """What was wrong on each page, by its name and look, and the page itself."""
    _, _, service = listing
    wrong, pages = {}, {}
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()

    def look(name):
        pages[name] = page.content()
        page.evaluate(AXE.read_text())
        for width, dark in LOOKS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
            violations = page.evaluate(RUN_AXE)
            too_wide = page.evaluate("document.documentElement.scrollWidth") - width
            if violations or too_wide > 0:
                wrong[name, width, "dark" if dark else "light"] = (violations, too_wide)

    phone = next(one for one in service.contact_points if one.channel == "phone" and one.schedules)
    of_phone = (f"/hours/{phone.id}", f"/dead/{phone.id}")
    for start, paths in (
        (link_in(letter, site), HOUSE[:3]),
        (f"{site}/manage/services/{service.slug}", (*HOUSE, *of_phone, *SIGNED_IN, f"/contact/{phone.id}")),
    ):
        is_link = "reminder" in start
        if not is_link:
            sign_in(page, site, data, lambda *_: None)
            page.goto(f"{site}/manage")
            look("home")
        for path in paths:
            page.goto(start + path)
            look(f"{'link' if is_link else 'desk'}{path}")
    walk_through_sending(page, f"{site}/manage/services/{service.slug}", phone.id, look)
    context.close()
    return wrong, pages


def walk_through_sending(page, start, phone, look):
    page.goto(f"{start}/waits")
    page.get_by_label("From, in weeks").first.fill("soon")
    page.get_by_role("button", name="Show this wait now").click()
    look("a wait with a mistake")
    page.get_by_label("From, in weeks").first.fill("50")
    page.get_by_label("To, in weeks").first.fill("200")
    page.get_by_label("From, in weeks").last.fill("50")
    page.get_by_label("To, in weeks").last.fill("200")
    page.get_by_role("button", name="Show this wait now").click()
    look("a wait that jumps")
    page.goto(f"{start}/facts/what")
    page.get_by_label("What it is, in one sentence").fill("After triage we see you.")
    page.get_by_role("button", name="Send it to an editor").click()
    look("a text with a warning")
    page.get_by_role("button", name="Keep for later").click()
    look("a draft at the listing")
    page.goto(f"{start}/facts/what")
    look("a draft at its form")
    page.goto(f"{start}/closed")
    page.get_by_label("Yes, closed for now").check()
    page.get_by_role("button", name="Show this now").click()
    look("closed, with undo")
    page.goto(f"{start}/contact/{phone}")
    page.get_by_label("The number or address").fill("01632 960888")
    page.get_by_role("button", name="Send it to an editor").click()
    look("a number that waits")
    page.get_by_role("button", name="Undo").first.click()
    look("taken back")


def test_every_page_is_sound_by_axe_and_the_html_checker_and_none_scrolls_sideways(walked, tmp_path):
    needed("axe-core", AXE.exists())
    java = shutil.which("java")
    needed("Java", java)
    needed("vnu", VNU.exists())
    wrong, pages = walked
    for name, html in pages.items():
        (tmp_path / f"{name.replace(' ', '-').replace('/', '_')}.html").write_text(html)
    files = sorted(str(file) for file in tmp_path.glob("*.html"))

    checked = subprocess.run([java, "-jar", str(VNU), "--errors-only", *files], capture_output=True, text=True, check=False)

    assert len(pages) >= 25
    assert wrong == {}
    assert checked.stderr == ""
