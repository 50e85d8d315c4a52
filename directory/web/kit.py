"""What every door shares, put onto the application in one go."""

from collections.abc import Sequence
from pathlib import Path

from flask import Flask

from directory.web.access import get_site
from directory.web.carrying import install_carrying
from directory.web.crisis import crisis_lines, say_number, strip_caption
from directory.web.errors import install_errors
from directory.web.example_days import coming_day, past_day
from directory.web.filters import install_filters
from directory.web.forms import install_forms
from directory.web.headers import install_headers
from directory.web.leaving import install_leaving
from directory.web.logs import install_logs
from directory.web.notices import notices
from directory.web.private import SearchSealer, StopList
from directory.web.receipts import Receipts
from directory.web.stylesheet import install_stylesheet
from directory.web.uploads import install_uploads

# 5,000 characters of emoji, percent-encoded, are 60 KB; a search with everything ticked is far smaller.
LARGEST_BODY = 256 * 1024
MOST_FORM_PARTS = 1_000


def install_kit(app: Flask, secrets: Sequence[str], data: Path) -> None:
    """Tokens, headers, quiet logs, error pages, filters, the stylesheet and what every page shows."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_BODY
    app.config["MAX_FORM_PARTS"] = MOST_FORM_PARTS
    # An address is itself with a slash at its end too, and no reply repeats the host somebody named.
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    app.extensions["search_sealer"] = SearchSealer(secrets)
    app.extensions["receipts"] = Receipts(secrets)
    app.extensions["stop_list"] = StopList(data, secrets)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        crisis_lines=crisis_lines, say_number=say_number, strip_caption=strip_caption, notices=notices,
        coming_day=coming_day, past_day=past_day,
    )  # fmt: skip
    app.context_processor(lambda: {"site": get_site()})
    installs = (install_logs, install_forms, install_headers, install_errors, install_filters, install_stylesheet)
    for install in (*installs, install_leaving, install_carrying):
        install(app)
    install_uploads(app, secrets, data)
