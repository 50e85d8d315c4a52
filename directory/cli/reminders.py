"""`flask reminders`: letters that ask whether listings are still right."""

import sys
from dataclasses import dataclass

import click
from flask import current_app

from directory.accounts.posting import post_room
from directory.accounts.reminder_letters import write_reminder
from directory.domain.errors import LetterNotSent
from directory.domain.keepers import Keeper
from directory.domain.organisations import Organisation
from directory.publishing.owners import hand_on_late, present_editors, write_handed_on
from directory.shelves import Shelves
from directory.store.keepers import keepers_of
from directory.store.organisations import get_organisations
from directory.store.reminders import letters_cut_short
from directory.store.services import get_services
from directory.upkeep.digest import Counts, begin_digest, digest_failed, for_keeper, has_had_digest, what_waits
from directory.upkeep.reminders import ToRemind, begin_letter, letter_failed, letter_sent, silent_listings, to_remind
from directory.upkeep.staleness import leave_out_stale
from directory.web.filters import count

BY = "upkeep"
# A mail server that refuses so many in a row is not there.
GIVE_UP_AFTER = 3


@dataclass
class Tally:
    """What a run did, and how many letters in a row were not taken."""

    letters: int = 0
    organisations: int = 0
    failed: int = 0
    in_a_row: int = 0


@click.group("reminders")
def reminders() -> None:
    """Letters that ask those who keep listings whether all is still right."""


@reminders.command("send")
@click.option("--dry-run", is_flag=True, help="Show who would have a letter. Nothing is sent, and nothing is written down.")
def send(dry_run: bool) -> None:
    """Ask by letter about listings that are due for a check. Run it every day: nobody is asked twice.

    An organisation has at most one letter in three months. Where nobody answers, the next comes after three months, then
    after six, then once a year; and editors find the listing on their list of those to ring. Listings that nobody could
    confirm for a year, and where we have rung in vain, leave searches. Edits that nobody answered go to a second editor.
    Each editor has one letter a day with the numbers of what waits, when something does.
    """
    shelves = _shelves()
    db, today = shelves.db(), shelves.now().date()
    waiting = to_remind(db, today=today, cycles=shelves.settings.cycles)
    organisations = get_organisations(db, [one.organisation_id for one in waiting])
    tally = Tally()
    for place, one in enumerate(waiting, start=1):
        said = _preview(one) if dry_run else _write_to(one, organisations[one.organisation_id], tally)
        click.echo(f"{place} of {len(waiting)}  {organisations[one.organisation_id].name}: {said}")
        if tally.in_a_row >= GIVE_UP_AFTER:
            click.echo(
                "The mail server takes no letters, so the rest wait. Look at DIRECTORY_MAIL_..., then run this again."
            )
            break
    if dry_run:
        for keeper, counts in _digests():
            click.echo(f"{keeper.email}: what waits today: {_in_words(counts)}")
        click.echo(f"{count(len(waiting), 'organisation')} would have a letter. Nothing was sent.")
        return
    _finish(tally)
    sys.exit(1 if tally.failed else 0)


def _preview(one: ToRemind) -> str:
    keepers = len(keepers_of(_shelves().db(), one.organisation_id))
    return f"{count(keepers, 'letter')} about {_about(one)}"


def _write_to(one: ToRemind, organisation: Organisation, tally: Tally) -> str:
    """One letter to each of its keepers."""
    shelves, room = _shelves(), post_room()
    db, now = shelves.db(), shelves.now()
    number = begin_letter(db, one, today=now.date())
    if number is None:
        return "another run has just written to them"
    services, sent, trouble = get_services(db, one.service_ids), 0, ""
    for keeper in keepers_of(db, one.organisation_id):
        try:
            room.send(
                write_reminder(db, room.letters, keeper, organisation, services, now=now, must_declare=one.must_declare)
            )
            sent += 1
        except LetterNotSent as error:
            trouble = str(error)
    (letter_sent if sent else letter_failed)(db, number)
    _count(tally, sent, failed=bool(trouble))
    done = f"{count(sent, 'letter')} about {_about(one)}"
    return f"{done}. NOT ALL WERE TAKEN: {trouble}" if trouble else done


def _about(one: ToRemind) -> str:
    yearly = ["what it declares each year"] if one.must_declare else []
    listings = [count(len(one.service_ids), "listing")] if one.service_ids else []
    return " and ".join(listings + yearly)


def _count(tally: Tally, sent: int, *, failed: bool) -> None:
    tally.letters += sent
    tally.organisations += bool(sent)
    tally.failed += failed
    tally.in_a_row = 0 if sent else tally.in_a_row + failed


def _finish(tally: Tally) -> None:
    """What else is done each day, and what editors should know."""
    shelves = _shelves()
    db, now = shelves.db(), shelves.now()
    click.echo(f"{count(tally.letters, 'letter')} to {count(tally.organisations, 'organisation')}.")
    _hand_on(tally)
    _send_digests(tally)
    gone = leave_out_stale(db, by=BY, now=now)
    if gone:
        click.echo(f"{count(len(gone), 'listing')} left searches: not confirmed for a year, and nobody answered a call.")
    silent = silent_listings(db, now.date())
    if silent:
        click.echo(f"Nobody answers for {count(len(silent), 'listing')}: ring them. See /editors/checks?who=silent")
    cut_short = get_organisations(db, letters_cut_short(db, now.date()))
    for organisation in cut_short.values():
        click.echo(
            f"An earlier run was stopped while writing to {organisation.name}. They have their next letter in its turn."
        )


def _hand_on(tally: Tally) -> None:
    """Late edits go to a second editor. Those are on the editor's own page too, whether the letter comes or not."""
    shelves, room = _shelves(), post_room()
    handed = hand_on_late(shelves.db(), now=shelves.now())
    for letter in write_handed_on(room.letters, handed):
        try:
            room.send(letter)
        except LetterNotSent as error:
            tally.failed += 1
            click.echo(f"An editor could not be told of a late edit: {error}")
    if handed:
        click.echo(f"{count(len(handed), 'late edit')} handed on to another editor.")


def _digests() -> list[tuple[Keeper, Counts]]:
    """Every editor who has had no digest today, and what waits for them; nobody for whom nothing waits."""
    shelves = _shelves()
    db, now = shelves.db(), shelves.now()
    waits = what_waits(db, now=now, cycles=shelves.settings.cycles)
    due = (one for one in present_editors(db) if not has_had_digest(db, one, now=now))
    return [(keeper, counts) for keeper in due if (counts := for_keeper(keeper, waits))]


def _send_digests(tally: Tally) -> None:
    shelves, room, sent = _shelves(), post_room(), 0
    db = shelves.db()
    for keeper, counts in _digests():
        if tally.in_a_row >= GIVE_UP_AFTER or not begin_digest(db, keeper, now=shelves.now()):
            continue
        try:
            room.send(room.letters.write("digest", keeper.email, path="/editors", counts=counts))
            sent += 1
        except LetterNotSent as error:
            digest_failed(db, keeper)
            tally.failed += 1
            tally.in_a_row += 1
            click.echo(f"An editor could not be told what waits: {error}")
    if sent:
        click.echo(f"{count(sent, 'editor')} told what waits today.")


def _in_words(counts: Counts) -> str:
    return ", ".join(f"{what} {many}" for what, many in counts)


def _shelves() -> Shelves:
    shelves: Shelves = current_app.extensions["directory"]
    return shelves
