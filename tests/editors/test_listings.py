"""Finding any listing, how it stands and why, and what an editor may do with it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from time import perf_counter

import pytest

from directory.accounts.claiming import make_claim
from directory.domain.checks import Check, CheckMethod, CheckOutcome, CheckScope
from directory.domain.facts import PLAIN
from directory.domain.provenance import Provenance
from directory.domain.services import Channel, ContactPoint, Status
from directory.editors.changing import change_address
from directory.publishing.ending import retire, suspend
from directory.publishing.proposing import propose
from directory.store.checks import save_check
from directory.store.database import writing
from directory.store.desk import Pick, find_rows
from directory.store.listings import leave_search
from directory.store.organisations import save_organisation
from directory.store.provenance import save_provenance
from directory.store.services import get_service, get_service_by_slug, save_service
from directory.store.versions import get_versions
from tests.accounts.visitor import SITE
from tests.builders import a_location, a_service, an_organisation

NOW = datetime(2026, 1, 5, tzinfo=UTC)
LISTING = "/editors/listings/teen-talk"


@pytest.fixture
def held(listed, service):
    """Three that an import has left, and one that has ended."""
    listed(
        a_service("Held one", slug="held-one"), a_service("Held two", slug="held-two", summary="Tea and talk."),
        a_service("Held three", slug="held-three"), a_service("Gone", slug="gone", status=Status.DEFUNCT),
    )  # fmt: skip


def test_a_listing_is_found_by_its_name_its_organisation_its_address_and_its_code(editor, held, service):
    for words in ("teen", "TALK harbour", "teen-talk", service.code):
        assert LISTING in editor.open(f"/editors/listings?words={words}").links, words
    assert LISTING not in editor.open("/editors/listings?words=teen+boat").links


def test_signs_that_mean_something_to_a_database_are_only_signs(editor, held):
    assert "0 listings" in editor.open("/editors/listings?words=%25").text
    assert "0 listings" in editor.open("/editors/listings?words=_").text


@pytest.mark.parametrize(
    ("pick", "names"),
    [("held", {"Held one", "Held two", "Held three"}), ("ended", {"Gone"}), ("suspended", {"Teen talk"}),
     ("out-of-search", {"Boathouse"}), ("from-prose", {"Teen talk"})],
)  # fmt: skip
def test_a_filter_shows_those_and_no_others(db, held, service, pick, names):
    with writing(db):
        save_service(db, replace(service, suspended=True, unconfirmed=frozenset({"age_rules"})))
        leave_search(db, "boathouse", NOW.date())

    rows, found = find_rows(db, "", Pick(pick), start=0, most=25)

    assert ({row.name for row in rows}, found) == (names, len(names))


def test_whatever_is_asked_for_makes_no_trouble(editor, held):
    for query in ("page=0", "page=99999", "page=x", "pick=nothing", "words=" + "a+" * 400, "done=x", "done=-1"):
        assert editor.open(f"/editors/listings?{query}").status == 200


def test_several_that_were_held_back_are_looked_at_and_made_public_together(editor, db, held):
    page = editor.open("/editors/make-public?slug=held-one&slug=held-two&slug=teen-talk")
    assert "2 listings" in page.text
    assert "Nobody has told us: a way to get in touch" in page.text

    page = editor.send("/editors/make-public", slug=["held-one", "held-two"])

    assert "2 listings are public now." in page.text
    assert get_service_by_slug(db, "held-one").published_on
    assert get_service_by_slug(db, "held-three").published_on is None
    assert editor.open("/services/held-one").status == 200


def test_the_first_page_counts_those_that_are_held_back_and_leads_to_them(editor, held):
    page = editor.open("/editors")

    assert "Held back listings 3" in page.text
    assert "3 listings" in editor.open("/editors/held").text


def test_a_page_tells_everything_that_is_known_of_a_listing(editor, db, service, keepers):
    with writing(db):
        check = Check(CheckScope.CONTACT, date(2026, 1, 3), "an editor", CheckMethod.RANG, CheckOutcome.NO_ANSWER)
        save_check(db, service.id, check)
        save_provenance(db, service.id, Provenance("needs", "council.csv", "[]", read_from_prose=True))
    edited = replace(get_service(db, service.id), summary="A kettle and a sofa.")
    number = propose(db, edited, made_from=0, by=keepers["provider"].known_as, now=NOW).change.id
    make_claim(db, service_id=service.id, email="jo@example.org", work="Manager", now=NOW)

    page = editor.open(LISTING)

    for words in ("public, since 2 January 2026", "we rang no answer an editor", "council.csv", "sam@example.org",
                  "A kettle and a sofa.", "As it was before it was first edited here"):  # fmt: skip
        assert words in page.text, words
    assert {
        "/services/teen-talk", "/manage/services/teen-talk", f"{LISTING}/versions", f"/editors/changes/{number}",
        "/editors/claims/1", "/editors/checks/teen-talk", "/editors/organisations/harbour-youth",
    } <= set(page.links)  # fmt: skip
    assert f"{LISTING}/redact" not in page.links


def test_suspending_takes_one_press_and_a_reason_and_so_does_lifting(editor, db, service):
    editor.open(LISTING)
    page = editor.send(f"{LISTING}/suspend", reason="  ")
    assert "Say why, for the other editors." in page.text

    page = editor.send(f"{LISTING}/suspend", reason="The number reaches somebody else.")
    assert get_service(db, service.id).suspended
    assert "by eve@example.org: The number reaches somebody else." in page.text
    assert "The number reaches" not in editor.open("/services/teen-talk").text

    page = editor.send(f"{LISTING}/lift")
    assert "The suspension is lifted." in page.text
    assert not get_service(db, service.id).suspended


def test_whoever_keeps_a_suspended_listing_is_told_by_letter_and_not_why(editor, inbox):
    editor.open(LISTING)
    for _ in range(2):
        editor.send(f"{LISTING}/suspend", reason="The number reaches somebody else.")

    (letter,) = inbox.to("sam@example.org")
    assert letter["Subject"] == "Teen talk is taken down while we look"
    assert "write to us" in letter.get_content()
    assert "The number reaches" not in letter.get_content()


def test_a_listing_cannot_end_without_something_to_try_instead(editor, db, service):
    editor.open(f"{LISTING}/retire")

    page = editor.send(f"{LISTING}/retire", try_instead=" ")

    assert page.title.startswith("Error:")
    assert get_service(db, service.id).status is Status.ACTIVE


def test_a_listing_that_has_ended_keeps_its_page_and_comes_back_with_the_version_before(editor, db, service):
    editor.open(f"{LISTING}/retire")
    editor.send(f"{LISTING}/retire", try_instead="Kooth, online: kooth.com")
    page = editor.open("/services/teen-talk")
    assert "Kooth, online" in page.text
    assert get_service(db, service.id).status is Status.DEFUNCT

    editor.open(f"{LISTING}/versions/1/put-back")
    editor.send(f"{LISTING}/versions/1/put-back", seen="2")

    assert get_service(db, service.id).status is Status.ACTIVE
    assert get_service(db, service.id).threshold.try_instead is None


def test_a_made_up_listing_is_never_made_public_in_a_live_directory(editor, app, db, listed, monkeypatch):
    listed(a_service("Made up", slug="made-up", is_demonstration=True))
    shelves = app.extensions["directory"]
    monkeypatch.setattr(shelves, "settings", replace(shelves.settings, live=True))

    editor.open("/editors/listings/made-up")
    page = editor.send("/editors/listings/made-up/make-public")

    assert "It is made up, and this directory is live." in page.text
    assert get_service_by_slug(db, "made-up").published_on is None


def test_every_page_of_a_listing_is_404_where_there_is_none(editor, service):
    for path in ("", "/retire", "/versions", "/versions/1", "/versions/1/put-back"):
        assert editor.open(f"/editors/listings/nothing{path}").status == 404


def test_looking_changes_nothing(editor, db, held, service):
    before = (get_service(db, service.id), get_versions(db, service.id))

    for path in ("", "/suspend", "/lift", "/make-public", "/retire", "/versions"):
        editor.client.get(f"{LISTING}{path}", base_url=SITE)
    editor.open("/editors/make-public?slug=held-one")

    assert (get_service(db, service.id), get_versions(db, service.id)) == before
    assert get_service_by_slug(db, "held-one").published_on is None


def test_five_thousand_listings_are_searched_in_a_moment(db):
    """The statements of the list alone: the budget of a page is 300 ms."""
    with writing(db):
        save_organisation(db, an_organisation())
        db.conn.executemany(
            "INSERT INTO services (id, slug, code, organisation_id, name, facets_told, catchment_told, suspended,"
            " unconfirmed, is_demonstration) VALUES (?, ?, ?, ?, ?, '', 0, 0, '[]', 0)",
            [(f"s{n}", f"listing-{n}", f"c{n}", an_organisation().id, f"Listing {n}") for n in range(5000)],
        )
    started = perf_counter()

    rows, found = find_rows(db, "listing 49", Pick.HELD, start=0, most=25)

    assert perf_counter() - started < 0.3
    assert (len(rows), found) == (25, sum("49" in str(n) for n in range(5000)))


def test_a_number_for_professionals_is_no_way_for_the_public_to_get_in_touch(editor, listed):
    point = ContactPoint("p", Channel.PHONE, "01632 960001", professionals_only=True)
    listed(a_service("Held", slug="held-back", contact_points=(point,)))

    assert "Nobody has told us: a way to get in touch" in editor.open("/editors/listings/held-back").text


def test_a_suspension_told_by_a_command_is_shown_with_who_and_why(editor, db, service):
    suspend(db, service.id, reason="Asked to.", by="Ada Smith", now=NOW)

    assert "It is suspended, since 5 January 2026, by Ada Smith: Asked to." in editor.open(LISTING).text


def test_every_fact_leads_to_a_form_of_its_own(editor, db, service):
    """But for what is changed in each of its parts."""
    point = ContactPoint("line", Channel.PHONE, "01632 960001")
    with writing(db):
        save_service(db, replace(service, contact_points=(point,), locations=(a_location(id="place"),)))
    page = editor.open(LISTING)
    forms = {link for link in page.links if link.startswith("/manage/services/teen-talk/")}

    assert all(editor.open(link).status == 200 for link in forms)
    with editor.app.test_request_context():
        fields = (*PLAIN, "threshold/not_for_plain", "contact_points/line/value", "locations/place")
        without = {field for field in fields if change_address("teen-talk", field) == "/manage/services/teen-talk"}
    assert without == {"organisation_id"}
    assert len(forms) == 25


def test_a_reason_that_is_too_long_is_kept_in_the_form_and_said_so(editor, db, service):
    editor.open(LISTING)
    page = editor.send(f"{LISTING}/suspend", reason="x" * 9000)

    assert "at most 500 letters. It has 9,000 now." in page.text
    assert "x" * 9000 in page.html
    assert not get_service(db, service.id).suspended


def test_too_many_words_of_what_to_try_instead_stay_whole(editor, db, service):
    editor.open(f"{LISTING}/retire")

    page = editor.send(f"{LISTING}/retire", try_instead="w" * 700 + " end")

    assert "Use at most 600 letters. You have used 704." in page.text
    assert "w end" in page.text
    assert get_service(db, service.id).status is not Status.DEFUNCT


def test_who_ends_a_listing_after_somebody_else_has_sees_what_was_done_and_keeps_their_words(editor, db, service):
    page = editor.open(f"{LISTING}/retire")
    seen = page.all("input", name="seen")[0]["value"]
    retire(db, service.id, try_instead="Kooth, online", by="eve", now=NOW)

    page = editor.send(f"{LISTING}/retire", try_instead="Samaritans 116 123", seen=seen)

    assert "Somebody else was quicker" in page.text
    assert "“Kooth, online”" in page.text
    assert "Samaritans 116 123" in page.html
    assert get_service(db, service.id).threshold.try_instead == "Kooth, online"

    again = page.all("input", name="seen")[0]["value"]
    editor.send(f"{LISTING}/retire", try_instead="Samaritans 116 123", seen=again)

    assert get_service(db, service.id).threshold.try_instead == "Samaritans 116 123"


def test_who_suspends_a_listing_after_somebody_else_has_sees_why_and_keeps_their_words(editor, db, service, inbox):
    editor.open(LISTING)
    suspend(db, service.id, reason="Theirs.", by="Ada Smith", now=NOW)

    page = editor.send(f"{LISTING}/suspend", reason="Mine: the door is locked.")

    assert "by Ada Smith: Theirs." in page.text
    assert "You wanted to say: Mine: the door is locked." in page.text
    assert not inbox.to("sam@example.org")
