"""`flask seed`: a new directory, filled."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from flask import current_app
from flask.cli import with_appcontext

from directory.domain.errors import ImportRefused
from directory.importing.seeding import SeedReport
from directory.importing.seeding import seed as sow
from directory.shelves import Shelves
from directory.store.database import create_database


@click.command("seed")
@click.option("--demo/--no-demo", default=True, help="With or without the invented services of the demonstration.")
@with_appcontext
def seed(demo: bool) -> None:
    """Create the database and fill it: needs, areas, national services and a demonstration.

    Can be run again at any time. What is here already is left as it is.
    """
    shelves: Shelves = current_app.extensions["directory"]
    settings = shelves.settings
    if demo and settings.live:
        raise ImportRefused("This directory is live, and invented services must never be in it. Use: flask seed --no-demo")
    db = create_database(settings.database)
    try:
        with _progress() as progress:
            report = sow(db, settings.seed, demonstration=demo, now=shelves.now(), progress=progress)
    finally:
        db.close()
    for line in _in_words(report, demo=demo):
        click.echo(line)


def _in_words(report: SeedReport, *, demo: bool) -> Iterator[str]:
    if not report.changed_anything:
        yield f"Nothing was missing. {report.left_alone} services were here already and are as they were."
        return
    yield f"Added {report.published} public services, and {report.held} that wait for somebody to check them."
    yield (
        f"Also {report.organisations} organisations, {report.terms} words to describe help with, {report.areas} areas, "
        f"{report.crisis_lines} crisis lines and {report.council_numbers} council numbers."
    )
    if report.left_alone:
        yield f"{report.left_alone} services were here already and are as they were."
    if demo:
        yield "The demonstration is invented. Nobody answers its numbers: do not show it to anyone who needs help."


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    with click.progressbar(length=1, label="Adding services") as bar:

        def reached(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield reached
