"""A visitor without script, who looks hard at every page: headers, titles, headings, labels, ids, numbers, cookies."""

from collections import Counter
from html.parser import HTMLParser
from typing import Any

from flask import Flask, url_for
from werkzeug.test import TestResponse

from directory.domain.crisis import CRISIS_LINES
from directory.web.headers import ALWAYS

TYPED = {"input", "textarea", "select"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
SVG_VOID = {"path", "circle", "rect", "use", "line", "polyline", "polygon"}


class Page(HTMLParser):
    """A reply, read: what a screen reader and a browser would find in it."""

    may_be_filled = ("off",)

    def __init__(self, response: TestResponse) -> None:
        super().__init__()
        self.response = response
        self.status = response.status_code
        self.html = response.get_data(as_text=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.title = ""
        self._words: list[str] = []
        self._inside: list[str] = []
        self.wrapped_in_label: set[int] = set()
        self.misnested: list[str] = []
        self.feed(self.html)
        self.text = " ".join(" ".join(self._words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if "label" in self._inside:
            self.wrapped_in_label.add(len(self.elements))
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._inside.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()
        else:
            self.misnested.append(f"</{tag}> inside {self._inside[-3:]}")

    def handle_data(self, data: str) -> None:
        self._words.append(data)
        if self._inside[-1:] == ["title"]:
            self.title += data

    def all(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        """Every element of a kind that has these attributes; `class_` and `for_` lose their underscore."""
        wanted = {name.rstrip("_"): value for name, value in attributes.items()}
        return [has for name, has in self.elements if name == tag and wanted.items() <= has.items()]

    @property
    def ids(self) -> set[str]:
        return {has["id"] for _, has in self.elements if "id" in has}

    @property
    def links(self) -> list[str]:
        return [has["href"] for has in self.all("a") if "href" in has]

    def check(self) -> None:
        """What must be true of every page of the directory."""
        assert len(self.all("h1")) == 1, "a page has one h1"
        assert self.title.strip(), "a page has a title"
        assert not self.misnested, self.misnested
        repeated = [
            name for name, times in Counter(has["id"] for _, has in self.elements if "id" in has).items() if times > 1
        ]
        assert not repeated, f"ids used twice: {repeated}"
        self._check_labels()
        self._check_inner_links()
        inline = [
            has
            for tag, has in self.elements
            if "style" in has or tag == "style" or (tag == "script" and "src" not in has) or "onclick" in has
        ]
        assert not inline, inline
        for line in CRISIS_LINES:
            assert line.action in self.links, f"{line.name} is missing"

    def _check_labels(self) -> None:
        labelled = {has["for"] for has in self.all("label") if "for" in has}
        for place, (tag, has) in enumerate(self.elements):
            if tag in TYPED and has.get("type") != "hidden":
                named = has.get("id") in labelled or place in self.wrapped_in_label or "aria-labelledby" in has
                assert named, f"no label for {has}"
                assert has.get("type") in ("checkbox", "radio") or has.get("autocomplete") in self.may_be_filled, has
        described = {name for _, has in self.elements for name in has.get("aria-describedby", "").split()}
        named = {name for _, has in self.elements for name in has.get("aria-labelledby", "").split()}
        assert described | named <= self.ids, (described | named) - self.ids

    def _check_inner_links(self) -> None:
        gone = [link for link in self.links if link.startswith("#") and link[1:] not in self.ids]
        assert not gone, f"links to nowhere: {gone}"


class Visitor:
    """Visits by the name of an endpoint; every page met on the way is checked."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()

    def get(self, endpoint: str, **values: Any) -> Page:
        return self.open(self._address(endpoint, values))

    def post(self, endpoint: str, data: dict[str, Any] | None = None, **values: Any) -> Page:
        return self.open(self._address(endpoint, values), method="POST", data=data or {})

    def find(self, **typed: Any) -> Page:
        """Search as from the first page, and land on the results; `for_` loses its underscore."""
        return self.post("public.find", {name.rstrip("_"): value for name, value in typed.items()})

    def open(self, address: str, **how: Any) -> Page:
        response = self.reply(address, **how)
        for _ in range(5):
            if response.status_code not in (301, 302, 303, 307, 308):
                break
            response = self.reply(response.location)
        page = self.read(response)
        page.check()
        return page

    def read(self, response: TestResponse) -> Page:
        return Page(response)

    def reply(self, address: str, **how: Any) -> TestResponse:
        """One reply, not followed. What must be true of every one of them is checked."""
        response = self.client.open(address, **how)
        check_headers(response)
        response.get_data()
        response.close()
        return response

    def _address(self, endpoint: str, values: dict[str, Any]) -> str:
        with self.app.test_request_context():
            return url_for(endpoint, **values)


def check_headers(response: TestResponse) -> None:
    assert "Set-Cookie" not in response.headers
    for name, value in ALWAYS.items():
        assert response.headers.get(name) == value, name
    assert "Cache-Control" in response.headers
