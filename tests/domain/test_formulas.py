"""What a spreadsheet would run, and what it must be allowed to keep."""

import pytest

from directory.domain.formulas import is_live, safe_cell


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+44 1632 960001", "-1", "@SUM(A1)", "|cmd", "%x", "＝1+1", "＋1", "－1", "＠x", " =1+1", "\t=1", "\ttab",
     "\rx", "\n=1", "\ufeff=1", "\u200b@x", "\u00a0=1", " \t=1", "\x00=1"],
)  # fmt: skip
def test_what_a_spreadsheet_would_run_is_made_text(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", " ", "Teen talk", "'=1+1", "01632 960001", "a=b", "(+44) 1632", "“=1”", "two\nlines"])
def test_other_text_stays_as_it_is(text):
    assert not is_live(text)
    assert safe_cell(text) == text
