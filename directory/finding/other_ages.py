"""Teams of a place that a child is too young or too old for, so that nobody is told that there is none."""

from sqlite_utils import Database

from directory.domain.seeker import Seeker
from directory.domain.services import Service
from directory.finding.near import Near
from directory.finding.snapshot import Snapshot
from directory.finding.verdicts import Kind, Verdicts


def teams_of_other_ages(db: Database, snapshot: Snapshot, seeker: Seeker, role: str) -> tuple[Service, ...]:
    """Those with this role that nothing but the age speaks against, by name."""
    team, verdicts, near = snapshot.by_role.get(role, 0), Verdicts(snapshot, seeker), Near(seeker)
    too_young_or_old = verdicts.weigh(team, (Kind.AGE,)).ruled_out
    otherwise = verdicts.weigh(team, [kind for kind in Kind if kind is not Kind.AGE]).ruled_out
    listings = snapshot.listings_of(team & too_young_or_old & ~otherwise)
    ids = [one.id for one in listings if one.catchment is not None and near(one) is not False]
    return tuple(sorted(snapshot.whole(db, ids).values(), key=lambda service: service.name))
