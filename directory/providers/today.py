"""What a listing says today of how it is reached and how long people wait: what its keepers confirm in one press."""

from dataclasses import dataclass
from datetime import date

from directory.domain.services import Alert, Service, Status
from directory.keeping.facts import new_people_words
from directory.keeping.sides import say
from directory.store.versions import latest_version
from directory.upkeep.still_right import scopes_told
from directory.web.access import get_db, get_directory, get_now
from directory.web.wording import WaitSaid, Way, status_words, waits_said, ways_in_touch


@dataclass(frozen=True)
class Today:
    """`places` are addresses in words, each after its id. `new_people_told_on` is a day before today. `was_to_open`: the day
    to open again has come, and nobody has said that it did. `made_from` is the version that says all this. With
    `can_confirm` there is something in it that could be right: ways to get in touch, waits, or both."""

    ways: list[Way]
    waits: list[WaitSaid]
    places: list[tuple[str, str]]
    website: str | None
    new_people: str | None
    new_people_told_on: date | None
    status: str | None
    was_to_open: date | None
    alert: Alert | None
    can_confirm: bool
    made_from: int

    @property
    def confirmed(self) -> tuple[str, ...]:
        """What the one press confirms, in words: what the listing tells, and nothing else."""
        hours = any(way.hours for way in self.ways)
        told = (("how to reach you", self.ways), ("your hours", hours), ("the wait", self.waits))
        return tuple(words for words, is_told in told if is_told)


def today_of(service: Service) -> Today:
    now, names, alert = get_now(), get_directory().names(), service.alert
    told_on, is_closed = service.taking_new_people_on, service.status is Status.TEMPORARILY_CLOSED
    return Today(
        ways=ways_in_touch(service.contact_points, now),
        waits=waits_said(service.waits, now.date()),
        places=[(one.id, say("locations", one, names)) for one in service.locations],
        website=service.url,
        new_people=new_people_words(service),
        new_people_told_on=told_on if told_on and told_on < now.date() else None,
        status=status_words(service, now.date()),
        was_to_open=service.opens_again_on if is_closed and not service.opens_again(now.date()) else None,
        alert=alert if alert and alert.holds_on(now.date()) else None,
        can_confirm=bool(scopes_told(service)),
        made_from=latest_version(get_db(), service.id),
    )
