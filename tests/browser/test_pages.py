"""What must hold on every page, at phone and desk size, in light and dark, as a browser sees it."""

import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import ROOT, needed
from tests.browser.pages import ELSEWHERE, FIXED, SEARCHES, all_paths

pytestmark = pytest.mark.browser

AXE = ROOT / "node_modules/axe-core/axe.min.js"
VNU = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
IN_A_SEARCH = ("a listing in a search", "an option in a search")
EVERY_PAGE = [*FIXED, "a listing", "wrong listing", "an organisation", *IN_A_SEARCH, *SEARCHES, *ELSEWHERE]
# Each width and each scheme once: what a width breaks, and what a scheme does to contrast, do not hang on one another.
LOOKS = [(320, True), (1280, False)]
RESULTS_WEIGHT = 60 * 1024
RUN_AXE = "async () => (await axe.run()).violations.map(v => [v.id, v.nodes.map(n => n.html)])"


@pytest.fixture(scope="module")
def paths(browser, site):
    """Every page's path, the listings' as a visitor comes upon them."""
    page = browser.new_page()
    page.goto(f"{site}/organisations")
    organisation = page.locator("main a[href^='/organisations/']").first.get_attribute("href")
    page.goto(site + organisation)
    listing = page.locator("main a[href^='/services/']").first.get_attribute("href")
    found = all_paths(site, listing, organisation)
    page.goto(site + found["results"])
    page.goto(page.locator("main article h3 a").first.evaluate("link => link.href"))
    found["a listing in a search"] = urlsplit(page.url).path
    found["an option in a search"] = found["a listing in a search"].replace("/find/", "/professionals/find/")
    page.close()
    return found


@pytest.fixture(scope="module")
def one_page(browser):
    """One page for a whole row of visits: a browser of one's own for each costs more than the visit.

    Without motion, so that no colour is measured half-way between light and dark.
    """
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(one_page, site, paths, name):
    needed("axe-core", AXE.exists())
    one_page.goto(site + paths[name])
    one_page.evaluate(AXE.read_text())
    wrong = {}
    for width, dark in LOOKS:
        one_page.set_viewport_size({"width": width, "height": 900})
        one_page.emulate_media(color_scheme="dark" if dark else "light")
        violations = one_page.evaluate(RUN_AXE)
        too_wide = one_page.evaluate("document.documentElement.scrollWidth") - width
        if violations or too_wide > 0:
            wrong[width, "dark" if dark else "light"] = (violations, too_wide)

    assert wrong == {}


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_a_page_asks_no_other_host_and_leaves_nothing_behind(one_page, site, paths, name):
    asked, said = [], []
    one_page.on("request", lambda request: asked.append(request.url))
    one_page.on("console", lambda message: said.append(message.text))

    one_page.goto(site + paths[name])

    assert asked
    assert [url for url in asked if not url.startswith((site, "data:"))] == []
    assert one_page.context.cookies() == []
    assert one_page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert [text for text in said if "status of 4" not in text] == []


def test_the_html_checker_finds_no_error(browser, site, paths, tmp_path):
    java = shutil.which("java")
    needed("Java", java)
    needed("vnu", VNU.exists())
    page = browser.new_page(java_script_enabled=False)
    for name, path in paths.items():
        reply = page.goto(site + path)
        (tmp_path / f"{name.replace(' ', '-')}.html").write_bytes(reply.body())
    page.close()
    files = sorted(str(file) for file in Path(tmp_path).glob("*.html"))

    checked = subprocess.run([java, "-jar", str(VNU), "--errors-only", *files], capture_output=True, text=True, check=False)

    assert checked.stderr == ""


@pytest.mark.parametrize("name", ["results", "refined", "tonight for someone", "waiting for someone", "told no for someone"])
def test_a_page_of_results_weighs_at_most_sixty_kilobytes(browser, site, paths, name):
    context = browser.new_context()
    page = context.new_page()
    weights = {}
    page.on("response", lambda reply: weights.update({reply.url: len(reply.body())}))

    page.goto(site + paths[name], wait_until="networkidle")
    total = sum(weights.values())
    context.close()

    assert total <= RESULTS_WEIGHT, {url[-60:]: weight for url, weight in weights.items()}


@pytest.mark.parametrize("name", ["home", "results", "a listing"])
def test_words_may_be_twice_as_large_on_a_phone(visit, paths, name):
    page = visit(paths[name], width=320)
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("name", ["results", "a listing"])
def test_a_page_prints_with_its_numbers_in_words(visit, paths, name):
    page = visit(paths[name])
    page.emulate_media(media="print")

    text = page.inner_text("body")

    assert re.search(r"999", text)
    assert page.locator("form").first.is_hidden() or page.locator("form").count() == 0


@pytest.mark.parametrize("path", ["/", "/urgent", "/find/x", "/services/anything", "/needs"])
def test_with_the_database_gone_the_numbers_are_there(visit, broken_site, path):
    page = visit(path, at=broken_site)

    text = page.inner_text("body")

    for number in ("999", "111", "85258", "0800 1111", "116 123"):
        assert number in text
