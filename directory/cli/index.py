"""`flask index rebuild`: throw the word index away and build it afresh."""

import click
from flask import current_app

from directory.finding.documents import public_documents
from directory.shelves import Shelves
from directory.store.database import content_version


@click.group("index")
def index() -> None:
    """The word index. It is only a copy: it also rebuilds itself."""


@index.command("rebuild")
def rebuild() -> None:
    """Build the word index afresh from the database."""
    shelves: Shelves = current_app.extensions["directory"]
    db = shelves.db()
    shelves.index.rebuild(content_version(db), lambda: public_documents(db, shelves.taxonomy()))
    click.echo(f"The index is built: {shelves.index.count()} public services.")
