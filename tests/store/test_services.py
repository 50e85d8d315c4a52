from datetime import date, datetime, time

import pytest

from directory.domain.eligibility import AgeRule, AgeUnit, Area, AreaKind, Basis, Catchment, Condition, WhoseAge
from directory.domain.errors import ServiceNotFound
from directory.domain.services import (
    Channel,
    Confidentiality,
    ContactPoint,
    Cost,
    CostKind,
    Schedule,
    Sector,
    Service,
    SinglePoint,
    Telling,
    Threshold,
    Wait,
    WaitStage,
    WordsToSay,
)
from directory.store.codec import from_json
from directory.store.database import content_version, writing
from directory.store.services import get_service, get_service_by_slug, get_services, new_code, new_slug, save_service
from directory.store.versions import get_versions, save_version
from tests.builders import PORTSMOUTH, a_location, a_service, only_for, welcoming

NOW = datetime(2026, 11, 21, 12)
HOURS = Schedule(frozenset({0, 4}), time(17), time(0, 30), term_time=True)


def a_full_service():
    place = a_location(postcode="PO1 2AL", step_free=True)
    return a_service(
        summary="A warm room.",
        sector=Sector.VOLUNTARY,
        nhs_role="none",
        needs=frozenset({"sleep", "feelings"}),
        audiences=only_for("young-carers") | welcoming("lgbtq"),
        kinds=frozenset({"listening"}),
        how=frozenset({"phone"}),
        routes=frozenset(),
        level=frozenset({"help"}),
        age_rules=(
            AgeRule(11, 18),
            AgeRule(12, 13, AgeUnit.SCHOOL_YEARS, WhoseAge.CHILD),
            AgeRule(None, 25, whose=WhoseAge.PERSON_USING, condition="send"),
        ),
        catchment=Catchment(
            (
                (Condition(Basis.LIVES_IN, Area(AreaKind.LOCAL_AUTHORITY, frozenset({PORTSMOUTH}))),),
                (
                    Condition(Basis.SCHOOL_IN, Area(AreaKind.NAMED, frozenset({"Sea, Sand School", "Hill School"}))),
                    Condition(Basis.LIVES_IN, Area(AreaKind.MILES, miles=4.5, location_id=place.id)),
                ),
                (Condition(Basis.ANYONE),),
            )
        ),
        threshold=Threshold("Worries", "Mild anxiety", None, "Active plans", "Ring 111"),
        confidentiality=Confidentiality(Telling.ONLY_IF_AT_RISK, agrees_alone_from=13, anonymous=False),
        cost=Cost(CostKind.DEPENDS, "Some groups cost £1"),
        languages=("English", "Polish"),
        interpreters=True,
        opens_again_on=date(2027, 1, 4),
        ends_on=date(2027, 3, 31),
        taking_new_people_on=date(2026, 11, 1),
        single_point=SinglePoint(takes="Anyone", passes_on=True),
        contact_points=(ContactPoint("c1", Channel.TEXT, "07700 900111", schedules=(HOURS,), anonymous=True),),
        locations=(place, a_location(masked=True)),
        waits=(Wait(WaitStage.HELP_STARTS, 4, 6, "the service", date(2026, 10, 2), need="sleep"),),
        what_happens_next=("We ring you.", "We meet."),
        words_to_say=WordsToSay(text="Hi, can I talk?"),
        unconfirmed=frozenset({"age_rules"}),
        published_on=date(2026, 11, 2),
    )


def test_a_service_comes_back_exactly_as_it_was_saved(db, listed):
    service = listed(a_full_service())

    assert get_service(db, service.id) == service
    assert get_service_by_slug(db, service.slug) == service


def test_untold_facets_stay_untold_and_empty_ones_stay_empty(db, listed):
    service = listed(a_service(needs=None, kinds=frozenset(), audiences=None, catchment=None, age_rules=None))

    stored = get_service(db, service.id)

    assert (stored.needs, stored.kinds, stored.audiences) == (None, frozenset(), None)
    assert (stored.catchment, stored.age_rules) == (None, None)


def test_saving_again_replaces_everything(db, listed):
    service = a_full_service()
    listed(service)

    changed = listed(a_service(id=service.id, slug=service.slug, code=service.code, waits=()))

    assert get_service(db, service.id) == changed


def test_services_come_in_the_order_asked_for(db, listed):
    first, second = a_service(), a_service()
    listed(first, second)

    assert get_services(db, [second.id, "nobody", first.id]) == [second, first]


def test_an_unknown_service_is_said_to_be_unknown(db):
    with pytest.raises(ServiceNotFound):
        get_service_by_slug(db, "nowhere")


def test_every_save_is_seen_by_whoever_watches_the_content(db, listed):
    before = content_version(db)

    listed(a_service())

    assert content_version(db) > before


def test_a_taken_name_gets_the_organisation_in_its_address(db, listed):
    listed(a_service("Teen talk", slug="teen-talk"))

    assert new_slug(db, "Teen talk", "Harbour Youth") == "teen-talk-harbour-youth"
    assert new_slug(db, "Téén chat!", "Harbour Youth") == "teen-chat"


def test_short_codes_are_permanent_and_nobody_else_s(db, listed):
    code = new_code(db, "some-id")
    assert code == new_code(db, "some-id")

    listed(a_service(code=code))

    assert new_code(db, "some-id") != code


def test_a_version_keeps_every_fact(db, listed):
    service = listed(a_full_service())

    with writing(db):
        save_version(db, service, by="an editor", reason="first published", at=NOW)
        save_version(db, service, by="an editor", reason="again", at=NOW)

    assert [version.number for version in get_versions(db, service.id)] == [1, 2]
    assert from_json(Service, get_versions(db, service.id)[0].facts) == service


def test_a_failed_write_leaves_nothing_behind(db, listed):
    service = listed(a_service())

    def half_a_save():
        with writing(db):
            save_service(db, a_service(id=service.id, slug=service.slug, code=service.code, name="Changed"))
            raise RuntimeError("the lights went out")

    with pytest.raises(RuntimeError):
        half_a_save()

    assert get_service(db, service.id).name == service.name
