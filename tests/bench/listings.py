"""Invented services in any number, as varied as real ones: for measuring only."""

from datetime import date
from random import Random
from uuid import UUID

from directory.domain.checks import Check, CheckMethod, CheckScope
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
)
from directory.domain.organisations import Organisation
from directory.domain.places import ENGLAND, NamedArea, Point
from directory.domain.services import Channel, ContactPoint, Cost, CostKind, Location, Sector, Service, Status, Threshold
from directory.domain.slugs import slugify
from directory.domain.taxonomy import Facet, Taxonomy

FIRST = [
    "Harbour",
    "Lantern",
    "Kettle",
    "Compass",
    "Willow",
    "Bridge",
    "Beacon",
    "Orchard",
    "Pebble",
    "Kite",
    "Meadow",
    "Anchor",
    "Robin",
    "Ember",
    "Maple",
]
SECOND = [
    "Youth",
    "House",
    "Project",
    "Trust",
    "Line",
    "Space",
    "Circle",
    "Talk",
    "Hub",
    "Garden",
    "Room",
    "Works",
    "Network",
    "Centre",
    "Friends",
]
SENTENCES = (
    "We offer one to one counselling for young people who feel {need}.",
    "Our group meets every week and talks about {need} over toast and tea.",
    "You can text or ring us when {need} gets too much.",
    "Families can come together to talk about {need} with a trained worker.",
    "We help schools to understand {need} and to act early.",
    "A small team of volunteers and two paid workers run this from a church hall.",
    "We listen first and then make a plan with you, at your own pace.",
    "There is a waiting list, and we send something useful while you wait.",
    "Drop in after school, no appointment needed, and someone will put the kettle on.",
    "Therapy is by qualified staff, in person or by video.",
)


def invented(count: int, taxonomy: Taxonomy, councils: list[NamedArea]) -> tuple[list[Organisation], list[Service]]:
    """The same services for the same count, every time."""
    random = Random(count)  # noqa: S311  # not for secrets
    organisations = [_organisation(number, random) for number in range(max(1, count // 4))]
    services = [_service(number, random, organisations, taxonomy, councils) for number in range(count)]
    return organisations, services


def invented_check(random: Random) -> Check:
    return Check(CheckScope.ALL, date(2026, random.randint(1, 10), 3), "an editor", CheckMethod.RANG)


def _organisation(number: int, random: Random) -> Organisation:
    name = f"{random.choice(FIRST)} {random.choice(SECOND)} {number}"
    return Organisation(id=str(UUID(int=number)), slug=f"organisation-{number}", name=name)


def _service(
    number: int, random: Random, organisations: list[Organisation], taxonomy: Taxonomy, councils: list[NamedArea]
) -> Service:
    needs = [term.slug for term in random.sample(taxonomy.needs, random.randint(1, 5))]
    if random.random() < 0.15:
        needs = [random.choice(["any", *(group.slug for group in taxonomy.groups)])]
    labels = [taxonomy.label(Facet.NEED, slug).lower() for slug in needs]
    name = f"{random.choice(FIRST)} {random.choice(SECOND)} for {labels[0]}"
    described = " ".join(random.choice(SENTENCES).format(need=random.choice(labels)) for _ in range(random.randint(2, 7)))
    place = Location(
        id=f"l{number}",
        city=random.choice(councils).short_name,
        point=Point(random.uniform(50.3, 54.9), random.uniform(-4.1, 1.3)),
        masked=random.random() < 0.03,
    )
    return Service(
        id=str(UUID(int=10**9 + number)),
        slug=f"{slugify(name)}-{number}",
        code=f"b{number:06d}",
        organisation_id=random.choice(organisations).id,
        name=name,
        summary=random.choice(SENTENCES).format(need=labels[-1]),
        description=described,
        sector=random.choice(list(Sector)),
        needs=frozenset(needs) if random.random() < 0.95 else None,
        audiences=_audiences(random, taxonomy),
        kinds=_some(random, taxonomy, Facet.KIND, 2),
        how=_some(random, taxonomy, Facet.HOW, 2),
        routes=_some(random, taxonomy, Facet.ROUTE, 3),
        age_rules=_ages(random),
        catchment=_catchment(random, councils, place),
        threshold=Threshold(for_plain=random.choice(SENTENCES).format(need=labels[0])),
        cost=Cost(CostKind.FREE),
        status=Status.ACTIVE,
        taking_new_people=random.choice((True, True, True, False, None)),
        contact_points=(ContactPoint(f"c{number}", Channel.PHONE, f"01632 960{number % 1000:03d}"),),
        locations=(place,),
        unconfirmed=frozenset({"age_rules"}) if random.random() < 0.1 else frozenset(),
        published_on=date(2026, random.randint(1, 10), random.randint(1, 28)),
    )


def _some(random: Random, taxonomy: Taxonomy, facet: Facet, most: int) -> frozenset[str]:
    return frozenset(term.slug for term in random.sample(taxonomy.of(facet), random.randint(1, most)))


def _audiences(random: Random, taxonomy: Taxonomy) -> frozenset[Audience] | None:
    if random.random() < 0.7:
        return frozenset() if random.random() < 0.7 else None
    mode = random.choice(list(AudienceMode))
    return frozenset(Audience(slug, mode) for slug in _some(random, taxonomy, Facet.AUDIENCE, 2))


def _ages(random: Random) -> tuple[AgeRule, ...] | None:
    if random.random() < 0.1:
        return None
    youngest = random.choice((0, 4, 5, 8, 10, 11, 13, 16))
    return (AgeRule(youngest, random.choice((18, 19, 21, 24, 25, None))),)


def _catchment(random: Random, councils: list[NamedArea], place: Location) -> Catchment | None:
    """Most serve one council's area, some a pair of neighbours, a few the nation, anyone, a circle or nobody told us."""
    chance = random.random()
    if chance < 0.1:
        return None
    if chance < 0.2:
        return ANYONE_ANYWHERE
    if chance < 0.3:
        return Catchment(((Condition(Basis.LIVES_IN, Area(AreaKind.NATION, frozenset({ENGLAND}))),),))
    if chance < 0.33:
        return Catchment(((Condition(Basis.LIVES_IN, Area(AreaKind.MILES, miles=10, location_id=place.id)),),))
    first = random.randrange(len(councils))
    chosen = frozenset(area.code for area in councils[first : first + (2 if chance > 0.85 else 1)])
    area = Area(AreaKind.LOCAL_AUTHORITY, chosen)
    lives, gp = Condition(Basis.LIVES_IN, area), Condition(Basis.GP_IN, area)
    return Catchment(((lives,), (gp,)) if chance > 0.6 else ((lives,),))
