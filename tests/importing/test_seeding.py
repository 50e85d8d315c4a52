"""Filling a directory from the seed, again and again; and what national listings may say in public."""

import shutil
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from directory.domain.crisis import CRISIS_LINES
from directory.domain.eligibility import Basis
from directory.domain.errors import DirectoryError, ImportRefused
from directory.domain.services import Channel
from directory.importing.seed_folder import read_seed
from directory.importing.seed_numbers import read_council_numbers, read_crisis_lines
from directory.importing.seeding import seed
from directory.publishing.listings import publish
from directory.store.areas import get_areas, get_council_numbers, save_council_numbers
from directory.store.checks import get_checks
from directory.store.crisis_lines import get_crisis_lines, save_crisis_lines
from directory.store.database import content_version, create_database, writing
from directory.store.provenance import get_differences, get_provenance
from directory.store.services import get_service_by_slug
from directory.store.taxonomy import get_taxonomy
from directory.store.versions import get_versions
from tests.builders import a_service, an_organisation
from tests.conftest import SEED
from tests.importing.conftest import every_service

NOW = datetime(2026, 11, 21, 12, 0)
UK = frozenset({"E92000001", "W92000004", "S92000003", "N92000002"})
ALL_DAY = "always"

# Every fact a public national listing may tell, besides what it is for: ages, nations, cost and ways of contact, as they
# were seen on public pages. Nothing may be added here that nobody has seen.
SEEN = {
    "emergency-999": ("any", "anywhere", "free", [("phone", "999", ALL_DAY)]),
    "nhs-111-option-2": (
        "any",
        frozenset({"E92000001"}),
        "free",
        [("phone", "111", ALL_DAY), ("phone", "18001 111", ALL_DAY)],
    ),
    "childline": (
        "to 18",
        UK,
        "free",
        [("phone", "0800 1111", ALL_DAY), ("chat", "https://www.childline.org.uk", None)],
    ),
    "samaritans": ("any", UK, "free", [("phone", "116 123", ALL_DAY), ("email", "jo@samaritans.org", None)]),
    "shout": ("any", UK, "free", [("text", "85258", ALL_DAY)]),
    "papyrus-hopeline247": (None, None, None, [("phone", "0800 068 4141", ALL_DAY)]),
    "lifeline-northern-ireland": (
        "any",
        frozenset({"N92000002"}),
        "free",
        [("phone", "0808 808 8000", ALL_DAY), ("phone", "18001 0808 808 8000", ALL_DAY)],
    ),
    "safecall": ("to 25", UK, "free", [("phone", "116 000", None)]),
    "youngminds-parents-helpline": (None, None, None, [("phone", "0808 802 5544", None)]),
    "youngminds-textline": (None, UK, None, [("text", "85258", ALL_DAY)]),
    "nspcc-helpline": (None, None, None, [("phone", "0808 800 5000", None), ("email", "help@nspcc.org.uk", None)]),
    "winstons-wish": (None, None, None, [("text", "07418 341800", "15:00-20:00")]),
    "mermaids-helpline": ("to 19", UK, None, [("phone", "0808 801 0400", "13:00-20:30")]),
    "national-domestic-abuse-helpline": (
        "16 to",
        frozenset({"E92000001"}),
        None,
        [("phone", "0808 2000 247", ALL_DAY)],
    ),
    "rape-and-sexual-abuse-support-line": (
        "16 to",
        frozenset({"E92000001", "W92000004"}),
        None,
        [("chat", "https://247sexualabusesupport.org.uk", ALL_DAY)],
    ),
}
# Facts nobody saw on a page, so no public national listing tells them.
NEVER_TOLD = (
    "languages",
    "interpreters",
    "level",
    "nhs_role",
    "opens_again_on",
    "ends_on",
    "taking_new_people_on",
    "single_point",
    "advice_line",
    "usable_while_waiting",
    "takes_refused",
    "what_happens_next",
    "while_you_wait",
)


@pytest.fixture
def empty(tmp_path):
    database = create_database(tmp_path / "seeded.sqlite3")
    yield database
    database.close()


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    """A seeded directory to look at, not to change."""
    database = create_database(tmp_path_factory.mktemp("seeded") / "directory.sqlite3")
    seed(database, SEED, demonstration=True, now=NOW)
    yield database
    database.close()


