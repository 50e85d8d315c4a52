"""`flask corrections`: what people say is wrong with listings, as on the editors’ page."""

import textwrap

import click
from flask import current_app

from directory.domain.listing_reports import ListingReport, ReportOutcome, ReportState
from directory.shelves import Shelves
from directory.store.corrections import list_waiting
from directory.store.services import get_service
from directory.upkeep.corrections import REASON_WORDS, answer_report, hand_to_safeguarding, look_at

OUTCOMES = [outcome.value for outcome in ReportOutcome]


@click.group("corrections")
def corrections() -> None:
    """What people say is wrong with listings. Nobody's name is kept with it."""


@corrections.command("list")
@click.option(
    "--safeguarding", is_flag=True, help="Only worries about safety: for the safeguarding lead, never for a provider."
)
def list_reports(safeguarding: bool) -> None:
    """Show what waits for an answer, oldest first. Worries about safety are kept apart."""
    shelves = _shelves()
    waiting = list_waiting(shelves.db(), is_safeguarding=safeguarding)
    if safeguarding:
        lead = shelves.settings.safeguarding_lead or "NOBODY IS NAMED YET"
        click.echo(f"For the safeguarding lead: {lead}. Never for the provider.")
    for report in waiting:
        _show(report)
    if not waiting:
        click.echo("Nothing waits.")
    others = 0 if safeguarding else len(list_waiting(shelves.db(), is_safeguarding=True))
    if others:
        click.echo(f"Also waiting for the safeguarding lead: {others}. See: flask corrections list --safeguarding")


@corrections.command("look")
@click.argument("which")
def look(which: str) -> None:
    """Mark WHICH (its number or receipt) as being looked at: whoever sent it can see that."""
    _show(look_at(_shelves().db(), which))


@corrections.command("hand-over")
@click.argument("which")
def hand_over(which: str) -> None:
    """Hand WHICH (its number or receipt) to the safeguarding lead. Only an admin can hand it back."""
    _show(hand_to_safeguarding(_shelves().db(), which, now=_shelves().now()))


@corrections.command("answer")
@click.argument("which")
@click.option(
    "--outcome",
    type=click.Choice(OUTCOMES),
    required=True,
    help="Put right, left because it was right, passed on to those who run it, or we cannot tell.",
)
@click.option(
    "--note", required=True, help="What was done, or why not, in plain words. Whoever has the receipt can read it."
)
def answer(which: str, outcome: str, note: str) -> None:
    """Say what came of WHICH (its number or receipt). What was written is then wiped, unless it is a worry about safety."""
    shelves = _shelves()
    if outcome != ReportOutcome.FIXED and not note.strip():
        raise click.ClickException("Say why: --note TEXT")
    _show(answer_report(shelves.db(), which, outcome=ReportOutcome(outcome), note=note.strip(), now=shelves.now()))


def _show(report: ListingReport) -> None:
    service = get_service(_shelves().db(), report.service_id)
    said = report.outcome.value if report.state is ReportState.ANSWERED and report.outcome else report.state.value
    mark = "  SAFEGUARDING" if report.is_safeguarding else ""
    click.echo(f"{report.id}  {report.received_at:%Y-%m-%d}  {service.name} ({service.slug})  {said}{mark}")
    click.echo(f"    {REASON_WORDS[report.reason]}")
    if report.text:
        click.echo(textwrap.indent(report.text, "    | "))


def _shelves() -> Shelves:
    shelves: Shelves = current_app.extensions["directory"]
    return shelves
