"""Codes of services that somebody picked, and the address of their list."""

import pytest

from directory.web.picked import LONGEST_ADDRESS, compare, list_address, read_codes
from tests.web.conftest import an_app

FOUR = ["9t6an", "guawa", "nvx4b", "8tbed"]


@pytest.mark.parametrize("typed", ["9t6an.guawa.nvx4b.8tbed", "9T6AN guawa,nvx4b-8tbed", "9t6anguawanvx4b8tbed"])
def test_codes_are_read_joined_or_run_together(typed):
    assert read_codes(typed) == FOUR


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://help.example.org", "https://help.example.org/list/9t6an.guawa.nvx4b.8tbed"),
        ("https://www.our-directory.org.uk/", "https://www.our-directory.org.uk/l/9t6anguawanvx4b8tbed"),
        ("https://directory.portsmouth.gov.uk", "https://directory.portsmouth.gov.uk/l/9t6anguawanvx4b8tbed"),
        ("http://127.0.0.1:5000", "http://here.example/list/9t6an.guawa.nvx4b.8tbed"),
    ],
)
def test_a_list_has_an_address_short_enough_to_type(tmp_path, address, shown):
    app = an_app(tmp_path, address=address)
    with app.test_request_context(base_url="http://here.example"):
        assert list_address(FOUR) == shown
    assert len(shown) <= LONGEST_ADDRESS


def test_only_what_is_known_of_two_can_differ():
    rows = compare([{"Cost": "Free", "Ages": "11", "Own": "a"}, {"Cost": None, "Ages": "12", "Own": "b"}], own=("Own",))

    assert [row.differs for row in rows] == [False, True, False]
    assert compare([{"Cost": None}]) == []
