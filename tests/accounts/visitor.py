"""A keeper in a browser without script: the same hard look at every page, and cookies only where keepers have theirs."""

import re
from urllib.parse import urlsplit

from directory.accounts.cookies import is_keepers_page
from tests.visitor import Page, Visitor, check_headers

SITE = "https://directory.example.org"
LINK = re.compile(rf"{SITE}(/[^\s]+)")


class KeepersPage(Page):
    may_be_filled = ("off", "email", "one-time-code")


class KeeperVisitor(Visitor):
    """Comes by https, as keepers do, and sends the token of the form that was read last."""

    def __init__(self, app, inbox):
        super().__init__(app)
        self.inbox = inbox
        self.token = ""

    def read(self, response):
        page = KeepersPage(response)
        token = page.all("input", name="form_token")
        self.token = token[0]["value"] if token else self.token
        return page

    def reply(self, address, **how):
        response = self.client.open(address, base_url=SITE, **how)
        cookies = response.headers.getlist("Set-Cookie")
        assert not cookies or is_keepers_page(urlsplit(address).path), f"{address} sets a cookie"
        for cookie in cookies:
            assert cookie.startswith(("__Host-keeper=", "__Host-waiting=", "__Host-wanted=")), cookie
            assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; ")), cookie
        response.headers.remove("Set-Cookie")
        check_headers(response)
        response.headers.extend([("Set-Cookie", cookie) for cookie in cookies])
        assert response.headers["Cache-Control"] == "no-store" or not is_keepers_page(urlsplit(address).path)
        response.get_data()
        response.close()
        return response

    def send(self, address, /, **typed):
        """Press the button of a form."""
        return self.open(address, method="POST", data=typed | {"form_token": self.token})

    def ask(self, email):
        page = self.send("/sign-in", email=email)
        self.app.extensions["post_room"].wait()
        return page

    def sign_in(self, email):
        """By the link in the letter."""
        self.ask(email)
        return self.send(self.inbox.link())

    @property
    def cookie(self):
        found = self.client.get_cookie("__Host-keeper", domain="directory.example.org")
        return found.value if found else ""
