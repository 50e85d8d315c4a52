"""`flask backup` and `flask restore`."""

import sys
from pathlib import Path
from typing import Any

import click
from flask import current_app

from directory.accounts.inviting import BY_COMMAND
from directory.cli.going_back import told
from directory.domain.events import Action
from directory.domain.proposals import Proposal
from directory.finding.documents import public_documents
from directory.shelves import Shelves
from directory.store.database import content_version, writing
from directory.store.going_back import GoingBack
from directory.upkeep.audit import note_copy
from directory.upkeep.backing_up import Manifest, back_up
from directory.upkeep.proposals import record_of
from directory.upkeep.restoring import Ahead, Restored, look_ahead
from directory.upkeep.restoring import restore as put_back
from directory.web.filters import count

Told = tuple[GoingBack | None, tuple[Proposal, ...], tuple[str, ...]]


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
@click.option("--yes", is_flag=True, help="Do not ask before the backup takes the place of what is here.")
def restore(file: Path, yes: bool) -> None:
    """Go back to the listings in FILE, which “flask backup” has made. The old database is kept beside the new one.

    Says what goes back or is lost, and asks first where somebody can answer. Who may sign in, what people have reported and
    who did what stay as they are now. What was redacted since stays out.
    """
    shelves = _shelves()
    ahead = _ask_first(file, shelves) if not yes and somebody_can_answer() else None
    done = put_back(file, shelves.settings.database, is_live=shelves.settings.live, now=shelves.now())
    _note(done, shelves)
    db = shelves.db()
    shelves.index.rebuild(content_version(db), lambda: public_documents(db, shelves.taxonomy()))
    _tell(done, is_told=ahead == _changed(done))


def somebody_can_answer() -> bool:
    """Is there a terminal? A script goes on without being asked."""
    return sys.stdin.isatty()


def _ask_first(file: Path, shelves: Shelves) -> Told | None:
    """What was told to whoever agreed; nobody is asked where nothing is replaced."""
    ahead = look_ahead(file, shelves.settings.database, is_live=shelves.settings.live)
    if ahead is None:
        return None
    click.echo(f"This puts back {_what_of(ahead.manifest)}.")
    if ahead.going_back is None:
        click.echo("The database that is here cannot be read. It is put aside.")
    else:
        _tell_going_back(ahead)
    click.confirm("Put it in the place of what is here now?", abort=True)
    return _changed(ahead)


def _note(done: Restored, shelves: Shelves) -> None:
    db, how = shelves.db(), dict[str, Any](by=BY_COMMAND, now=shelves.now())
    note_copy(db, Action.RESTORED, f"as on {done.manifest.made_at[:10]}", **how)
    if done.redacted:
        note_copy(db, Action.REDACTED_AGAIN, count(len(done.redacted), "fact"), **how)
    with writing(db):
        for one in done.waits_again:
            record_of(db, Action.WAITS_AGAIN, one, **how)


def _tell(done: Restored, *, is_told: bool) -> None:
    click.echo(f"Restored: {_what_of(done.manifest)}.")
    if done.aside:
        click.echo(f"The old database is in {done.aside.name}. Throw it away once you are sure you do not need it.")
    if done.old_was_damaged:
        click.echo("The old database could not be read. Whatever was redacted since the backup must be redacted once more.")
    elif done.aside and not is_told:
        _tell_going_back(done)


def _tell_going_back(change: Ahead | Restored) -> None:
    for line in told(change.going_back or GoingBack(), change.waits_again, change.redacted):
        click.echo(f"  {line}")


def _changed(change: Ahead | Restored) -> Told:
    return change.going_back, change.waits_again, change.redacted


def _what_of(manifest: Manifest) -> str:
    return f"{count(manifest.listings, 'listing')} as of {manifest.made_at[:16].replace('T', ' ')}"


def _shelves() -> Shelves:
    shelves: Shelves = current_app.extensions["directory"]
    return shelves
