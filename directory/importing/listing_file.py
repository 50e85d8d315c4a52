"""Listings written by hand: a TOML file of organisations and services, read to the facts of the domain.

How a file is written is shown by every file in `seed/`; `seed/README.md` names each field. A field that is left out
is "not told us".
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from directory.domain.checks import Check
from directory.domain.eligibility import (
    ANYONE_ANYWHERE,
    AgeRule,
    Area,
    AreaKind,
    Audience,
    AudienceMode,
    Basis,
    Catchment,
    Condition,
    WhoseAge,
)
from directory.domain.organisations import Identifier, IdentifierScheme, Inclusion, Organisation, OrganisationKind
from directory.domain.services import Sector, Service, Status
from directory.domain.taxonomy import Facet, Taxonomy
from directory.importing.listing_parts import (
    read_check,
    read_confidentiality,
    read_contact_point,
    read_cost,
    read_location,
    read_single_point,
    read_threshold,
    read_wait,
    read_words_to_say,
)
from directory.importing.shorthand import read_ages
from directory.importing.toml_table import Table, read_toml

EVERYONE = "everyone"
ANYONE = "anyone"
LINES_OF_NEXT = 4
SERVICE_FIELDS = [field.name for field in fields(Service)]
AREA_FIELDS = {
    "nation": AreaKind.NATION,
    "council": AreaKind.LOCAL_AUTHORITY,
    "board": AreaKind.BOARD,
    "districts": AreaKind.DISTRICTS,
    "named": AreaKind.NAMED,
}


@dataclass(frozen=True)
class Listing:
    """One service of a file. One that is not `published` is to be held back until somebody has checked it.

    `believed` is the same service with what nobody has seen written anywhere yet, for an editor to decide on.
    """

    service: Service
    published: bool
    checks: tuple[Check, ...] = ()
    source: str | None = None
    believed: Service | None = None


@dataclass(frozen=True)
class ListingFile:
    organisations: tuple[Organisation, ...]
    listings: tuple[Listing, ...]


def read_listing_file(path: Path, *, today: date, taxonomy: Taxonomy | None = None) -> ListingFile:
    """Return everything in one file, or raise `ImportRefused` with a sentence naming file, listing and field."""
    file = read_toml(path, today, taxonomy)
    demonstration = bool(file.flag("demonstration"))
    organisations = tuple(_organisation(table) for table in _named(file, "organisation"))
    ids = {organisation.slug: organisation.id for organisation in organisations}
    listings = tuple(_listing(table, ids, demonstration=demonstration) for table in _named(file, "service"))
    file.finish()
    return ListingFile(organisations, listings)


def _named(file: Table, name: str) -> Iterable[Table]:
    """The tables of one heading, from here on spoken of by their slug; no slug may stand twice."""
    seen: set[str] = set()
    for table in file.tables(name):
        slug = table.must("slug")
        if slug in seen:
            raise file.mistake(f"{name} “{slug}”", "there are two of this name.")
        seen.add(slug)
        table.where = f"{file.where}, {name} “{slug}”"
        yield table
        table.finish()


def _id(kind: str, slug: str) -> str:
    """The same on every installation, so that seeding again finds what is already there."""
    return str(uuid5(NAMESPACE_URL, f"https://listings.example.org/{kind}/{slug}"))


def _organisation(table: Table) -> Organisation:
    slug = table.must("slug")
    return Organisation(
        id=_id("organisation", slug),
        slug=slug,
        name=table.must("name"),
        kind=table.choice("kind", OrganisationKind),
        description=table.text("description"),
        url=table.text("url"),
        email=table.text("email"),
        identifiers=_identifiers(table.table("identifiers")),
        inclusion=_inclusion(table.table("declared")),
    )


def _identifiers(table: Table | None) -> tuple[Identifier, ...]:
    if table is None:
        return ()
    given = tuple(Identifier(scheme, value) for scheme in IdentifierScheme if (value := table.text(scheme)))
    table.finish()
    return given


def _inclusion(table: Table | None) -> Inclusion:
    if table is None:
        return Inclusion()
    declared = Inclusion(
        legal_body=table.text("legal_body"),
        safeguarding_lead=table.flag("safeguarding_lead"),
        lead_role=table.text("lead_role"),
        safeguarding_policy=table.flag("safeguarding_policy"),
        safeguarding_policy_on=table.day("safeguarding_policy_on"),
        dbs_checks=table.flag("dbs_checks"),
        insured=table.flag("insured"),
        regulator=table.text("regulator"),
        declared_on=table.day("on"),
    )
    table.finish()
    return declared


def _listing(table: Table, organisations: dict[str, str], *, demonstration: bool) -> Listing:
    return Listing(
        service=_service(table, organisations, demonstration=demonstration),
        published=table.flag("published") is not False,
        checks=tuple(read_check(one) for one in table.tables("check")),
        source=table.text("source"),
        believed=_believed(table, organisations, demonstration=demonstration),
    )


def _believed(table: Table, organisations: dict[str, str], *, demonstration: bool) -> Service | None:
    unsure = table.table("to_check")
    if unsure is None:
        return None
    rest = {name: value for name, value in table.given.items() if name != "to_check"}
    whole = Table({**rest, **unsure.given}, unsure.where, table.today, table.taxonomy)
    believed = _listing(whole, organisations, demonstration=demonstration).service
    whole.finish()
    return believed


def _service(table: Table, organisations: dict[str, str], *, demonstration: bool) -> Service:
    slug = table.must("slug")
    service_id = _id("service", slug)
    organisation = table.must("organisation")
    if organisation not in organisations:
        raise table.mistake("organisation", f"no organisation of this file has the slug “{organisation}”.")
    return Service(
        id=service_id,
        slug=slug,
        code=service_id.replace("-", "")[:8],
        organisation_id=organisations[organisation],
        name=table.must("name"),
        summary=table.text("summary"),
        description=table.text("description"),
        url=table.text("url"),
        sector=table.choice("sector", Sector),
        nhs_role=table.slug("nhs_role", Facet.NHS_ROLE),
        needs=table.slugs("needs", Facet.NEED),
        audiences=_audiences(table),
        kinds=table.slugs("kinds", Facet.KIND),
        how=table.slugs("how", Facet.HOW),
        routes=table.slugs("routes", Facet.ROUTE),
        level=table.slugs("level", Facet.LEVEL),
        age_rules=_age_rules(table),
        catchment=_catchment(table, service_id),
        threshold=read_threshold(table.table("threshold")),
        confidentiality=read_confidentiality(table.table("confidentiality")),
        cost=read_cost(table),
        languages=table.texts("languages"),
        interpreters=table.flag("interpreters"),
        status=table.choice("status", Status),
        opens_again_on=table.day("opens_again_on"),
        ends_on=table.day("ends_on"),
        taking_new_people=table.flag("taking_new_people"),
        taking_new_people_on=table.day("taking_new_people_on"),
        single_point=read_single_point(table.table("single_point")),
        advice_line=table.text("advice_line"),
        usable_while_waiting=table.flag("usable_while_waiting"),
        takes_refused=table.flag("takes_refused"),
        contact_points=tuple(
            read_contact_point(one, f"{service_id}-c{n}") for n, one in enumerate(table.tables("contact"), start=1)
        ),
        locations=tuple(
            read_location(one, _location_id(service_id, one.text("key") or str(n)))
            for n, one in enumerate(table.tables("location"), start=1)
        ),
        waits=tuple(read_wait(one) for one in table.tables("wait")),
        what_happens_next=_what_happens_next(table),
        words_to_say=read_words_to_say(table.table("words_to_say")),
        while_you_wait=table.text("while_you_wait"),
        suspended=bool(table.flag("suspended")),
        unconfirmed=_unconfirmed(table),
        is_demonstration=demonstration,
    )


def _location_id(service_id: str, key: str) -> str:
    return f"{service_id}-l-{key}"


def _audiences(table: Table) -> frozenset[Audience] | None:
    """ "everyone" tells that nobody is left out; otherwise who it is only for, and who is made welcome."""
    if table.get("audiences") == EVERYONE:
        return frozenset()
    audiences = table.table("audiences")
    if audiences is None:
        return None
    told = frozenset(
        Audience(slug, mode) for mode in AudienceMode for slug in audiences.slugs(mode, Facet.AUDIENCE) or frozenset()
    )
    audiences.finish()
    return told


def _age_rules(table: Table) -> tuple[AgeRule, ...] | None:
    given = table.get("ages")
    if given is None:
        return None
    if not isinstance(given, list) or not given:
        raise table.mistake("ages", 'write a list, like ["11 to 18"], or leave the line out for "not told us".')
    return tuple(_age_rule(table, one) for one in given)


def _age_rule(table: Table, given: object) -> AgeRule:
    if isinstance(given, str):
        return table.read("ages", lambda: read_ages(given))
    if not isinstance(given, dict):
        raise table.mistake("ages", "write each age in quotation marks, or as a table with “ages” in it.")
    one = Table(given, f"{table.where}, ages", table.today, table.taxonomy)
    ages = one.must("ages")
    plain = one.read("ages", lambda: read_ages(ages))
    rule = AgeRule(
        plain.minimum,
        plain.maximum,
        plain.unit,
        whose=one.choice("whose", WhoseAge) or WhoseAge.CHILD,
        condition=one.slug("only_for", Facet.AUDIENCE),
    )
    one.finish()
    return rule


def _catchment(table: Table, service_id: str) -> Catchment | None:
    """Any one entry of the list will do; an entry that is itself a list asks for everything in it."""
    given = table.get("catchment")
    if given is None:
        return None
    if given == ANYONE:
        return ANYONE_ANYWHERE
    if not isinstance(given, list) or not given:
        raise table.mistake("catchment", 'write “anyone”, or a list like [{ basis = "lives in", council = "E06000044" }].')
    groups = [entry if isinstance(entry, list) else [entry] for entry in given]
    return Catchment(tuple(tuple(_condition(table, one, service_id) for one in group) for group in groups))


def _condition(table: Table, given: object, service_id: str) -> Condition:
    if not isinstance(given, dict):
        raise table.mistake("catchment", "write each condition as a table, with “basis” and an area in it.")
    one = Table(given, f"{table.where}, catchment", table.today, table.taxonomy)
    condition = Condition(one.must_choose("basis", Basis), _area(one, service_id))
    one.finish()
    if (condition.area is None) != (condition.basis is Basis.ANYONE):
        raise one.mistake("basis", f"name an area: {', '.join(AREA_FIELDS)} or miles. Only “anyone” needs none.")
    return condition


def _area(table: Table, service_id: str) -> Area | None:
    for name, kind in AREA_FIELDS.items():
        if table.has(name):
            return Area(kind, frozenset(table.texts(name) or ()))
    if table.has("miles"):
        miles = table.number("miles") or 0
        return Area(AreaKind.MILES, miles=float(miles), location_id=_location_id(service_id, table.must("from")))
    return None


def _what_happens_next(table: Table) -> tuple[str, ...] | None:
    lines = table.texts("what_happens_next")
    if lines and len(lines) > LINES_OF_NEXT:
        raise table.mistake("what_happens_next", f"there are {len(lines)} lines; four is the most people read.")
    return lines


def _unconfirmed(table: Table) -> frozenset[str]:
    names = table.texts("unconfirmed") or ()
    for name in names:
        if name not in SERVICE_FIELDS:
            raise table.mistake("unconfirmed", f"“{name}” is not a fact of a service.")
    return frozenset(names)
