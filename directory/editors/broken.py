"""Web links and postcodes that lead nowhere, each with how to mend it."""

from datetime import datetime

from flask import render_template
from sqlite_utils import Database

from directory.accounts.guards import Access, open_to
from directory.domain.links import LinkOutcome
from directory.editors.blueprint import bp
from directory.editors.changing import change_address
from directory.store.links import AddressUse, count_failed_links
from directory.upkeep.links import broken_links, count_impossible_postcodes, is_loaded, odd_postcodes
from directory.web.access import get_db, get_directory

MENDS = {
    LinkOutcome.MOVED: "The site says that the page has moved for good. Look at the new one, then put it in.",
    LinkOutcome.GONE: "The site is there, but not this page. Find the new page on their site, or use their first page.",
    LinkOutcome.NO_SITE: "There is no such site. Look for a slip in the address. Or has the organisation ended? Ring.",
    LinkOutcome.NO_ANSWER: "The site did not answer. Open it yourself. If it stays silent, ring and ask.",
    LinkOutcome.TROUBLE: "The site has a fault of its own. Open it yourself; if it stays so, tell them.",
    LinkOutcome.UNSAFE: "Browsers warn of this page. Tell those who run it, and link to another page for now.",
    LinkOutcome.PRIVATE: "This address works inside their own building only. Ask them for the public one.",
}


@bp.get("/editors/broken")
@open_to(Access.EDITOR)
def list_broken() -> str:
    file = get_directory().settings.postcodes
    return render_template(
        "editors/broken.html",
        links=broken_links(get_db()),
        mends=MENDS,
        postcodes=odd_postcodes(get_db(), file),
        has_file=is_loaded(file),
        change_address=change_of,
    )


def count_broken(db: Database, now: datetime) -> int:
    return count_failed_links(db) + count_impossible_postcodes(db)


def change_of(use: AddressUse) -> str:
    """The form for it; for what belongs to the organisation, a listing of it."""
    return change_address(use.slug, use.field)
