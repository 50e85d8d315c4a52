"""What a search text means, one JSON object a line."""

import json
from dataclasses import replace
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from directory.domain.meaning import Meaning
from directory.domain.search_request import TEXT_LIMIT
from directory.domain.seeker import Seeker
from directory.understanding import Understanding
from directory.understanding.shortening import shorten


@click.command()
@click.argument("text", required=False)
@click.option(
    "--file",
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of search texts, one a line.",
)
@with_appcontext
def understand(text: str | None, path: Path | None) -> None:
    """Say what a search TEXT means: needs, age, place, danger and who it is about."""
    if (text is None) == (path is None):
        raise click.UsageError("Give a TEXT, or a file of them with --file.")
    understanding = current_app.extensions["directory"].understanding
    for line in _lines(path) if path else [text or ""]:
        click.echo(json.dumps(described(_read(understanding, line)), ensure_ascii=False))


def _read(understanding: Understanding, line: str) -> Meaning:
    """A long text is cut to what tells most, as in a search; `text` stays as it was typed."""
    return replace(understanding.read(shorten(line, TEXT_LIMIT, understanding.read)), text=line)


def _lines(path: Path) -> list[str]:
    """The lines that are not empty, without their ends; anything that is not UTF-8 is read as best it can be."""
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    return [line.strip("\r") for line in lines if line.strip()]


def described(meaning: Meaning) -> dict[str, object]:
    """The keys other people's checks rely on. Of a school year alone the lower age is given."""
    span = Seeker(age=meaning.age, school_year=meaning.school_year).age_span
    return {
        "text": meaning.text,
        "needs": list(meaning.needs),
        "audiences": list(meaning.audiences),
        "age": span[0] if span else None,
        "postcode": meaning.postcode,
        "place": meaning.place,
        "crisis": meaning.crisis,
        "support": meaning.support,
        "about": meaning.about,
    }
