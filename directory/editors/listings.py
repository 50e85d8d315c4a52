"""Finding any listing, public or not, by how it stands, where it came from and what it tells."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.errors import DirectoryError
from directory.domain.numbers import whole_number
from directory.domain.putting_away import PutAway
from directory.domain.services import Service
from directory.domain.taxonomy import Facet
from directory.editors.blueprint import bp
from directory.publishing.editing import make_public
from directory.store.desk import Narrowed, Pick, Row, Told, find_rows, sources_of_listings
from directory.store.putting_away import get_put_away
from directory.web.access import get_db, get_now, get_site, get_taxonomy
from directory.web.paging import page_asked, pages_of, start_of

A_PAGE = 50
LONGEST_WORDS = 100
PICKS = {
    Pick.HELD: "Held back: not public yet",
    Pick.PUT_AWAY: "Not for this directory",
    Pick.SUSPENDED: "Suspended",
    Pick.ENDED: "Ended",
    Pick.OUT_OF_SEARCH: "Out of default search",
    Pick.FROM_PROSE: "With facts read from prose",
}
NOT_IN_LIVE = "It is made up, and this directory is live."
PUT_AWAY = "It was put away as not for this directory. Bring it back first."
TOLD = {
    Told.EVERYTHING: "Everything: contact, needs, ages, area and a sentence",
    Told.CONTACT: "How to reach it",
    Told.WHO: "Ages and area",
    Told.NO_CONTACT: "No way to reach it",
    Told.NO_NEEDS: "Not what it helps with",
}
COMPLETE, BY_NAME = "complete", "name"
ORDERS = ((COMPLETE, "The most complete first"), (BY_NAME, "By name"))
SAID = {
    "done": ("1 listing is public now.", "{} listings are public now."),
    "left": (
        "1 of those you ticked was left out: it is not here, or not held back any more.",
        "{} of those you ticked were left out: they are not here, or not held back any more.",
    ),
    "away": (
        "1 listing is put away. Find it under “Not for this directory”, to bring it back.",
        "{} listings are put away. Find them under “Not for this directory”, to bring them back.",
    ),
    "back": ("1 listing is held back again.", "{} listings are held back again."),
}


@bp.get("/editors/listings")
@open_to(Access.EDITOR)
def list_listings() -> str:
    words, pick, page = request.args.get("words", "").strip()[:LONGEST_WORDS], _pick(), page_asked(request.args)
    narrowed, db = _narrowed(pick), get_db()
    rows, found = find_rows(db, words, pick, start=start_of(page, A_PAGE), most=A_PAGE, narrowed=narrowed)
    return render_template(
        "editors/listings.html",
        rows=rows,
        found=found,
        words=words,
        pick=pick,
        picks=[(one.value, label) for one, label in PICKS.items()],
        narrowed=narrowed,
        sources=[(one, one) for one in sources_of_listings(db)],
        tells=[(one.value, label) for one, label in TOLD.items()],
        needs=[(one.slug, one.label) for one in get_taxonomy().needs],
        orders=ORDERS,
        order=COMPLETE if narrowed.complete_first else BY_NAME,
        page=page,
        pages=pages_of(found, A_PAGE),
        all_ticked=request.args.get("tick") == "all",
        address=partial(url_for, "editors.list_listings", **_asked(words, pick, narrowed)),
        standing=partial(_standing, away=get_put_away(db, [row.id for row in rows])),
        said=_said(),
    )


@bp.get("/editors/held")
@open_to(Access.EDITOR)
def list_held() -> ResponseReturnValue:
    return redirect(url_for("editors.list_listings", pick=Pick.HELD.value), 303)


def show_to_public(service: Service) -> None:
    """One that was held back, or raise `DirectoryError` for one that was put away, or is made up in a live directory."""
    if service.is_demonstration and get_site().live:
        raise DirectoryError(NOT_IN_LIVE)
    if get_put_away(get_db(), [service.id]):
        raise DirectoryError(PUT_AWAY)
    if not service.published_on:
        make_public(get_db(), service.id, by=get_keeper().known_as, now=get_now())


def _pick() -> Pick | None:
    typed = request.args.get("pick", "")
    return Pick(typed) if typed in list(Pick) else None


def _narrowed(pick: Pick | None) -> Narrowed:
    told, need, source = (request.args.get(name, "") for name in ("told", "need", "source"))
    order = request.args.get("order", "") or (COMPLETE if pick is Pick.HELD else BY_NAME)
    known = get_taxonomy().has(Facet.NEED, need)
    return Narrowed(
        source[:LONGEST_WORDS], Told(told) if told in list(Told) else None, need if known else "", order == COMPLETE
    )


def _asked(words: str, pick: Pick | None, narrowed: Narrowed) -> dict[str, Any]:
    """What an address has to say, to show the same list."""
    return {
        "words": words or None,
        "pick": pick.value if pick else None,
        "source": narrowed.source or None,
        "told": narrowed.told.value if narrowed.told else None,
        "need": narrowed.need or None,
        "order": COMPLETE if narrowed.complete_first else BY_NAME,
    }


def _standing(row: Row, away: Mapping[str, PutAway]) -> str:
    """The one thing an editor must know of it first."""
    if row.id in away:
        return f"Not for this directory: {away[row.id].reason.value}"
    if row.suspended:
        return "Suspended"
    if row.status == "defunct":
        return "Ended"
    if not row.published_on:
        return "Held back"
    if row.left_search_on:
        return "Out of default search"
    return "Closed for now" if row.status == "temporarily closed" else "Public"


def _said() -> str:
    told = {name: number for name in SAID if (number := whole_number(request.args.get(name, ""))) is not None}
    sentences = [SAID[name][number > 1].format(number) for name, number in told.items() if number]
    return " ".join(sentences) or ("None was held back any more." if told else "")
