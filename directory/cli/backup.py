"""`flask backup` and `flask restore`."""

from pathlib import Path

import click
from flask import current_app

from directory.accounts.inviting import BY_COMMAND
from directory.domain.events import Action
from directory.finding.documents import public_documents
from directory.shelves import Shelves
from directory.store.database import content_version
from directory.upkeep.audit import note_copy
from directory.upkeep.backing_up import back_up
from directory.upkeep.restoring import Restored
from directory.upkeep.restoring import restore as put_back
from directory.web.filters import count


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
def backup(file: Path) -> None:
    """Write the whole database to FILE, as it is at this moment. People can go on using the site meanwhile.

    It holds the addresses of those who keep listings: keep it where only you can read it. The key in the data folder is
    not in it, nor is the file of postcodes.
    """
    shelves = _shelves()
    manifest = back_up(shelves.db(), file, now=shelves.now())
    note_copy(shelves.db(), Action.BACKED_UP, "everything", by=BY_COMMAND, now=shelves.now())
    click.echo(f"{manifest.listings:,} listings, {manifest.size / 1024 / 1024:.1f} MB before packing, are in {file.name}.")


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Go back to the listings in FILE, which “flask backup” has made. The old database is kept beside the new one.

    Who may sign in, what people have reported and who did what stay as they are now. What was redacted since stays out.
    """
    shelves = _shelves()
    done = put_back(file, shelves.settings.database, is_live=shelves.settings.live, now=shelves.now())
    db = shelves.db()
    note_copy(db, Action.RESTORED, f"as on {done.manifest.made_at[:10]}", by=BY_COMMAND, now=shelves.now())
    if done.redacted:
        note_copy(db, Action.REDACTED_AGAIN, count(done.redacted, "fact"), by=BY_COMMAND, now=shelves.now())
    shelves.index.rebuild(content_version(db), lambda: public_documents(db, shelves.taxonomy()))
    _tell(done)


def _tell(done: Restored) -> None:
    click.echo(f"Restored: {done.manifest.listings:,} listings as they were on {done.manifest.made_at[:10]}.")
    if done.aside:
        click.echo(f"The old database is in {done.aside.name}. Throw it away once you are sure you do not need it.")
    if done.redacted:
        click.echo(f"Taken out again, because it had been redacted since: {done.redacted:,} facts.")
    if done.old_was_damaged:
        click.echo("The old database could not be read. Whatever was redacted since the backup must be redacted once more.")


def _shelves() -> Shelves:
    shelves: Shelves = current_app.extensions["directory"]
    return shelves
