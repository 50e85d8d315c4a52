"""Every pair of colours can be told apart, in both schemes, from the style sheet itself."""

import re
from pathlib import Path

import pytest

from directory.web.palette import PAIRS, TEXT, contrast, contrast_of, read_schemes

CSS = Path(__file__).parents[2] / "static" / "css"
SCHEMES = read_schemes(CSS / "base.css")
# Hairlines, washes behind words, and the pin's red, which say nothing by themselves.
SAYS_NOTHING = {"line", "pin"}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.front} on {pair.behind}")
def test_a_pair_of_colours_has_the_contrast_it_needs(pair, scheme):
    assert contrast_of(pair, SCHEMES[scheme]) >= pair.needs


def test_every_colour_of_the_style_sheet_is_in_a_pair():
    paired = {name for pair in PAIRS for name in (pair.front, pair.behind)}

    assert set(SCHEMES["light"]) - SAYS_NOTHING <= paired


def test_the_dark_scheme_names_every_colour_but_those_of_the_focus():
    same = {name for name, value in SCHEMES["light"].items() if SCHEMES["dark"][name] == value}

    assert same <= {"focus", "focus-ink"}


@pytest.mark.parametrize(
    ("first", "second", "ratio"), [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1.0)]
)
def test_contrast_is_measured_as_wcag_does(first, second, ratio):
    assert contrast(first, second) == pytest.approx(ratio, abs=0.01)
    assert contrast(second, first) == contrast(first, second)


def test_nothing_moves_for_those_who_ask_for_less_motion():
    for sheet in CSS.rglob("*.css"):
        css = sheet.read_text(encoding="utf-8")
        allowed = "".join(re.findall(r"@media \(prefers-reduced-motion: no-preference\) \{(?:[^{}]|\{[^{}]*\})*\}", css))
        for moving in ("transition:", "animation:", "scroll-behavior: smooth"):
            assert css.count(moving) == allowed.count(moving), f"{sheet.name}: {moving}"


def test_text_needs_more_than_shapes():
    assert all(pair.needs >= 3 for pair in PAIRS)
    assert sum(pair.needs == TEXT for pair in PAIRS) > 15
