"""A service that was sent in becomes an organisation and a listing that is held back, with what they told of it."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from sqlite_utils import Database

from directory.domain.eligibility import AgeRule, AreaKind, Catchment, lives_in
from directory.domain.events import Action
from directory.domain.facts import new_part_id
from directory.domain.organisations import Identifier, IdentifierScheme, Organisation, OrganisationKind
from directory.domain.places import AreaLevel, NamedArea
from directory.domain.proposals import Offered, Proposal, ProposalState
from directory.domain.provenance import Provenance
from directory.domain.services import Channel, ContactPoint, Sector, Service, Status, Threshold
from directory.publishing.listings import hold
from directory.store.codec import to_json
from directory.store.database import writing
from directory.store.organisations import get_organisation, new_organisation_slug, save_organisation
from directory.store.proposals import list_proposals, save_proposal
from directory.store.provenance import save_provenances
from directory.store.services import has_service, new_code, new_slug
from directory.store.versions import get_versions, save_version, state_of
from directory.upkeep.proposals import decide, record_of

TOLD_BY_THEM = "told by those who run it"
SECTORS = {
    OrganisationKind.NHS: Sector.STATUTORY,
    OrganisationKind.COUNCIL: Sector.STATUTORY,
    OrganisationKind.CHARITY: Sector.VOLUNTARY,
    OrganisationKind.COMMUNITY_GROUP: Sector.VOLUNTARY,
}
SCHEMES = {
    OrganisationKind.NHS: IdentifierScheme.ODS,
    OrganisationKind.CHARITY: IdentifierScheme.CHARITY,
    OrganisationKind.COMPANY: IdentifierScheme.COMPANY,
}
COUNCIL_LEVELS = (AreaLevel.LOCAL_AUTHORITY, AreaLevel.COUNTY)
MARKED = (
    "name", "summary", "description", "url", "sector", "age_rules", "catchment", "threshold", "contact_points", "status"
)  # fmt: skip


def accept_proposal(db: Database, number: int, *, councils: Collection[str] = (), by: str, now: datetime) -> Proposal:
    """Make the organisation and the listing, or raise `ProposalAnswered`. The public sees neither until it is finished.

    `councils` are the official codes that an editor read out of their words for the area.
    """

    def accepted(proposal: Proposal) -> Proposal:
        organisation = _organisation(db, proposal)
        save_organisation(db, organisation)
        service = _service(db, proposal.offered, organisation, councils)
        hold(db, service, now=now)
        save_version(db, service, by=by, reason=f"As {TOLD_BY_THEM}", at=now)
        save_provenances(db, service.id, _marks(service))
        record_of(db, Action.ACCEPTED_NEW, proposal, by=by, now=now)
        taken_over = replace(proposal, offered=_left_of(proposal.offered), state=ProposalState.ACCEPTED)
        return replace(taken_over, organisation_id=organisation.id, service_id=service.id)

    return decide(db, number, accepted, by=by, now=now)


def let_wait_again(db: Database, newer: Database) -> tuple[Proposal, ...]:
    """Those that were accepted after a backup was made: in `db`, which it came from, there is nothing of them.

    What they had told is read from the first version in `newer`, where whatever was redacted is gone.
    """
    waiting = []
    with writing(db):
        for one in list_proposals(db, [ProposalState.ACCEPTED]):
            if one.service_id and not has_service(db, one.service_id):
                again = replace(one, offered=_offered_again(one, newer), state=ProposalState.WAITING)
                waiting.append(replace(again, decided_by=None, decided_at=None, organisation_id=None, service_id=None))
                save_proposal(db, waiting[-1])
    return tuple(waiting)


def areas_named_in(words: str, areas: Iterable[NamedArea]) -> tuple[NamedArea, ...]:
    """Councils and counties that somebody's own words name; longer names first, so that "East Sussex" is not "Sussex"."""
    councils = [one for one in areas if one.level in COUNCIL_LEVELS and not one.successor]
    found, left = [], f" {_plain(words)} "
    for one in sorted(councils, key=lambda one: -len(one.short_name)):
        name = f" {_plain(one.short_name)} "
        if name.strip() and name in left:
            found.append(one)
            left = left.replace(name, "  ")
    return tuple(sorted(found, key=lambda one: one.short_name))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", text.casefold()))


def _left_of(offered: Offered) -> Offered:
    """What is on the listing now is kept nowhere else, so that it can be taken out; the area waits to be set."""
    return Offered(organisation=offered.organisation, name=offered.name, summary="", area=offered.area)


def _offered_again(proposal: Proposal, newer: Database) -> Offered:
    """As far as it is still known."""
    versions = get_versions(newer, proposal.service_id or "")
    if not versions or not proposal.organisation_id:
        return proposal.offered
    service, organisation = state_of(versions[0].facts), get_organisation(newer, proposal.organisation_id)
    age = (service.age_rules or (AgeRule(),))[0]
    values = {one.channel: one.value for one in service.contact_points}
    return replace(
        proposal.offered,
        summary=service.summary or "",
        kind=organisation.kind,
        number=next((one.value for one in organisation.identifiers), None),
        for_whom=service.threshold.for_plain,
        youngest=age.minimum,
        oldest=age.maximum,
        phone=values.get(Channel.PHONE),
        email=values.get(Channel.EMAIL),
        url=service.url,
        other_way=service.description,
    )


def _organisation(db: Database, proposal: Proposal) -> Organisation:
    offered = proposal.offered
    scheme = SCHEMES.get(offered.kind) if offered.kind else None
    return Organisation(
        id=str(uuid4()),
        slug=new_organisation_slug(db, offered.organisation),
        name=offered.organisation,
        kind=offered.kind,
        url=offered.url,
        identifiers=(Identifier(scheme, offered.number),) if scheme and offered.number else (),
        inclusion=proposal.inclusion,
    )


def _service(db: Database, offered: Offered, organisation: Organisation, councils: Collection[str]) -> Service:
    service_id = str(uuid4())
    return Service(
        id=service_id,
        slug=new_slug(db, offered.name, organisation.name),
        code=new_code(db, service_id),
        organisation_id=organisation.id,
        name=offered.name,
        summary=offered.summary,
        description=offered.other_way,
        url=offered.url,
        sector=SECTORS.get(offered.kind) if offered.kind else None,
        age_rules=_ages(offered),
        catchment=_catchment(councils),
        threshold=Threshold(for_plain=offered.for_whom),
        contact_points=_contact_points(offered),
        status=Status.ACTIVE,
    )


def _ages(offered: Offered) -> tuple[AgeRule, ...] | None:
    if offered.youngest is None and offered.oldest is None:
        return None
    return (AgeRule(offered.youngest, offered.oldest),)


def _catchment(councils: Collection[str]) -> Catchment | None:
    return lives_in(AreaKind.LOCAL_AUTHORITY, *councils) if councils else None


def _contact_points(offered: Offered) -> tuple[ContactPoint, ...]:
    told = ((Channel.PHONE, offered.phone), (Channel.EMAIL, offered.email))
    return tuple(ContactPoint(new_part_id(), channel, value) for channel, value in told if value)


def _marks(service: Service) -> list[Provenance]:
    """Which facts are as they told them, and what they said."""
    blank = (None, (), Threshold())
    told = {field: getattr(service, field) for field in MARKED}
    return [Provenance(field, TOLD_BY_THEM, to_json(value)) for field, value in told.items() if value not in blank]
