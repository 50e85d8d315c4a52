"""`flask links`: do the web addresses of listings lead anywhere?"""

import click
from flask import current_app

from directory.domain.links import LinkOutcome
from directory.shelves import Shelves
from directory.upkeep.link_reading import LinkReader
from directory.upkeep.links import check_links
from directory.web.filters import count


@click.group("links")
def links() -> None:
    """The web addresses of listings."""


@links.command("check")
@click.option("--again", is_flag=True, help="Look at every address, those of the last week too.")
def check(again: bool) -> None:
    """Open every web address of public listings as a visitor would, and keep which of them lead nowhere.

    Nothing else ever does this: run it when you want, about once a month. It asks few sites at once and each of them
    slowly, reads no page, and opens nothing that is not on the open web. Stop it at any time and run it again.
    """
    shelves: Shelves = current_app.extensions["directory"]
    reader = LinkReader(
        f"{shelves.settings.name} link check (+{shelves.settings.address})".encode("ascii", "ignore").decode()
    )
    with click.progressbar(length=1, label="Looking at links") as bar:

        def reached(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        found = check_links(shelves.db(), reader, today=shelves.now().date(), again=again, reached=reached)
    _say(found)


def _say(found: dict[LinkOutcome, int]) -> None:
    if not found:
        click.echo(
            "Nothing to look at: every address was looked at in the last week. For all of them: flask links check --again"
        )
        return
    for outcome in LinkOutcome:
        if outcome in found:
            click.echo(f"{outcome.value}: {found[outcome]}")
    click.echo(f"{count(sum(found.values()), 'address', 'addresses')}. What to mend is on the page /editors/broken")
