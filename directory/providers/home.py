"""The first page of somebody who keeps listings: who they are here, for whom, and with whom."""

from dataclasses import dataclass
from functools import partial

from flask import render_template, request

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.changes import ChangeState
from directory.domain.keepers import Invitation, Keeper, moment
from directory.domain.organisations import Organisation
from directory.domain.services import Service, Status
from directory.domain.taxonomy import Facet
from directory.keeping.sides import name_of
from directory.providers.blueprint import bp
from directory.providers.desk import Desk
from directory.providers.drafts import kept_drafts
from directory.providers.due import Looks, looks_of
from directory.providers.listing import SAID as SAID_OF_LISTING
from directory.providers.today import Today, today_of
from directory.store.changes import get_open_changes
from directory.store.checks import get_checks
from directory.store.inclusion import every_service_id_of
from directory.store.invitations import list_open_invitations
from directory.store.keepers import keepers_of
from directory.store.organisations import get_organisations
from directory.store.services import get_services
from directory.web.access import get_db, get_now, get_taxonomy
from directory.web.wording import ACTS

# Up to `A_FEW` listings show all their facts at once. Of more, each is unfolded by a press, up to `MOST_SHOWN`: the facts of
# the rest stand on their own pages alone.
A_FEW, MOST_SHOWN = 2, 20
SAID = {
    "invited": "Your invitation is on its way. The link in it works for seven days.",
    "taken-back": "The invitation has ended. Its link does not work any more.",
    "ended": "That invitation has been answered, or it has ended.",
}


@dataclass(frozen=True)
class Listing:
    """One of their listings, when it was last looked at, and what is due. `waiting` are names of facts that wait for an
    editor, `asked` of those that an editor has asked about; `today` is what people see, where it is shown here."""

    desk: Desk
    looks: Looks
    waiting: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    today: Today | None = None

    @property
    def service(self) -> Service:
        return self.desk.service


@dataclass(frozen=True)
class Kept:
    """An organisation whose listings somebody keeps, and who else does or is asked to."""

    organisation: Organisation
    listings: list[Listing]
    colleagues: list[Keeper]
    invited: list[Invitation]


@bp.get("/manage")
@open_to(Access.KEEPER)
def home() -> str:
    keeper = get_keeper()
    said, at = request.args.get("said", ""), request.args.get("at", "")
    kept = [_kept(one) for one in get_organisations(get_db(), keeper.organisations).values()]
    kept.sort(key=lambda one: one.organisation.name.casefold())
    return render_template(
        "providers/home.html",
        keeper=keeper,
        kept=kept,
        said=(SAID_OF_LISTING if at else SAID).get(said),
        said_at=at,
        said_key=said,
        is_short=sum(len(one.listings) for one in kept) <= A_FEW,
        acts=ACTS,
        need_label=partial(get_taxonomy().label, Facet.NEED),
        drafts=kept_drafts(),
    )


def _kept(organisation: Organisation) -> Kept:
    db = get_db()
    invited = list_open_invitations(db, organisation.id, moment(get_now()))
    return Kept(organisation, _listings(organisation), keepers_of(db, organisation.id), invited)


def _listings(organisation: Organisation) -> list[Listing]:
    """Those that have not ended, public or not yet; first those that are due."""
    db = get_db()
    listed = get_services(db, every_service_id_of(db, organisation.id))
    services = [one for one in listed if one.status is not Status.DEFUNCT]
    checks = get_checks(db, [one.id for one in services])
    looked = [(service, looks_of(service, checks[service.id])) for service in services]
    looked.sort(key=lambda one: not one[1].reach_due)
    return [_listing(*one, shows_facts=number < MOST_SHOWN) for number, one in enumerate(looked)]


def _listing(service: Service, looks: Looks, *, shows_facts: bool) -> Listing:
    waiting, asked = (_names_in(service, state) for state in (ChangeState.WAITING, ChangeState.ASKED))
    is_public = service.published_on and not service.suspended
    return Listing(
        Desk(service, get_keeper()), looks, waiting, asked, today_of(service) if is_public and shows_facts else None
    )


def _names_in(service: Service, state: ChangeState) -> tuple[str, ...]:
    facts = (fact.field for change in get_open_changes(get_db(), service.id) for fact in change.in_state(state))
    return tuple(dict.fromkeys(name_of(service, field) for field in facts))
