"""What is sent to us is a form, or a page says that it is none."""

from io import BytesIO

import pytest

MULTIPART = "multipart/form-data; boundary=b"
A_PART = b'--b\r\nContent-Disposition: form-data; name="text"\r\n\r\ncant sleep\r\n--b--\r\n'


@pytest.mark.parametrize("address", ["/find", "/tonight", "/leave"])
@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b'{"text": "cant sleep"}', 415),
        ("text/plain", b"text=cant sleep", 415),
        ("application/xml", b"<text/>", 415),
        ("nonsense", b"text=cant sleep", 415),
        (None, b"text=cant+sleep", 415),
        (MULTIPART, b"no parts at all", 400),
        (MULTIPART, A_PART[:60], 400),
        ("multipart/form-data", A_PART, 400),
        (MULTIPART, A_PART.replace(b"Content", b"Con\x00\n\ntent"), 400),
    ],
)
def test_what_is_no_form_is_not_taken_for_an_empty_search(browser, address, kind, body, status):
    page = browser.open(address, method="POST", data=body, content_type=kind)

    assert page.status == status
    assert page.all("form", action="/find")
    assert page.title.startswith("We could not read")
    assert "cant sleep" not in page.html


def test_a_body_of_unknown_length_is_no_form_either(browser):
    page = browser.open("/find", method="POST", content_type="application/json", headers={"Transfer-Encoding": "chunked"})

    assert page.status == 415


@pytest.mark.parametrize("kind", [None, "application/json", "application/x-www-form-urlencoded"])
def test_nothing_sent_is_an_empty_search(browser, kind):
    assert browser.open("/find", method="POST", content_type=kind).status == 200


def test_both_kinds_of_form_are_read(browser):
    sent = browser.open("/find", method="POST", data=A_PART, content_type=MULTIPART)

    assert "cant sleep" in sent.html
    assert "cant sleep" in browser.find(text="cant sleep").html


def test_a_form_of_far_too_many_parts_is_too_much(browser):
    part = b'--b\r\nContent-Disposition: form-data; name="need"\r\n\r\nsleep\r\n'
    page = browser.open("/find", method="POST", data=part * 3000 + b"--b--\r\n", content_type=MULTIPART)

    assert page.status == 413


class InPieces(BytesIO):
    """A body whose length nobody has told, as a server hands it over; it may break off in the middle."""

    def __init__(self, body, error=None):
        super().__init__(body)
        self.error = error

    def read(self, size=-1):
        found = super().read(size)
        if self.error and not found:
            raise self.error
        return found

    def readinto(self, into):
        found = self.read(len(into))
        into[: len(found)] = found
        return len(found)


def send_in_pieces(browser, body):
    environ = {"wsgi.input": body, "wsgi.input_terminated": True, "CONTENT_TYPE": "application/x-www-form-urlencoded",
               "HTTP_TRANSFER_ENCODING": "chunked"}  # fmt: skip
    return browser.open("/find", method="POST", environ_overrides=environ)


def test_a_form_may_come_in_pieces(browser):
    assert "cant sleep" in send_in_pieces(browser, InPieces(b"text=cant+sleep")).html


def test_a_form_in_pieces_may_be_too_long_as_well(browser):
    assert send_in_pieces(browser, InPieces(b"text=" + b"a" * 300_000)).status == 413


@pytest.mark.parametrize("error", [OSError("gone"), RuntimeError("InvalidChunkSize"), ValueError("no number")])
def test_a_form_that_breaks_off_is_said_to_be_broken(browser, error):
    assert send_in_pieces(browser, InPieces(b"text=cant", error)).status == 400
