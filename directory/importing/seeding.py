"""Filling a new directory from the seed folder, and adding to one what the seed has gained since."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from directory.domain.crisis import CrisisLine
from directory.domain.errors import OrganisationNotFound, ServiceNotFound
from directory.domain.organisations import Organisation
from directory.domain.places import CouncilNumber, NamedArea
from directory.domain.provenance import Difference, Provenance
from directory.domain.services import Service
from directory.domain.taxonomy import Taxonomy
from directory.importing.listing_file import Listing
from directory.importing.seed_folder import Seed, read_seed
from directory.publishing.listings import hold, publish
from directory.store.areas import get_areas, get_council_numbers, save_areas, save_council_numbers
from directory.store.checks import save_check
from directory.store.codec import to_json
from directory.store.crisis_lines import get_crisis_lines, save_crisis_lines
from directory.store.database import writing
from directory.store.organisations import (
    get_organisation,
    get_organisation_by_slug,
    new_organisation_slug,
    organisation_named,
    save_organisation,
)
from directory.store.provenance import save_difference, save_provenance
from directory.store.services import get_service, get_service_by_slug, new_code, new_slug
from directory.store.taxonomy import get_taxonomy, save_taxonomy

SEEDED_BY = "seed"
BELIEVED = "Not seen on a page yet: check before showing"
NOT_FACTS = frozenset(
    {
        "id",
        "slug",
        "code",
        "organisation_id",
        "suspended",
        "unconfirmed",
        "may_have_changed",
        "is_demonstration",
        "published_on",
        "last_modified",
    }
)
FACTS = [field for field in fields(Service) if field.name not in NOT_FACTS]


@dataclass
class SeedReport:
    """What was added. `left_alone` counts listings that were here before, as they are now and not as the seed has them."""

    terms: int = 0
    areas: int = 0
    crisis_lines: int = 0
    council_numbers: int = 0
    organisations: int = 0
    published: int = 0
    held: int = 0
    left_alone: int = 0

    @property
    def changed_anything(self) -> bool:
        return any(value for name, value in vars(self).items() if name != "left_alone")


def seed(
    db: Database,
    folder: Path,
    *,
    demonstration: bool,
    now: datetime,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> SeedReport:
    """Add what is missing, all of it or nothing. A listing, number or line that is here already is left as it is.

    Only taxonomy and areas follow the seed's newer words, because nobody edits those here.
    """
    sown = read_seed(folder, demonstration=demonstration, today=now.date())
    report = SeedReport()
    with writing(db):
        _add_taxonomy(db, sown.taxonomy, report)
        _add_areas(db, sown.areas, report)
        _add_crisis_lines(db, sown.crisis_lines, report)
        _add_council_numbers(db, sown.council_numbers, report)
        ids = _add_organisations(db, sown, report)
        for done, listing in enumerate(sown.listings, start=1):
            _add_listing(db, listing, ids, report, now)
            progress(done, len(sown.listings))
    return report


def _add_taxonomy(db: Database, taxonomy: Taxonomy, report: SeedReport) -> None:
    here = set(get_taxonomy(db))
    report.terms = sum(term not in here for term in taxonomy)
    if report.terms:
        save_taxonomy(db, taxonomy)


def _add_areas(db: Database, areas: tuple[NamedArea, ...], report: SeedReport) -> None:
    here = set(get_areas(db))
    missing = [area for area in areas if area not in here]
    report.areas = len(missing)
    if missing:
        save_areas(db, missing)


def _add_crisis_lines(db: Database, lines: tuple[CrisisLine, ...], report: SeedReport) -> None:
    here = get_crisis_lines(db)
    slugs = {line.slug for line in here}
    missing = [line for line in lines if line.slug not in slugs]
    report.crisis_lines = len(missing)
    if missing:
        save_crisis_lines(db, [*here, *missing])


def _add_council_numbers(db: Database, numbers: dict[str, tuple[CouncilNumber, ...]], report: SeedReport) -> None:
    for council, given in numbers.items():
        if not get_council_numbers(db, [council]):
            save_council_numbers(db, council, given)
            report.council_numbers += len(given)


def _add_organisations(db: Database, sown: Seed, report: SeedReport) -> dict[str, str]:
    """The id each organisation of the seed goes by here: its own, or that of one of the same name that came before."""
    ids = {}
    for organisation in (one for file in sown.files for one in file.organisations):
        same = _organisation_here(db, organisation)
        if same is None:
            same = replace(organisation, slug=_free_organisation_slug(db, organisation))
            save_organisation(db, same)
            report.organisations += 1
        ids[organisation.id] = same.id
    return ids


def _organisation_here(db: Database, organisation: Organisation) -> Organisation | None:
    try:
        return get_organisation(db, organisation.id)
    except OrganisationNotFound:
        return organisation_named(db, organisation.name)


def _free_organisation_slug(db: Database, organisation: Organisation) -> str:
    try:
        get_organisation_by_slug(db, organisation.slug)
    except OrganisationNotFound:
        return organisation.slug
    return new_organisation_slug(db, organisation.name)


def _add_listing(db: Database, listing: Listing, organisations: dict[str, str], report: SeedReport, now: datetime) -> None:
    if _is_here(db, listing.service):
        report.left_alone += 1
        return
    service = _as_it_fits(db, listing.service, organisations)
    if listing.published:
        publish(db, service, by=SEEDED_BY, reason="Came with the directory", now=now)
        report.published += 1
    else:
        hold(db, service, now=now)
        report.held += 1
    _add_what_goes_with_it(db, listing, now)


def _is_here(db: Database, service: Service) -> bool:
    try:
        get_service(db, service.id)
    except ServiceNotFound:
        return False
    return True


def _as_it_fits(db: Database, service: Service, organisations: dict[str, str]) -> Service:
    """The service with a code of its own, the organisation it belongs to here, and a slug that nobody else has."""
    return replace(
        service,
        slug=_free_slug(db, service),
        code=new_code(db, service.id),
        organisation_id=organisations[service.organisation_id],
    )


def _free_slug(db: Database, service: Service) -> str:
    try:
        get_service_by_slug(db, service.slug)
    except ServiceNotFound:
        return service.slug
    return new_slug(db, service.name, service.slug)


def _add_what_goes_with_it(db: Database, listing: Listing, now: datetime) -> None:
    """Checks the file tells of, where each fact came from, and what an editor has still to decide."""
    service, source = listing.service, listing.source
    for check in listing.checks:
        save_check(db, service.id, check)
    for field in _told(service) if source else ():
        value = to_json(getattr(service, field))
        from_prose = field in service.unconfirmed
        save_provenance(db, service.id, Provenance(field, str(source), value, read_from_prose=from_prose))
    for field in _unlike(service, listing.believed) if listing.believed else ():
        ours, theirs = (to_json(getattr(one, field)) for one in (service, listing.believed))
        save_difference(db, Difference(service.id, field, BELIEVED, ours, theirs, noticed_at=now))


def _told(service: Service) -> list[str]:
    """The facts the service tells at all: those that are not as they are when nothing has been said."""
    return [field.name for field in FACTS if getattr(service, field.name) != field.default]


def _unlike(service: Service, other: Service) -> list[str]:
    return [field.name for field in FACTS if getattr(service, field.name) != getattr(other, field.name)]
