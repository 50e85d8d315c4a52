"""Long lists come in pages, and whatever stands in the address shows one of them."""

import pytest

from directory.web.paging import LAST_PAGE_ASKED, on_page, page_asked, pages_of


@pytest.mark.parametrize(
    ("typed", "page"), [("3", 3), ("0", 1), ("-2", 1), ("two", 1), ("9" * 30, 1), ("99999999", LAST_PAGE_ASKED)]
)
def test_the_first_page_is_shown_where_no_page_is_named(typed, page):
    assert page_asked({"page": typed}) == page


def test_no_page_named_is_the_first():
    assert page_asked({}) == 1


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (10, 1), (11, 2)])
def test_an_empty_list_has_a_first_page(total, pages):
    assert pages_of(total, 10) == pages


def test_each_row_stands_on_one_page():
    rows = list(range(25))
    assert [row for page in range(1, pages_of(25, 10) + 1) for row in on_page(rows, page, 10)] == rows
    assert on_page(rows, 4, 10) == []
