"""A web address leads where it seems to lead."""

import pytest

from directory.domain.web_addresses import read_web_address
from directory.importing.cells import read_url
from directory.importing.shorthand import NotUnderstood

HIDDEN = [
    "https://topstair.example.org@evil.example/",
    "https://topstair.example.org:443@evil.example/",
    "https://user:pw@evil.example",
    "user:pw@evil.example",
    "https://evil.example\\@topstair.example.org",
    "https://topstair.example.org%2eevil.example",
    "https://192.0.2.7/help",
    "https://3221225991",
    "https://0xc0000207",
    "https://[2001:db8::1]/",
]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("example.org", "https://example.org"),
        ("HTTP://example.org/a?b=c@d", "http://example.org/a?b=c@d"),
        ("https://example.org:8443/@us", "https://example.org:8443/@us"),
        ("example.org:8443", "https://example.org:8443"),
        ("https://example.org?page=2", "https://example.org?page=2"),
    ],
)
def test_an_address_on_the_web_is_taken_with_or_without_its_beginning(typed, address):
    assert read_web_address(typed) == address


@pytest.mark.parametrize("typed", HIDDEN)
def test_one_that_hides_where_it_leads_is_refused(typed):
    with pytest.raises(ValueError, match=r"does not show where it leads|Enter a web address"):
        read_web_address(typed)


@pytest.mark.parametrize("cell", HIDDEN)
def test_so_it_is_in_a_sheet_and_a_feed(cell):
    with pytest.raises(NotUnderstood):
        read_url(cell)


@pytest.mark.parametrize("typed", ["https://tоpstair.example.org", "https://xn--tpstair-3zf.example.org"])
def test_letters_that_only_look_like_ours_are_refused(typed):
    with pytest.raises(ValueError, match="can be taken for others"):
        read_web_address(typed)


@pytest.mark.parametrize(
    "typed", ["our page", "javascript:alert(1)", "nonsense", "https://", "a." * 30_000 + "@", "https:/x"]
)
def test_what_is_no_address_is_answered_with_an_example(typed):
    with pytest.raises(ValueError, match=r"like https://example\.org|at most 500 letters"):
        read_web_address(typed)