def every_row(db):
    return {table: list(db.table(table).rows) for table in sorted(db.table_names())}


def nationals(db):
    return [service for service in every_service(db) if not service.is_demonstration]


def test_seeding_fills_an_empty_directory(seeded):
    assert len(get_areas(seeded)) > 350
    assert get_taxonomy(seeded).needs
    assert get_crisis_lines(seeded) == CRISIS_LINES
    assert len([service for service in every_service(seeded) if service.is_demonstration]) >= 60


def test_report_counts_what_was_added(empty):
    report = seed(empty, SEED, demonstration=False, now=NOW)

    assert (report.published, report.held, report.left_alone) == (len(SEEN), len(nationals(empty)) - len(SEEN), 0)
    assert report.crisis_lines == len(CRISIS_LINES)
    assert report.council_numbers == 0
    assert report.changed_anything


def test_seeding_again_changes_nothing(empty):
    seed(empty, SEED, demonstration=True, now=NOW)
    before, version = every_row(empty), content_version(empty)

    report = seed(empty, SEED, demonstration=True, now=NOW + timedelta(days=30))

    assert every_row(empty) == before
    assert content_version(empty) == version
    assert not report.changed_anything
    assert report.left_alone == len(every_service(empty))


def test_what_was_edited_here_stays(empty):
    seed(empty, SEED, demonstration=False, now=NOW)
    edited = replace(get_service_by_slug(empty, "childline"), summary="In our own words.")
    with writing(empty):
        publish(empty, edited, by="an editor", reason="Plainer", now=NOW)

    seed(empty, SEED, demonstration=True, now=NOW + timedelta(days=1))

    assert get_service_by_slug(empty, "childline").summary == "In our own words."


def test_crisis_lines_and_council_numbers_put_right_here_stay(empty):
    seed(empty, SEED, demonstration=True, now=NOW)
    ours = replace(get_crisis_lines(empty)[0], hours="Day and night")
    number = replace(get_council_numbers(empty, ["E06000044"])[0], number="01632 960999")
    with writing(empty):
        save_crisis_lines(empty, [ours, *get_crisis_lines(empty)[1:]])
        save_council_numbers(empty, "E06000044", [number])

    seed(empty, SEED, demonstration=True, now=NOW)

    assert get_crisis_lines(empty)[0] == ours
    assert get_council_numbers(empty, ["E06000044"]) == (number,)


def test_demonstration_can_be_left_out_and_added_later(empty):
    seed(empty, SEED, demonstration=False, now=NOW)
    assert not any(service.is_demonstration for service in every_service(empty))
    assert get_council_numbers(empty, ["E06000044"]) == ()

    report = seed(empty, SEED, demonstration=True, now=NOW)

    assert report.published >= 60
    assert report.left_alone == len(nationals(empty))


def test_names_and_slugs_that_are_taken_are_left_to_whoever_came_first(db, listed):
    ours = listed(
        a_service("Childline", slug="childline", organisation_id=an_organisation("NSPCC").id),
        organisation=an_organisation("NSPCC"),
    )

    seed(db, SEED, demonstration=False, now=NOW)

    assert get_service_by_slug(db, "childline").id == ours.id
    theirs = next(one for one in every_service(db) if one.name == "Childline" and one.id != ours.id)
    assert theirs.organisation_id == ours.organisation_id


def test_mistake_in_one_file_stores_nothing(empty, tmp_path):
    folder = tmp_path / "seed"
    shutil.copytree(SEED, folder)
    (folder / "demonstration" / "sefton.toml").write_text('[[service]]\nslug = "x"\n', encoding="utf-8")

    with pytest.raises(ImportRefused, match=r"sefton\.toml, service “x”"):
        seed(empty, folder, demonstration=True, now=NOW)

    assert every_service(empty) == []


def test_missing_seed_folder_is_a_sentence(empty, tmp_path):
    with pytest.raises(DirectoryError, match=r"taxonomy\.toml"):
        seed(empty, tmp_path / "nowhere", demonstration=True, now=NOW)


def test_progress_is_told_of_each_listing(empty):
    told = []

    seed(empty, SEED, demonstration=False, now=NOW, progress=lambda done, of: told.append((done, of)))

    assert told == [(done, len(nationals(empty))) for done in range(1, len(nationals(empty)) + 1)]


