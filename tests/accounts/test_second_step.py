"""The second step of editors and admins."""

import re
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import zxingcpp
from PIL import Image, ImageDraw

from directory.accounts.second_step import draw_qr
from directory.domain.keepers import Role
from directory.store.database import writing
from directory.store.keepers import add_keeper, get_second_step, save_keeper
from tests.accounts.conftest import APP_SECRET, RECOVERY_CODE

EVE = "eve@example.org"
NEW = "new@example.org"


def digits(secret=APP_SECRET, late=0):
    return pyotp.TOTP(secret).at(datetime.now(UTC) + timedelta(seconds=30 * late))


def secret_on(page):
    return re.search(r'keeper__secret">([A-Z2-7 ]+)<', page.html)[1].replace(" ", "")


@pytest.fixture
def new_editor(db, service):
    with writing(db):
        return add_keeper(db, email=NEW, role=Role.EDITOR, now=datetime(2026, 1, 1, tzinfo=UTC))


def test_an_editor_is_in_after_the_digits_of_their_app(browser, keepers):
    asked = browser.sign_in(EVE)
    page = browser.send("/sign-in/second-step", digits=digits())

    assert "The code in your app" in asked.text
    assert "Editors’ page" in page.title
    assert page.status == 200


@pytest.mark.parametrize("path", ["/editors", "/manage", "/manage/leave"])
def test_half_signed_in_opens_nothing_else(browser, keepers, path):
    browser.sign_in(EVE)

    assert browser.open(path).response.request.path == "/sign-in/second-step"
    assert browser.send("/manage/sign-out-everywhere").response.request.path == "/sign-in/second-step"


def test_the_secret_from_before_the_second_step_is_worth_nothing_after_it(browser, another_browser, keepers):
    browser.sign_in(EVE)
    half = browser.cookie
    browser.send("/sign-in/second-step", digits=digits())
    another_browser.client.set_cookie("__Host-keeper", half, domain="directory.example.org", secure=True)

    assert browser.cookie != half
    assert another_browser.open("/editors").response.request.path == "/sign-in"


@pytest.mark.parametrize(("late", "passes"), [(-1, True), (0, True), (1, True), (-3, False), (3, False)])
def test_a_phone_s_clock_may_be_half_a_minute_off(browser, keepers, late, passes):
    browser.sign_in(EVE)
    while time.time() % 30 > 25:
        time.sleep(1)

    assert ("Editors’ page" in browser.send("/sign-in/second-step", digits=digits(late=late)).title) is passes


def test_the_same_digits_do_not_work_twice(browser, another_browser, keepers):
    once = digits()
    browser.sign_in(EVE)
    browser.send("/sign-in/second-step", digits=once)
    another_browser.sign_in(EVE)

    assert "Wait for the next ones" in another_browser.send("/sign-in/second-step", digits=once).text


def test_digits_can_be_guessed_a_few_times_at_most_in_whatever_browser(browser, another_browser, keepers):
    browser.sign_in(EVE)
    for _ in range(5):
        assert "not the digits" in browser.send("/sign-in/second-step", digits="000000").text
    another_browser.sign_in(EVE)

    assert "tried too often" in another_browser.send("/sign-in/second-step", digits=digits()).text
    assert "tried too often" in browser.send("/sign-in/second-step/recovery", code=RECOVERY_CODE).text


def test_nothing_typed_is_asked_for(browser, keepers):
    browser.sign_in(EVE)

    assert "Enter the six digits" in browser.send("/sign-in/second-step", digits=" ").text


def test_a_recovery_code_works_once_and_its_keeper_is_told(browser, another_browser, keepers, inbox):
    browser.sign_in(EVE)
    page = browser.send("/sign-in/second-step/recovery", code=f" {RECOVERY_CODE[:4].lower()} {RECOVERY_CODE[4:]}")
    told = inbox.to(EVE)[-1]
    another_browser.sign_in(EVE)
    again = another_browser.send("/sign-in/second-step/recovery", code=RECOVERY_CODE)

    assert "Editors’ page" in page.title
    assert "recovery code" in told["Subject"]
    assert "You have 0 left" in told.get_content()
    assert "none of your recovery codes" in again.text


def test_the_first_sign_in_sets_up_the_app_and_shows_recovery_codes_once(browser, another_browser, new_editor, db):
    page = browser.sign_in(NEW)
    secret = secret_on(page)
    assert "Set up your second step" in page.title
    assert browser.open("/sign-in/second-step").response.request.path == "/sign-in/second-step/set-up"
    assert "not the digits" in browser.send("/sign-in/second-step/set-up", digits="000000").text
    shown = browser.send("/sign-in/second-step/set-up", digits=digits(secret))
    codes = re.findall(r"<code>([0-9A-Z ]{14})</code>", shown.html)
    stored = "\n".join(db.conn.iterdump())

    assert len(set(codes)) == 10
    assert "only this once" in shown.text
    assert browser.open("/editors").status == 200
    assert "Your recovery codes" not in browser.open("/sign-in/second-step/set-up").text
    assert secret not in stored
    assert not any(code.replace(" ", "") in stored for code in codes)
    another_browser.sign_in(NEW)
    assert "Editors’ page" in another_browser.send("/sign-in/second-step/recovery", code=codes[3]).title


def test_looking_at_the_set_up_again_changes_nothing(browser, new_editor, db):
    first = browser.sign_in(NEW)

    assert secret_on(browser.open("/sign-in/second-step/set-up")) == secret_on(first)
    assert get_second_step(db, new_editor.id) is None


def test_a_set_up_in_another_window_wins_once(browser, another_browser, new_editor):
    first, second = secret_on(browser.sign_in(NEW)), secret_on(another_browser.sign_in(NEW))
    browser.send("/sign-in/second-step/set-up", digits=digits(first))

    assert "recovery codes" not in another_browser.send("/sign-in/second-step/set-up", digits=digits(second)).title


def test_half_a_sign_in_ends_after_a_quarter_of_an_hour(app, browser, keepers, monkeypatch):
    browser.sign_in(EVE)
    shelves = app.extensions["directory"]
    monkeypatch.setattr(shelves, "_stopped_at", shelves.now() + timedelta(minutes=15))

    assert browser.open("/sign-in/second-step").response.request.path == "/sign-in"


def test_a_provider_needs_no_second_step_until_their_role_grows(browser, keepers, db):
    assert "signed in as" in browser.sign_in("sam@example.org").text
    with writing(db):
        save_keeper(db, replace(keepers["provider"], role=Role.EDITOR))

    assert "Set up your second step" in browser.sign_in("sam@example.org").title


def test_the_picture_says_what_the_app_needs():
    address = "otpauth://totp/Someone%20to%20talk%20to:eve%40example.org?secret=ABC&issuer=Someone%20to%20talk%20to"

    assert zxingcpp.read_barcode(picture_of(draw_qr(address))).text == address


def picture_of(svg, scale=8):
    """Dark lines of one module's height on white, as the drawing has them."""
    size = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])
    image = Image.new("L", (size * scale, size * scale), 255)
    pen, x, y = ImageDraw.Draw(image), 0.0, 0.0
    for letter, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?: ?(-?[\d.]+))?", svg.split(' d="')[-1]):
        if letter == "h":
            row = int(y) * scale
            pen.rectangle((int(x) * scale, row, int(x + float(first)) * scale - 1, row + scale - 1), fill=0)
            x += float(first)
        else:
            x, y = (float(first), float(second)) if letter == "M" else (x + float(first), y + float(second))
    return image
