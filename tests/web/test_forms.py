"""What is sent to us is a form, or a page says that it is none."""

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
