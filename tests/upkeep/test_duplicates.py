"""Which two may be one, and which are never taken for it."""

from dataclasses import replace

import pytest

from directory.domain.events import Subject
from directory.domain.organisations import Identifier, IdentifierScheme
from directory.domain.putting_away import NotForUs
from directory.domain.services import Channel, ContactPoint, Status
from directory.publishing.putting_away import bring_back, put_away
from directory.store.database import writing
from directory.store.merges import say_not_the_same
from directory.store.organisations import save_organisation
from directory.store.services import save_service
from directory.upkeep.duplicates import likely_duplicates
from tests.builders import a_location, a_service, an_organisation
from tests.publishing.conftest import NOW

TRAINS, LINES = an_organisation("Railway club", id="a"), an_organisation("Railway Club", id="b", slug="railway-club-2")
HARBOUR, PIER = an_organisation("Harbour Youth"), an_organisation("Pier Families")


def phone(number, part="c1"):
    return (ContactPoint(part, Channel.PHONE, number),)


def at(postcode):
    return (a_location(postcode=postcode),)


@pytest.fixture
def found(db):
    def run(*services, organisations=(HARBOUR, PIER)):
        with writing(db):
            for one in organisations:
                save_organisation(db, one)
            for one in services:
                save_service(db, one)
        return likely_duplicates(db)

    return run


def test_the_same_name_and_number_are_likely_one_and_it_is_said_why(found):
    one = a_service("Teen Talk", contact_points=phone("01632 960001", "a"))
    other = a_service("Teen talk CIC", contact_points=phone("+44 1632 960001", "b"), organisation_id=PIER.id)

    [pair] = found(one, other)

    assert (pair.subject, {pair.one_id, pair.other_id}) == (Subject.SERVICE, {one.id, other.id})
    assert pair.reasons == ("names that are the same", "the same phone number: 01632960001")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "Teen talk"}, {"name": "Counselling"}),  # one phone of many services
        ({"name": "Teen talk 5 to 10"}, {"name": "Teen talk 11 to 18"}),
        ({"name": "Teen talk", "locations": at("PO1 2AL")}, {"name": "Teen talks", "locations": at("PO5 1AA")}),
        ({"name": "Teen talk"}, {"name": "Teen talk", "status": Status.DEFUNCT}),
    ],
)
def test_some_share_a_number_and_are_two(found, one, other):
    first = a_service(contact_points=phone("01632 960001", "a"), **one)
    second = a_service(contact_points=phone("01632 960001", "b"), **other)

    assert found(first, second) == ()


def test_a_national_name_in_two_towns_is_two(found):
    one = a_service("Home-Start", locations=at("PO1 2AL"))
    other = a_service("Home-Start", locations=at("PL1 1AA"), organisation_id=PIER.id)

    assert found(one, other) == ()


def test_what_is_put_away_is_no_duplicate_and_neither_is_who_has_nothing_else(found, db):
    services = [
        a_service("Model trains", id=str(n), organisation_id=one.id, published_on=None)
        for n, one in enumerate((TRAINS, LINES))
    ]
    assert len(found(*services, organisations=(TRAINS, LINES))) == 2

    put_away(db, ["1"], reason=NotForUs.NOT_HELP, by="eve", now=NOW)
    assert likely_duplicates(db) == ()

    bring_back(db, ["1"], by="eve", now=NOW)
    assert len(likely_duplicates(db)) == 2


def test_organisations_with_one_number_in_a_register_are_one(found):
    charity = (Identifier(IdentifierScheme.CHARITY, "123456"),)
    named = replace(PIER, identifiers=charity), an_organisation("Families of the Pier", identifiers=charity)

    [pair] = found(organisations=named)

    assert pair.subject is Subject.ORGANISATION
    assert pair.reasons[-1] == "the same charity number: 123456"


def test_organisations_with_two_numbers_in_a_register_are_two(found):
    one = replace(PIER, identifiers=(Identifier(IdentifierScheme.CHARITY, "1"),))
    other = replace(one, id="other", slug="other", identifiers=(Identifier(IdentifierScheme.CHARITY, "2"),))

    assert found(organisations=(one, other)) == ()


def test_what_is_known_to_be_two_is_not_asked_again(found, db):
    one = a_service("Teen Talk", contact_points=phone("01632 960001", "a"))
    other = a_service("Teen talk", contact_points=phone("01632 960001", "b"))
    found(one, other)

    with writing(db):
        say_not_the_same(db, Subject.SERVICE, (other.id, one.id), by="keeper 1", at=NOW)

    assert likely_duplicates(db) == ()
