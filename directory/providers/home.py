"""The first page of somebody who keeps listings: who they are here, for whom, and with whom."""

from dataclasses import dataclass

from flask import render_template, request

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.keepers import Invitation, Keeper, moment
from directory.domain.organisations import Organisation
from directory.providers.blueprint import bp
from directory.store.invitations import list_open_invitations
from directory.store.keepers import keepers_of
from directory.store.organisations import get_organisations
from directory.web.access import get_db, get_now

SAID = {
    "invited": "Your invitation is on its way. The link in it works for seven days.",
    "taken-back": "The invitation has ended. Its link does not work any more.",
    "ended": "That invitation has been answered, or it has ended.",
}


@dataclass(frozen=True)
class Kept:
    """An organisation whose listings somebody keeps, and who else does or is asked to."""

    organisation: Organisation
    colleagues: list[Keeper]
    invited: list[Invitation]


@bp.get("/manage")
@open_to(Access.KEEPER)
def home() -> str:
    keeper = get_keeper()
    kept = [_kept(one) for one in get_organisations(get_db(), keeper.organisations).values()]
    kept.sort(key=lambda one: one.organisation.name.casefold())
    return render_template("providers/home.html", keeper=keeper, kept=kept, said=SAID.get(request.args.get("said", "")))


def _kept(organisation: Organisation) -> Kept:
    db = get_db()
    invited = list_open_invitations(db, organisation.id, moment(get_now()))
    return Kept(organisation, keepers_of(db, organisation.id), invited)
