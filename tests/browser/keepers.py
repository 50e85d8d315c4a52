"""A keeper's way through their pages in a real browser, with the letters that a directory without a mail server keeps."""

import email
import re
import time
from collections.abc import Callable
from email.policy import default
from pathlib import Path

import pyotp
from playwright.sync_api import Page

from tests.browser.conftest import run_flask

PATIENCE_SECONDS = 10
Look = Callable[[str, Page], None]


def newest_letter(data: Path, after: int) -> str:
    """The text of the letter that came after so many."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        letters = sorted((data / "mail").glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        if len(letters) > after and letters[-1].stat().st_size:
            return email.message_from_bytes(letters[-1].read_bytes(), policy=default).get_content().replace("\r\n", "\n")
        time.sleep(0.1)
    raise AssertionError("no letter came")


def count_letters(data: Path) -> int:
    return len(list((data / "mail").glob("*.eml")))


def path_in(letter: str) -> str:
    found = re.search(r"^https?://[^/]+(/sign-in/\S+)$", letter, re.MULTILINE)
    assert found, letter
    return found[1]


def invite(data: Path, address: str, *options: str) -> str:
    """Have somebody invited by the command; the path that opens the invitation."""
    return path_in("\n" + run_flask(data, "people", "invite", address, *options, "--show-link").strip())


def walk_as_provider(page: Page, site: str, data: Path, organisation: str, look: Look) -> None:
    """From an invitation to leaving, past every page of a provider."""
    page.goto(site + invite(data, "sam@example.org", "--role", "provider", "--organisation", organisation))
    look("invitation", page)
    page.get_by_role("button", name="Yes, I will").click()
    look("provider home", page)
    page.get_by_role("link", name="Invite a colleague").click()
    look("invite", page)
    page.get_by_role("button", name="Invite them").click()
    look("invite with a mistake", page)
    page.get_by_label("Their email address").fill("pat@example.org")
    page.get_by_role("button", name="Invite them").click()
    look("somebody is invited", page)
    page.goto(f"{site}/editors")
    look("not yours", page)
    page.goto(f"{site}/manage")
    page.get_by_role("button", name="Sign out everywhere").click()
    look("signed out", page)
    sign_in(page, site, data, look)
    page.goto(f"{site}/manage/leave")
    look("leaving", page)
    page.get_by_role("button", name="Leave").click()
    look("left", page)


def sign_in(page: Page, site: str, data: Path, look: Look) -> None:
    """By the code in the letter; its link is looked at on the way, and stays good."""
    before = count_letters(data)
    page.goto(f"{site}/sign-in")
    look("sign in", page)
    page.get_by_label("Your email address").fill("sam@example.org")
    page.get_by_role("button", name="Send me the link").click()
    look("look at your email", page)
    letter = newest_letter(data, before)
    page.goto(site + path_in(letter))
    look("link", page)
    page.goto(f"{site}/sign-in/code")
    page.get_by_role("button", name="Sign in").click()
    look("code with a mistake", page)
    code = re.search(r"^\d{4} \d{4}$", letter, re.MULTILINE)
    page.get_by_label("Code from the letter").fill(code[0] if code else "")
    page.get_by_role("button", name="Sign in").click()
    assert page.url == f"{site}/manage"
    page.goto(site + path_in(letter))
    look("ended link", page)


def walk_as_admin(page: Page, site: str, data: Path, look: Look) -> None:
    """The second step from its setting up, and the first page of an editor."""
    page.goto(site + invite(data, "ada@example.org", "--role", "admin"))
    look("invitation of an admin", page)
    page.get_by_role("button", name="Yes, I will").click()
    look("set up", page)
    secret = page.locator(".keeper__secret").inner_text().replace(" ", "")
    page.get_by_label("Six digits").fill("000000")
    page.get_by_role("button", name="Keep this").click()
    look("set up with a mistake", page)
    page.get_by_label("Six digits").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Keep this").click()
    look("recovery codes", page)
    code = page.locator(".keeper__codes code").first.inner_text()
    page.get_by_role("link", name="I have kept them").click()
    look("editors’ home", page)
    page.get_by_role("button", name="Sign out").click()
    before = count_letters(data)
    page.goto(f"{site}/sign-in")
    page.get_by_label("Your email address").fill("ada@example.org")
    page.get_by_role("button", name="Send me the link").click()
    page.goto(site + path_in(newest_letter(data, before)))
    page.get_by_role("button", name="Sign in").click()
    look("digits", page)
    page.get_by_role("link", name="recovery codes").click()
    look("recovery", page)
    page.get_by_label("One of your recovery codes").fill(code.lower())
    page.get_by_role("button", name="Go on").click()
    assert page.url == f"{site}/editors"


def walk_as_claimant(page: Page, site: str, slug: str, look: Look) -> None:
    page.goto(f"{site}/sign-in/ours/{slug}")
    look("claim", page)
    page.get_by_role("button", name="This is our listing").click()
    look("claim with mistakes", page)
    page.get_by_label("Your email address").fill("kim@example.org")
    page.get_by_label("What do you do there?").fill("I run it")
    page.get_by_role("button", name="This is our listing").click()
    look("claimed", page)
