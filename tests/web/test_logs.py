import logging

import pytest

from directory.web.logs import REQUESTS, NoTrace

MARKER = "zebra-finch"


@pytest.fixture
def lines():
    """What our own log of requests says."""
    kept: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            kept.append(self.format(record))

    handler = Keep()
    REQUESTS.addHandler(handler)
    yield kept
    REQUESTS.removeHandler(handler)


def test_a_request_is_logged_by_the_name_of_its_page_only(browser, lines):
    browser.reply(f"/needs/{MARKER}?q={MARKER}")
    browser.reply("/find", method="POST", data={"text": MARKER})
    browser.reply(f"/{MARKER}")

    assert [line.rsplit(" ", 1)[0] for line in lines] == ["public.show_need 404", "public.find 303", "- 404"]
    assert lines[0].endswith("ms")
    assert MARKER not in "".join(lines)


def test_a_failure_is_logged_by_place_and_kind_without_its_words(app, browser, caplog):
    def break_down():
        raise ValueError(MARKER)

    app.add_url_rule(f"/{MARKER}", "broken", break_down)
    app.logger.addHandler(caplog.handler)
    browser.reply(f"/{MARKER}")

    assert "Failed in broken" in caplog.text
    assert "ValueError" in caplog.text
    assert MARKER not in caplog.text


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (" * Running on http://127.0.0.1:5000", True),
        ("Press CTRL+C to quit", True),
        ("Booting worker with pid: 12", True),
        ('127.0.0.1 - - [21/Nov/2026] "GET /find?text=zebra-finch HTTP/1.1" 200 -', False),
        ("Invalid request from ip=127.0.0.1: Invalid HTTP request line: 'zebra-finch'", False),
        ("Error handling request /find/zebra-finch", False),
        ("Invalid request from ip=127.0.0.1: 'Reloading zebra-finch'", False),
        ("\x1b[31m\x1b[1mWARNING: This is a development server.\x1b[0m\n * Running on http://127.0.0.1:5000", True),
    ],
)
def test_servers_may_only_speak_of_themselves(said, kept):
    record = logging.LogRecord("werkzeug", logging.INFO, "", 1, said, None, None)

    assert NoTrace().filter(record) is kept


def test_an_address_cannot_pass_itself_off_as_a_server_speaking():
    record = logging.LogRecord("gunicorn.access", logging.INFO, "", 1, "%(r)s %(s)s", ({"r": "Reloading", "s": 200},), None)

    assert not NoTrace().filter(record)
