"""Forms kept for later: only for who began them, offered at the form and on the first page, gone once sent."""

from dataclasses import dataclass
from datetime import datetime

from flask import redirect, request
from flask.typing import ResponseReturnValue

from directory.accounts.guards import get_keeper
from directory.domain.drafts import Draft
from directory.providers.contents import title_of
from directory.providers.desk import Desk, listing_page
from directory.providers.typed import Typed
from directory.store.database import writing
from directory.store.drafts import drop_draft, get_draft, list_drafts, save_draft
from directory.store.services import get_services
from directory.web.access import get_db, get_now

GO_ON = "draft"


@dataclass(frozen=True)
class Kept:
    """A draft on a page: what it is about, and where to go on with it or throw it away."""

    title: str
    listing: str
    kept_at: datetime
    ends_at: datetime
    address: str
    throw_away: str


@listing_page("/drafts/<path:form>", ["POST"], by_link=False)
def throw_away_draft(desk: Desk, form: str) -> ResponseReturnValue:
    with writing(get_db()):
        drop_draft(get_db(), desk.keeper.id, desk.service.id, form)
    return redirect(desk.address("show_listing", said="thrown-away"), 303)


def form_of(desk: Desk) -> str:
    """The form of this request: its address below that of the listing."""
    return request.path.removeprefix(desk.address("show_listing")).strip("/")


def find_draft(desk: Desk) -> Draft | None:
    """What was kept of this form. By a reminder's link nobody is shown what was typed after signing in."""
    return None if desk.link else get_draft(get_db(), desk.keeper.id, desk.service.id, form_of(desk), get_now())


def keep_for_later(desk: Desk, typed: Typed, made_from: int) -> None:
    draft = Draft(
        keeper_id=desk.keeper.id,
        service_id=desk.service.id,
        form=form_of(desk),
        typed=typed,
        made_from=made_from,
        kept_at=get_now(),
    )
    with writing(get_db()):
        save_draft(get_db(), draft)


def drop_sent(desk: Desk) -> None:
    """A form that was sent is no draft any more."""
    if find_draft(desk):
        with writing(get_db()):
            drop_draft(get_db(), desk.keeper.id, desk.service.id, form_of(desk))


def kept_drafts(service_id: str = "") -> list[Kept]:
    """Those of the keeper who is looking, of one listing or of all that they may open."""
    keeper, db = get_keeper(), get_db()
    drafts = [one for one in list_drafts(db, keeper.id, get_now()) if service_id in ("", one.service_id)]
    services = {one.id: one for one in get_services(db, sorted({draft.service_id for draft in drafts}))}
    mine = ((one, Desk(services[one.service_id], keeper)) for one in drafts if one.service_id in services)
    return [shown(one, desk) for one, desk in mine if keeper.keeps(desk.service.organisation_id)]


def shown(draft: Draft, desk: Desk) -> Kept:
    address = f"{desk.address('show_listing')}/{draft.form}?{GO_ON}=go-on"
    away = desk.address("throw_away_draft", form=draft.form)
    return Kept(title_of(draft.form), desk.service.name, draft.kept_at, draft.ends_at, address, away)
