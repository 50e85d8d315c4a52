"""One listing as one person sees it."""

from sqlite_utils import Database

from directory.domain.checks import last_checks
from directory.domain.judging import judge
from directory.domain.seeker import Seeker
from directory.domain.services import Service
from directory.finding.results import Found
from directory.store.checks import get_checks
from directory.store.organisations import get_organisation


def view_listing(db: Database, service: Service, seeker: Seeker) -> Found:
    """The listing with its verdict, its nearest known distance and its last check."""
    points = [location.point for location in service.open_locations if location.point]
    home = seeker.home
    miles = [distance for point in points if home and (distance := home.miles_to(point)) is not None]
    checked = last_checks(get_checks(db, [service.id])[service.id])
    return Found(
        service=service,
        organisation=get_organisation(db, service.organisation_id),
        judgement=judge(service, seeker),
        distance_miles=min(miles, default=None),
        last_check=checked.of_all,
        last_checks=checked,
    )
