"""A professional and a family are told the same of every service; one more postcode changes only what hangs on it."""

import random
import re

import pytest

from directory.domain.eligibility import Basis
from directory.domain.search_request import SearchRequest
from directory.finding.find import find_services
from directory.finding.options import find_options
from directory.finding.reading import read_request
from directory.finding.snapshot import load_snapshot
from directory.finding.verdicts import Verdicts
from directory.professionals.find import as_professional
from directory.store.database import content_version

EVERYTHING = 1_000
PLACES = ("PO1", "PO4", "TN34", "BN21", "DA5", "MK9", "PL1", "L20", "SW1A", "ZE1", "")
NEEDS = ("self-harm", "low-mood", "eating", "unusual-experiences", "school", "bereavement", "any", "autism", "feelings", "")
COUNCILS = ("Plymouth", "Sefton", "Milton Keynes", "East Sussex", "")
CIRCUMSTANCES = ((), ("in-care",), ("girls", "young-carers"), ("neurodivergent",), ("lgbtq", "care-leavers"))
ROW = re.compile(r'name="pick" value="(\w+)".*?<td class="v v--(\w+)">', re.DOTALL)


def a_child(chance: random.Random) -> SearchRequest:
    return SearchRequest(
        needs=tuple(filter(None, [chance.choice(NEEDS)])),
        text=chance.choice(("", "", "cant sleep", "worried and low")),
        age=chance.choice(("", "4", "9", "13", "15", "17", "19", "24")),
        postcode=chance.choice(PLACES),
        gp_postcode=chance.choice(PLACES),
        school_postcode=chance.choice(PLACES),
        looked_after_by=chance.choice(COUNCILS),
        circumstances=chance.choice(CIRCUMSTANCES),
        camhs=chance.choice(("", "waiting", "refused", "under")),
        refusal=chance.choice(("", "age", "area", "school-first")),
        working_as=chance.choice(("", "gp", "school", "social-care", "youth-justice", "charity")),
    )


CHILDREN = [a_child(random.Random(number)) for number in range(150)]  # noqa: S311  # not for secrets


@pytest.fixture
def shelves(demonstration):
    with demonstration.app.app_context():
        yield demonstration.app.extensions["directory"]


def test_every_row_has_the_verdict_and_the_reasons_of_the_public_page(shelves):
    compared = 0
    for asked in map(as_professional, CHILDREN):
        search = read_request(asked, shelves.readers())
        listings = shelves.listings()
        public = find_services(shelves.db(), listings, search, page_size=EVERYTHING)
        options = find_options(shelves.db(), listings, search, shelves.now().date())
        told = {one.service.id: one.judgement for one in (*public.found, *public.not_for_you, *public.further_help)}
        rows = (*options.first, *options.meanwhile, *options.rest, *options.unlikely, *options.already_asked)
        rows = (*rows, *options.not_for_you, *options.further_help)
        for one in rows:
            if one.service.id in told:
                assert one.judgement == told[one.service.id], (asked, one.service.name)
                compared += 1

    assert compared > 2_000


@pytest.mark.parametrize("asked", CHILDREN[:12], ids=lambda asked: f"{asked.age} in {asked.postcode}")
def test_the_page_shows_for_each_row_what_the_service_inside_the_search_shows(demonstration, asked):
    fields = as_professional(asked).to_fields()
    page = demonstration.post("professionals.find", fields)
    token = demonstration.reply("/find", method="POST", data=fields).location.removeprefix("/find/")
    rows = ROW.findall(page.html)

    for code, verdict in rows[:6] + rows[-4:]:
        listing = demonstration.get("public.show_found", token=token, code=code)
        assert f"verdict--{verdict}" in listing.html


BASES = {
    "postcode": (Basis.LIVES_IN, PLACES[:9]),
    "gp_postcode": (Basis.GP_IN, PLACES[:9]),
    "school_postcode": (Basis.SCHOOL_IN, PLACES[:9]),
    "looked_after_by": (Basis.LOOKED_AFTER_BY, COUNCILS[:4]),
}


@pytest.mark.parametrize("field", BASES)
def test_telling_one_more_place_changes_only_services_whose_catchment_hangs_on_it(shelves, field):
    basis, places = BASES[field]
    snapshot = load_snapshot(shelves.db(), content_version(shelves.db()))
    hanging = snapshot.members(
        one.id
        for one in snapshot.listings.values()
        if one.catchment and any(condition.basis is basis for group in one.catchment.groups for condition in group)
    )
    changed = 0
    for asked in CHILDREN[:60]:
        untold = SearchRequest(**{**vars(asked), field: ""})
        before = parted(shelves, snapshot, untold)
        for place in places:
            after = parted(shelves, snapshot, SearchRequest(**{**vars(asked), field: place}))
            differing = sum(bin(before[verdict] ^ after[verdict]).count("1") for verdict in before)
            others = [(before[verdict] ^ after[verdict]) & ~hanging for verdict in before]
            assert others == [0, 0, 0], (untold, field, place)
            changed += differing

    assert changed


def parted(shelves, snapshot, asked):
    """Every public listing by its verdict for this child."""
    search = read_request(as_professional(asked), shelves.readers())
    return Verdicts(snapshot, search.seeker).part(snapshot.everybody)
