"""`flask crisis`: the numbers that must be right, and who has confirmed them."""

from datetime import date, datetime

import click
from flask import current_app

from directory.accounts.inviting import BY_COMMAND
from directory.domain.places import CouncilNumber
from directory.shelves import Shelves
from directory.store.crisis_lines import get_crisis_lines
from directory.upkeep.crisis_numbers import check_crisis_line, last_crisis_check, set_council_number


@click.group("crisis")
def crisis() -> None:
    """The crisis lines on every page and the councils' numbers for a worry about a child."""


@crisis.command("list")
def list_lines() -> None:
    """Show every line as people see it, and who checked it last."""
    shelves = _shelves()
    for line in get_crisis_lines(shelves.db()):
        check = last_crisis_check(shelves.db(), line, shelves.now().date())
        said = f"checked by {check.checked_by} on {check.checked_on}" if check else "NOT CHECKED"
        click.echo(f"{line.slug}\t{line.what_to_do} ({line.who_for}; {line.hours})\t{said}")


@crisis.command("check")
@click.argument("slug")
@click.option("--by", required=True, help="The name of who confirmed it. It is kept, and never shown to the public.")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="The day it was confirmed, like 2026-11-21. Today unless told."
)
def check_line(slug: str, by: str, on: datetime | None) -> None:
    """Record that a person has confirmed the line SLUG with those who run it. It holds for a year, for this number only."""
    shelves = _shelves()
    day = _not_in_future(on.date() if on else shelves.now().date(), shelves.now().date())
    if not by.strip():
        raise click.ClickException("Say who checked it: --by NAME")
    line = check_crisis_line(shelves.db(), slug, by=by.strip(), on=day, now=shelves.now())
    click.echo(f"{line.name}: checked by {by.strip()} on {day}.")


@crisis.command("council")
@click.argument("code")
@click.option("--number", required=True, help="The number, with its area code.")
@click.option("--label", required=True, help='What it is for, like "Worried about a child, by day".')
@click.option("--hours", required=True, help='When it is the right one, like "Monday to Friday, 9am to 5pm".')
def council_number(code: str, number: str, label: str, hours: str) -> None:
    """Store the number of the council CODE for a worry about a child. The same label again replaces it."""
    shelves, told = _shelves(), CouncilNumber(code.strip(), label, number, hours)
    set_council_number(shelves.db(), told, by=BY_COMMAND, now=shelves.now())
    click.echo(f"Stored for {code.strip()}: {label}, {number}, {hours}.")


def _not_in_future(day: date, today: date) -> date:
    if day > today:
        raise click.ClickException("The day of the check must be today or in the past.")
    return day


def _shelves() -> Shelves:
    shelves: Shelves = current_app.extensions["directory"]
    return shelves
