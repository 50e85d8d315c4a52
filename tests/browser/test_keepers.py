"""Pages of keepers in a real browser: the letter's link and code, no script needed, no fault that axe or vnu can find."""

import shutil
import sqlite3
import subprocess
from contextlib import closing

import pytest

from tests.browser.conftest import needed, run_flask, serving
from tests.browser.keepers import walk_as_admin, walk_as_claimant, walk_as_provider
from tests.browser.test_pages import AXE, LOOKS, RUN_AXE, VNU

pytestmark = pytest.mark.browser
ONE_LISTING = """
    SELECT o.id, s.slug FROM organisations o JOIN services s ON s.organisation_id = o.id
    WHERE s.published_on IS NOT NULL ORDER BY length(o.name) DESC
"""


@pytest.fixture(scope="module")
def walked(browser, tmp_path_factory):
    """What was wrong on each page, by its name and look, and the page itself; walked once, without script, in small."""
    data = tmp_path_factory.mktemp("keepers")
    run_flask(data, "seed")
    with closing(sqlite3.connect(data / "directory.sqlite3")) as connection:
        organisation, service = connection.execute(ONE_LISTING).fetchone()
    wrong, pages, asked = {}, {}, []

    def look(name, page):
        page.wait_for_load_state()
        pages[name] = page.content()
        assert page.locator('meta[name="robots"][content="noindex"]').count() == 1, name
        page.evaluate(AXE.read_text())
        for width, dark in LOOKS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
            violations = page.evaluate(RUN_AXE)
            too_wide = page.evaluate("document.documentElement.scrollWidth") - width
            if violations or too_wide > 0:
                wrong[name, width, "dark" if dark else "light"] = (violations, too_wide)

    with serving(data) as site:
        context = browser.new_context()
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        walk_as_claimant(page, site, service, look)
        walk_as_provider(page, site, data, organisation, look)
        walk_as_admin(page, site, data, look)
        context.close()
    return wrong, pages, [url for url in asked if not url.startswith((site, "data:"))], (data / "server.log").read_text()


def test_axe_finds_nothing_and_nothing_scrolls_sideways(walked):
    needed("axe-core", AXE.exists())
    wrong, pages, _, _ = walked

    assert len(pages) >= 24
    assert wrong == {}


def test_the_html_checker_finds_no_error(walked, tmp_path):
    java = shutil.which("java")
    needed("Java", java)
    needed("vnu", VNU.exists())
    for name, html in walked[1].items():
        (tmp_path / f"{name.replace(' ', '-')}.html").write_text(html)
    files = sorted(str(file) for file in tmp_path.glob("*.html"))

    checked = subprocess.run([java, "-jar", str(VNU), "--errors-only", *files], capture_output=True, text=True, check=False)

    assert checked.stderr == ""


def test_no_other_host_is_asked_and_the_log_names_nobody(walked):
    _, _, elsewhere, log = walked
    without_printed_links = "\n".join(line for line in log.splitlines() if not line.startswith("A letter is in "))

    assert elsewhere == []
    assert "accounts.open_link 200" in log
    assert "@example.org" not in log
    assert "/sign-in/" not in without_printed_links
