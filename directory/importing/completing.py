"""What a record does not say outright: ages and needs read from its prose, a point from its postcode, and a look at
whether its contacts are somebody's own. Never stops a record: what is doubtful becomes a warning.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol

from directory.domain.errors import PlaceNotUnderstood
from directory.domain.free_mail import is_free_mail
from directory.domain.places import Place, PlaceSource
from directory.domain.services import Channel, ContactPoint, Location
from directory.domain.source_record import SourceRecord
from directory.importing import cells
from directory.importing.ages_in_prose import ages_in
from directory.importing.casing import tidy_capitals
from directory.importing.needs_in_prose import ProseReader
from directory.importing.shorthand import NotUnderstood
from directory.places.postcodes import parse_postcode

FIRST_AND_LAST = re.compile(
    r"^(?!(?:\w+\.)?(?:info|team|office|admin|help|contact|enquir|support|hello|service))[a-z]{2,}[._][a-z]{2,}@"
)
AGES_WERE_READ = "the ages were read from its description; please check them"
MOBILE = re.compile(r"^(?:\+?44|0)\s?7[1-57-9]|^07624")


class Finder(Protocol):
    """What we need of a gazetteer."""

    def find(self, text: str) -> Place: ...


@dataclass(frozen=True)
class Completer:
    """Completes the records of one import. `has_postcodes` is False while no postcode file has been loaded."""

    gazetteer: Finder | None
    prose: ProseReader
    has_postcodes: bool = True

    def complete(self, records: Iterable[SourceRecord]) -> Iterator[SourceRecord]:
        for record in records:
            yield record if record.refused else self._completed(record)

    def _completed(self, record: SourceRecord) -> SourceRecord:
        warnings = list(record.warnings)
        suggested = self._suggested(record)
        contacts = tuple(self._contact(one, warnings) for one in record.facts.get("contact_points", ()))
        locations = tuple(self._location(one, warnings) for one in record.facts.get("locations", ()))
        found: dict[str, Any] = {"contact_points": contacts, "locations": locations}
        facts = {**record.facts, **suggested, **{field: value for field, value in found.items() if value}}
        if "age_rules" in suggested:
            warnings.append(AGES_WERE_READ)
        return replace(
            record,
            facts=facts,
            assumed=record.assumed | suggested.keys(),
            warnings=tuple(dict.fromkeys(warnings)),
        )

    def _suggested(self, record: SourceRecord) -> dict[str, Any]:
        """What the prose suggests of the facts that are not told outright."""
        suggested: dict[str, Any] = {}
        if record.ages_prose and "age_rules" not in record.facts:
            suggested["age_rules"] = ages_in(record.ages_prose)
        if record.needs_prose:
            suggested |= self.prose.read(record.needs_prose, record.name)
        return {field: value for field, value in suggested.items() if value and not record.facts.get(field)}

    def _contact(self, contact: ContactPoint, warnings: list[str]) -> ContactPoint:
        value = contact.value
        if contact.channel is Channel.EMAIL and (is_free_mail(value) or FIRST_AND_LAST.match(value.lower())):
            warnings.append(f"{value} looks like somebody's own email address")
        if contact.channel in (Channel.PHONE, Channel.TEXT) and MOBILE.match(value):
            warnings.append(f"{value} is a mobile number, perhaps somebody's own")
        return contact

    def _location(self, location: Location, warnings: list[str]) -> Location:
        if not location.postcode:
            return location
        try:
            postcode = str(parse_postcode(location.postcode))
        except PlaceNotUnderstood:
            warnings.append(f"the postcode {location.postcode} cannot be read; it is kept as it was written")
            return location
        place = self._place(postcode, warnings)
        point = place.point if place and place.exact and not location.masked else None
        return replace(location, postcode=postcode, point=location.point or point)

    def _place(self, postcode: str, warnings: list[str]) -> Place | None:
        try:
            place = self.gazetteer.find(postcode) if self.gazetteer else None
        except PlaceNotUnderstood:
            warnings.append(f"the postcode {postcode} does not exist")
            return None
        if place:
            self._doubt(place, postcode, warnings)
        return place

    def _doubt(self, place: Place, written: str, warnings: list[str]) -> None:
        if place.source is PlaceSource.DISTRICT_OF_UNKNOWN_POSTCODE and self.has_postcodes:
            warnings.append(f"the postcode {written} does not exist")
        elif place.source is PlaceSource.DISTRICT:
            warnings.append(f"{written} is only the first part of a postcode")
        elif place.source is PlaceSource.ENDED_POSTCODE:
            warnings.append(f"the postcode {written} is not in use any more")


def tidied(record: SourceRecord) -> SourceRecord:
    """A record of a feed with names that do not shout, numbers spaced as they are read out, and addresses checked."""
    warnings = list(record.warnings)
    facts = dict(record.facts)
    contacts = tuple(one for contact in facts.get("contact_points", ()) for one in _tidied_contact(contact, warnings))
    locations = tuple(replace(one, name=tidy_capitals(one.name)) if one.name else one for one in facts.get("locations", ()))
    facts |= {"locations": locations, "contact_points": contacts, "url": _tidied_url(facts.get("url"), warnings)}
    organisation = dict(record.organisation)
    organisation["name"] = tidy_capitals(organisation.get("name", ""))
    organisation["url"] = _tidied_url(organisation.get("url"), [])
    return replace(
        record,
        name=tidy_capitals(record.name),
        facts={field: value for field, value in facts.items() if value not in (None, ())},
        organisation={field: value for field, value in organisation.items() if value is not None},
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _tidied_contact(contact: ContactPoint, warnings: list[str]) -> Iterator[ContactPoint]:
    try:
        if contact.channel in (Channel.PHONE, Channel.TEXT):
            for number in cells.read_phones(contact.value):
                yield replace(contact, value=number)
        else:
            yield replace(contact, value=cells.read_email(contact.value))
    except NotUnderstood as error:
        warnings.append(f"a way to get in touch was left out: {error}")


def _tidied_url(url: str | None, warnings: list[str]) -> str | None:
    try:
        return cells.read_url(url) if url else None
    except NotUnderstood as error:
        warnings.append(f"its web address was left out: {error}")
        return None
