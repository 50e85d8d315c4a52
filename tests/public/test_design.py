"""The look on one page: there while building, gone where the public relies on the directory."""

from dataclasses import replace


def be_live(app, live=True):
    shelves = app.extensions["directory"]
    shelves.settings = replace(shelves.settings, live=live)


def test_the_look_is_shown_while_building_with_every_contrast(browser):
    page = browser.get("public.design")

    assert page.status == 200
    assert "✗" not in page.text
    assert page.text.count("✓") >= 50
    for part in ("Looks open to you", "Ask first", "Not for you", "Take out: age 13", "Error:", "It is not you"):
        assert part in page.text


def test_it_is_not_there_when_live_unless_debugging(app, browser):
    be_live(app)

    assert browser.get("public.design").status == 404
    app.debug = True
    assert browser.get("public.design").status == 200
