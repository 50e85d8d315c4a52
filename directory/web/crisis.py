"""The numbers on every page: from the database, or from the copy in the code when it is gone."""

import sqlite3

from flask import current_app, g
from markupsafe import Markup

from directory.domain.crisis import CRISIS_LINES, CrisisLine
from directory.domain.errors import DirectoryError
from directory.store.crisis_lines import get_crisis_lines
from directory.web.access import get_db
from directory.web.filters import phone


def crisis_lines() -> tuple[CrisisLine, ...]:
    if "crisis_lines" not in g:
        g.crisis_lines = _stored_lines() or CRISIS_LINES
    lines: tuple[CrisisLine, ...] = g.crisis_lines
    return lines


def _stored_lines() -> tuple[CrisisLine, ...]:
    try:
        return tuple(get_crisis_lines(get_db()))
    except (DirectoryError, sqlite3.Error):
        current_app.logger.warning("The numbers on this page came from the copy in the code")
        return ()


def say_number(line: CrisisLine) -> Markup:
    """What to do, with the number large and unbroken."""
    before, number, after = line.what_to_do.partition(line.number)
    if not number:
        return Markup("{} <b>{}</b>").format(line.what_to_do, phone(line.number))
    return Markup("{}<b>{}</b>{}").format(before, phone(number), after)


def strip_caption(line: CrisisLine) -> str:
    """The line's name, or whom it is for when what to do has said the name already."""
    said = {word.lower() for word in line.what_to_do.replace(",", "").split()}
    names_itself = said.issuperset(line.name.lower().replace(",", "").split())
    return line.who_for if names_itself else line.name
