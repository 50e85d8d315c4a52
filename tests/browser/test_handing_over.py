"""What a professional hands over: copied by one press, printed on one sheet, opened again from the sheet's code."""

import io
import re
import sqlite3
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from tests.browser.conftest import run_flask, serving

pytestmark = pytest.mark.browser

FOUR = "zz6a7.7uzvg.p6thk.w4ze5"
A4_POINTS = (595, 842)
SMALLEST_POINTS = 14
# The page inside its margins of 10 and 12 millimetres, in pixels.
PRINTED = {"width": 703, "height": 1046}
# Words on the sheet that are hidden by a clamp, or that say themselves that they go on.
CUT = """() => [...document.querySelectorAll(".sheet__places h2, .sheet__places p")]
  .filter((one) => /\u2026|\\.\\.\\./.test(one.textContent) || one.scrollHeight > one.clientHeight + 2
    || one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.textContent)"""
LONG_NAME = (
    "The Partnership for Emotional Wellbeing of Children, Young People and their Families in the South East, WWWW " * 2
)
LONG_WORDS = (
    "Come as you are and talk with us for as long as you like about what is on your mind, at home or at school. " * 4
)


@pytest.fixture(scope="module")
def public_codes(site, tmp_path_factory):
    """Of every service of the demonstration that may be handed over."""
    data = next(tmp_path_factory.getbasetemp().glob("demonstration*"))
    db = sqlite3.connect(data / "directory.sqlite3")
    rows = db.execute("SELECT code FROM services WHERE published_on IS NOT NULL AND NOT suspended ORDER BY code")
    codes = [row[0] for row in rows]
    db.close()
    return codes


@pytest.fixture(scope="module")
def wordy_site(tmp_path_factory):
    """The demonstration with names and words as long as anybody may write them."""
    data = tmp_path_factory.mktemp("wordy")
    run_flask(data, "seed")
    lengthen(data / "directory.sqlite3")
    with serving(data) as address:
        yield address


def lengthen(path: Path) -> None:
    db = sqlite3.connect(path)
    with db:
        db.execute("UPDATE services SET name = ? || name, summary = ?", (LONG_NAME, LONG_WORDS))
        db.execute("UPDATE organisations SET name = ? || name", (LONG_NAME,))
    db.close()


def printed(page):
    """The page as paper: a PDF."""
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("heading", ["places", "today"])
def test_a_hand_out_of_four_prints_on_one_sheet_of_a4(visit, heading):
    paper = printed(visit(f"/professionals/handout/{FOUR}?heading={heading}"))

    assert len(paper.pages) == 1
    assert tuple(round(float(side)) for side in paper.pages[0].mediabox[2:]) == A4_POINTS
    assert "01632 960081" in paper.pages[0].extract_text()


def test_however_long_the_words_it_is_one_sheet(visit, wordy_site):
    page = visit(f"/professionals/handout/{FOUR}", at=wordy_site)
    paper = printed(page)

    assert len(paper.pages) == 1
    text = " ".join(paper.pages[0].extract_text().split())
    for number in ("01632 960081", "07700 900081", "0800 1111", "116 123", "85258"):
        assert number in text


def test_no_fact_is_cut_on_the_printed_sheet_whichever_four_are_picked(visit, public_codes):
    page = visit("/professionals")
    page.set_viewport_size(PRINTED)
    page.emulate_media(media="print")
    for start in range(0, len(public_codes), 4):
        four = ".".join(public_codes[start : start + 4])
        page.goto(re.sub(r"/professionals.*", f"/professionals/handout/{four}", page.url))

        assert page.evaluate("document.querySelector('.sheet').getBoundingClientRect().height") <= PRINTED["height"], four
        assert page.evaluate(CUT) == [], four


def test_ages_and_hours_are_whole_on_paper(visit):
    text = " ".join(printed(visit("/professionals/handout/mkgpa.9t6an.3uh4x.k9eeq")).pages[0].extract_text().split())

    for words in ("For ages 13 to 18.", "or to 25 if you have special needs, or to 21 if you have left care.",
                  "Wed midday to 8pm, Sat 10am to 1pm not bank hols.", "It has closed for good.",
                  "not taking new people"):  # fmt: skip
        assert words in text


def test_everything_on_the_sheet_is_in_large_type(visit):
    page = visit(f"/professionals/handout/{FOUR}")
    page.emulate_media(media="print")
    sizes = page.evaluate(
        """() => [...document.querySelectorAll("body *")]
             .filter((one) => one.offsetParent)
             .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
             .map((one) => parseFloat(getComputedStyle(one).fontSize) * 0.75)"""
    )

    assert len(sizes) > 20
    assert min(sizes) >= SMALLEST_POINTS


