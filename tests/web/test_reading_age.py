"""Our own sentences are for a reader of nine to eleven: Flesch-Kincaid grade 6 or lower, on every page."""

from datetime import date

import pytest

from directory.domain.checks import Check, CheckMethod, CheckScope
from directory.domain.eligibility import AgeRule, AreaKind, lives_in
from directory.domain.meaning import Danger
from directory.domain.services import Wait, WaitStage
from directory.finding.danger_words import read_danger_words
from directory.finding.notes import read_notes
from directory.store.checks import save_check
from directory.store.database import writing
from directory.web.errors import DAMAGED, EXPIRED, TROUBLES, show_trouble
from tests.builders import HAVANT, a_location, a_service, an_organisation, only_for
from tests.web.reading_age import grade, own_sentences, worst

HIGHEST = 6.0
NAMES = ("Teen talk", "Harbour Youth", "Someone to talk to", "Childline", "Samaritans", "SHOUT", "CAMHS")
# Posts, machines' pages, and pages that are reached through a search and read below.
NOT_PLAIN = {"public.find", "public.start_list"}


@pytest.fixture
def service(listed, db):
    one = listed(
        a_service(
            "Teen talk",
            published_on=date(2026, 1, 2),
            age_rules=[AgeRule(11, 17)],
            audiences=only_for("young-carers"),
            catchment=lives_in(AreaKind.LOCAL_AUTHORITY, HAVANT),
            locations=(a_location(masked=True),),
            waits=(Wait(WaitStage.HELP_STARTS, 4, 6, "the front desk", date(2026, 11, 1)),),
        ),
        organisation=an_organisation(),
    )
    with writing(db):
        save_check(db, one.id, Check(CheckScope.ALL, date(2026, 3, 3), "an editor", CheckMethod.RANG))
    return one


def check(html, name):
    sentences = own_sentences(html, NAMES)
    found = grade(sentences)

    assert found <= HIGHEST, "\n".join([f"{name}: grade {found:.1f}; the hardest sentences are", *worst(sentences)])


def plain_pages(app):
    """Every address of the public's that can simply be opened."""
    for rule in app.url_map.iter_rules():
        is_page = rule.endpoint.startswith("public.") and "GET" in rule.methods and "." not in rule.rule
        if is_page and not rule.arguments and rule.endpoint not in NOT_PLAIN:
            yield rule.rule


def test_every_plain_page(app, browser, service):
    pages = list(plain_pages(app))
    failed = []
    for path in pages:
        reply = browser.reply(path)
        if reply.mimetype == "text/html" and reply.status_code == 200:
            try:
                check(reply.get_data(as_text=True), path)
            except AssertionError as error:
                failed.append(str(error))

    assert len(pages) > 8
    assert not failed, "\n\n".join(failed)


@pytest.mark.parametrize(
    "asked",
    [
        {"text": "worryed and cant sleep", "postcode": "PO1", "age": "14"},
        {"text": "i cant sleep", "postcode": "nonsense", "age": "999"},
        {"need": "tics"},
        {"text": "my 9 year old is in care", "how": "video"},
        {"text": "left care", "circumstance": "care-leavers", "age": "17"},
        {"text": "zeppelin", "postcode": "ZE1 0AA", "age": "99"},
    ],
)
def test_results_and_a_listing_in_them(browser, service, asked):
    page = browser.find(**asked)
    check(page.html, asked)
    check(browser.open(f"{page.response.request.path}/{service.code}").html, f"the listing for {asked}")


def test_a_listing_an_organisation_topics_and_a_list(browser, service):
    check(browser.get("public.show_service", slug=service.slug).html, "a listing")
    check(browser.get("public.show_organisation", slug=an_organisation().slug).html, "an organisation")
    check(browser.get("public.show_list", codes=f"{service.code}.zzzzz").html, "a list")
    check(browser.open("/list").html, "an empty list")


def test_every_topic(app, browser, taxonomy):
    for need in (*taxonomy.groups, *taxonomy.needs):
        check(browser.get("public.show_need", slug=need.slug).html, need.slug)


def test_every_error_page(app):
    with app.test_request_context():
        for trouble in (*TROUBLES.values(), EXPIRED, DAMAGED):
            check(show_trouble(trouble)[0], trouble.title)


@pytest.mark.parametrize("kind", Danger)
def test_what_is_said_in_danger(app, kind):
    said = read_danger_words(app.extensions["directory"].settings.seed / "panels.toml")[kind]
    for whom in ("say", "say_of_other"):
        check("".join(f"<p>{sentence}</p>" for sentence in said[whom]), f"{kind} {whom}")


def test_every_note(app):
    for name, note in read_notes(app.extensions["directory"].settings.seed / "notes.toml").items():
        for words in (note.say, note.say_to_parent, note.say_of_other):
            check(f"<p>{words}</p>", name)


def test_a_hard_sentence_is_noticed():
    hard = ["Practitioners should facilitate multidisciplinary assessment of vulnerability."]

    assert grade(hard) > HIGHEST
    assert grade(["You can ring them now.", "It is free."]) < HIGHEST
