"""Numbers and addresses in the middle of a text: found however they are written, and none where there is none."""

import pytest

from directory.domain.contact_in_words import contact_beside_register, contact_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ring 01632 960123", "01632 960123"),
        ("text 85258", "85258"),
        ("0 1-6 (3) 2", "0 1-6 (3) 2"),
        ("０１６３２", "01632"),
        ("see https://example.org/x now", "https://example.org/x"),
        ("www.example", "www.example"),
        ("evil.example", "evil.example"),
        ("jo@example.org", "jo@example.org"),
        ("@harbour", "@harbour"),
        ("the team lead", None),
        ("a head of year 9 or 10, e.g. St. Mary's", None),
        ("Harbour C.I.C.", None),
    ],
)
def test_a_way_to_reach_somebody_is_found_in_a_text(text, found):
    assert contact_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "charity 1012345", "charity 1012345, company 01234567", "SC012345", "CQC 1-101603251", "Ofsted EY123456",
        "Registered charity no. 1012345", "NHS trust RW1", "the register of BACP, 00123456",
    ],
)  # fmt: skip
def test_a_number_of_a_register_may_stand_where_it_is_asked_for(text):
    assert contact_beside_register(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "charity 1; ring 09061 960123", "01632960123", "0800 1111", "7700900555", "+44 7700 900555", "441632960123",
        "charity 1012345 0800 1111", "text 85258", "example.org", "jo@example.org",
    ],
)  # fmt: skip
def test_a_number_to_ring_may_not_stand_there(text):
    assert contact_beside_register(text)
