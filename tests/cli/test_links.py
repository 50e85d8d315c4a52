"""`flask links check`: what it says, and that it asks nothing private."""

from datetime import date

from tests.builders import a_service
from tests.web.conftest import an_app


def test_what_was_found_is_said_once_a_week(db, listed, tmp_path):
    listed(a_service(url="http://127.0.0.1:1/inside", published_on=date(2026, 1, 2)))
    run = an_app(tmp_path / "data").test_cli_runner().invoke
    first, second = run(args=["links", "check"]), run(args=["links", "check"])

    assert "not on the web: 1" in first.output
    assert "1 address. What to mend is on the page /editors/broken" in first.output
    assert "Nothing to look at" in second.output