def test_it_prints_black_on_white_in_the_dark_too(visit):
    page = visit(f"/professionals/handout/{FOUR}", dark=True)
    page.emulate_media(media="print")

    assert page.locator(".sheet").evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"


@pytest.mark.parametrize("width", [320, 1280])
def test_the_code_leads_to_the_list(visit, site, width):
    page = visit(f"/professionals/handout/{FOUR}", width=width)
    picture = Image.open(io.BytesIO(page.locator("svg.qr").screenshot()))
    read = zxingcpp.read_barcodes(picture)

    assert [code.text for code in read] == [f"{site}/list/{FOUR}"]
    assert len(read[0].text) <= 60
    assert page.goto(read[0].text).status == 200
    assert "Nightjar" in page.inner_text("main")


def test_a_long_host_name_has_a_shorter_address(visit, tmp_path_factory, monkeypatch):
    monkeypatch.setenv("DIRECTORY_ADDRESS", "https://www.our-directory.org.uk")
    data = tmp_path_factory.mktemp("named")
    run_flask(data, "seed")
    with serving(data) as address:
        page = visit(f"/professionals/handout/{FOUR}", at=address)
        read = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.locator("svg.qr").screenshot())))
        path = re.sub(r"https://[^/]+", "", read[0].text)

        assert len(read[0].text) <= 60
        assert page.goto(address + path).status == 200
        assert page.locator("thead th[scope=col] a").count() == 4


def test_the_record_is_copied_by_one_press(visit, site):
    page = visit(f"/professionals/list/{FOUR}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=site)
    page.click("#record button")
    page.get_by_text("Copied.", exact=True).wait_for()

    assert page.evaluate("navigator.clipboard.readText()") == page.input_value("#record-text")


def test_a_browser_that_forbids_copying_has_the_words_selected(visit):
    page = visit(f"/professionals/list/{FOUR}")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => false; }")
    page.click("#message button")

    assert page.locator("#message [role=status]").inner_text().startswith("Selected")
    assert page.evaluate("getSelection().toString()") or page.evaluate(
        "document.activeElement.selectionEnd - document.activeElement.selectionStart > 50"
    )


def test_without_script_the_words_can_be_read_and_no_dead_button_is_shown(visit):
    page = visit(f"/professionals/list/{FOUR}#record", script=False)

    assert len(page.input_value("#record-text").splitlines()) == 12
    assert page.locator("#record button").is_hidden()


@pytest.mark.parametrize("path", ["/professionals/pathway?area=Portsmouth", "/professionals/gaps?area=E06000044"])
def test_sheets_of_an_area_print_on_a_few_sides(visit, path):
    assert len(printed(visit(path)).pages) <= 5


def test_the_table_prints_on_a_few_sides_with_every_column_in_words(visit):
    page = visit("/professionals/find?as=gp&need=self-harm&age=15&postcode=PO1", width=PRINTED["width"])
    pages = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    page.emulate_media(media="print")
    widths = page.locator(".options thead th:nth-child(n+2):nth-child(-n+8)").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().width)"
    )

    assert len(pages) <= 4
    assert min(widths) >= 60
    assert "Passes people on itself" in " ".join(pages[0].extract_text().split())


@pytest.mark.parametrize("width", [320, 1280])
def test_no_number_of_an_area_is_parted_at_the_end_of_a_line(visit, width):
    page = visit("/professionals/pathway?area=Portsmouth", width=width)
    parted = """() => [...document.querySelectorAll(".whom b, .whom__also span")]
      .filter((one) => /^(text )?[0-9 ]+$/.test(one.textContent) && one.getClientRects().length > 1)
      .map((one) => one.textContent)"""

    assert page.evaluate(parted) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_gaps_of_an_area_fit_on_a_tablet(visit):
    page = visit("/professionals/gaps?area=E06000044", width=768)

    assert page.evaluate("document.documentElement.scrollWidth") <= 768


# Of an address, which may be parted anywhere.
ADDRESS_PARTS = ("kiteandstring", "example")


def test_no_word_is_parted_where_four_stand_side_by_side_on_a_tablet(visit):
    page = visit("/professionals/list/hvaqt.7abeu.r9knr.fredz", width=768)
    parted = """() => [...document.querySelectorAll(".list__table td")].flatMap((cell) => {
      const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), found = [];
      while (walk.nextNode()) for (const word of walk.currentNode.data.matchAll(/[A-Za-z]{4,}(?=[\\s,.;]|$)/g)) {
        const range = document.createRange();
        range.setStart(walk.currentNode, word.index);
        range.setEnd(walk.currentNode, word.index + word[0].length);
        if (range.getClientRects().length > 1) found.push(word[0]);
      }
      return found;
    })"""

    assert [word for word in page.evaluate(parted) if word not in ADDRESS_PARTS] == []