def test_everything_in_the_files_comes_back_from_the_database(seeded):
    sown = {listing.service.slug: listing for listing in read_seed(SEED, demonstration=True, today=NOW.date()).listings}

    for service in every_service(seeded):
        listing = sown[service.slug]
        stored = replace(service, published_on=None, last_modified=None, code=listing.service.code)
        assert stored == listing.service
        assert len(get_checks(seeded, [service.id])[service.id]) == len(listing.checks)


def test_every_public_listing_begins_with_a_version(seeded):
    for service in every_service(seeded):
        assert len(get_versions(seeded, service.id)) == (1 if service.published_on else 0)


def test_crisis_lines_of_the_seed_are_those_in_the_code():
    assert read_crisis_lines(SEED / "crisis_lines.toml") == CRISIS_LINES


def test_every_council_of_the_demonstration_has_a_number_by_day_and_by_night(seeded):
    numbers = read_council_numbers(SEED / "council_numbers.toml")

    assert len(numbers) == 11
    for council, given in numbers.items():
        assert get_council_numbers(seeded, [council]) == given
        assert len(given) == 2
        assert all("Demonstration" in str(number.note) for number in given)


def test_only_what_was_seen_on_a_page_is_public(seeded):
    public = {service.slug: service for service in nationals(seeded) if service.published_on}

    assert {slug: told(service) for slug, service in public.items()} == SEEN


def test_public_national_listings_leave_the_rest_not_told(seeded):
    for service in nationals(seeded):
        if service.published_on:
            assert [field for field in NEVER_TOLD if getattr(service, field) is not None] == []
            assert (service.waits, service.locations) == ((), ())
            assert set(vars(service.confidentiality).values()) == {None}


def test_no_national_listing_claims_to_have_been_checked(seeded):
    ids = [service.id for service in nationals(seeded)]

    assert set(get_checks(seeded, ids).values()) == {()}


def test_each_fact_of_a_national_listing_says_where_it_was_found(seeded):
    for service in nationals(seeded):
        provenance = get_provenance(seeded, service.id)
        assert {"name", "summary", "needs"} <= provenance.keys()
        assert not any(one.kept_here or one.read_from_prose for one in provenance.values())


def test_what_was_not_seen_waits_for_an_editor(seeded):
    papyrus = get_service_by_slug(seeded, "papyrus-hopeline247")

    waiting = {one.field: one.theirs for one in get_differences(seeded) if one.service_id == papyrus.id}

    assert waiting.keys() == {"how", "audiences", "age_rules", "catchment", "cost", "contact_points"}
    assert "88247" in waiting["contact_points"]


def test_listings_nobody_has_seen_wait_unpublished(seeded):
    waiting = {service.slug for service in nationals(seeded) if not service.published_on}

    assert {"beat", "the-mix", "kooth", "switchboard", "napac", "sidekick"} <= waiting
    assert len(waiting) > 50


def told(service):
    """The facts of a listing that a person would act on, short enough to list."""
    groups = service.catchment.groups if service.catchment else ()
    nations = frozenset(code for (condition,) in groups if condition.area for code in condition.area.codes)
    anywhere = any(condition.basis is Basis.ANYONE for (condition,) in groups)
    contacts = [(point.channel.value, point.value, hours_of(point)) for point in service.contact_points]
    return (
        ages_of(service),
        "anywhere" if anywhere else nations or None,
        service.cost.kind.value if service.cost else None,
        contacts,
    )


def ages_of(service):
    if service.age_rules is None:
        return None
    (rule,) = service.age_rules
    return f"{rule.minimum or ''} to {rule.maximum or ''}".strip() if rule.minimum or rule.maximum else "any"


def hours_of(point):
    if point.schedules is None:
        return None
    (schedule,) = point.schedules
    if schedule.opens_at == schedule.closes_at:
        return ALL_DAY
    return f"{schedule.opens_at:%H:%M}-{schedule.closes_at:%H:%M}"


def test_channels_of_public_lines_can_be_used_at_once(seeded):
    for service in nationals(seeded):
        if service.published_on:
            assert any(point.channel in (Channel.PHONE, Channel.TEXT, Channel.CHAT) for point in service.contact_points)
