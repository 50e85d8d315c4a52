"""Contacts for professionals stand on professional pages with the provider's consent, and at no other address whatever."""

import re
from datetime import date

import pytest

from directory.domain.services import Channel, ContactPoint
from directory.store.database import writing
from directory.store.organisations import save_organisation
from directory.store.services import save_service
from tests.builders import a_service, an_organisation

AGREED, NOT_AGREED = "zq-agreed-heron", "zq-unagreed-heron"
MARKERS = (AGREED, NOT_AGREED)
# Addresses under the professional door that are for others' eyes: what a family is handed.
HANDED_OVER = ("professionals.show_handout",)
WORDS = {
    "text": "zq heron agreed unagreed",
    "need": "self-harm",
    "age": "15",
    "postcode": "PO1",
    "asking": "someone-i-work-with",
}


@pytest.fixture
def heron(db):
    """A service with contacts for professionals of every channel, agreed to and not."""
    points = [
        ContactPoint(
            f"{consent}-{channel}",
            channel,
            f"https://{marker}.example.org/{channel.name}"
            if channel in (Channel.FORM, Channel.CHAT, Channel.APP)
            else f"{marker}-{channel.name}",
            label=f"Desk {marker}",
            professionals_only=True,
            consent_recorded=consent,
        )
        for marker, consent in ((AGREED, True), (NOT_AGREED, False))
        for channel in Channel
    ]
    public = ContactPoint("public", Channel.PHONE, "01632 960001")
    service = a_service(
        "Heron", needs=frozenset({"self-harm", "any"}), nhs_role="crisis-team", published_on=date(2026, 1, 2),
        contact_points=(*points, public), usable_while_waiting=True, takes_refused=True, advice_line="Ring us.",
    )  # fmt: skip
    with writing(db):
        save_organisation(db, an_organisation())
        save_service(db, service)
    return service


def everywhere(app, browser, service):
    """Each route with arguments that lead to the service where it can: endpoint, address, method."""
    token = browser.reply("/find", method="POST", data=WORDS).location.removeprefix("/find/")
    values = {"token": token, "code": service.code, "codes": service.code, "slug": service.slug, "version": "x",
              "name": "more", "filename": "icon.svg", "receipt": "none", "id": service.id, "service_id": service.id,
              }  # fmt: skip
    slugs = {"public.show_need": "self-harm", "public.show_organisation": an_organisation().slug}
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            given = {name: values.get(name, "1") for name in rule.arguments}
            if rule.endpoint in slugs:
                given["slug"] = slugs[rule.endpoint]
            address = rule.build(given, append_unknown=False)[1]
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield rule.endpoint, address, method


def test_a_contact_for_professionals_reaches_no_other_address(app, browser, heron):
    shown = {}
    for endpoint, address, method in everywhere(app, browser, heron):
        asked = WORDS | {"pick": heron.code, "format": "json"}
        how = {"data": WORDS} if method == "POST" else {"query_string": asked}
        reply = browser.client.open(address, method=method, follow_redirects=True, **how)
        text = reply.get_data(as_text=True) + str(reply.headers)
        reply.close()
        for marker in MARKERS:
            if marker in text:
                shown.setdefault(marker, set()).add(endpoint)

    assert shown.keys() <= {AGREED}, "a contact without consent is shown"
    apart = {endpoint for endpoint in shown.get(AGREED, ()) if endpoint.startswith("professionals.")}
    assert shown.get(AGREED, set()) - apart <= set(), "a professional contact has left the professional pages"
    assert "professionals.show_options" in apart
    assert apart.isdisjoint(HANDED_OVER)


def test_no_word_of_it_can_be_searched_for(browser, heron):
    page = browser.find(text="heron agreed unagreed desk", asking="someone-i-work-with")

    assert not any(marker in page.html for marker in MARKERS)


def test_what_is_copied_or_sent_to_a_family_holds_none_of_it(browser, heron):
    page = browser.post("professionals.find", WORDS)
    records = [has["data-record"] for has in page.all("input", name="pick") if has["value"] == heron.code]

    assert records
    assert not any(marker in records[0] for marker in MARKERS)


def test_the_commands_that_hand_out_listings_hold_none_of_it(app, heron):
    runner = app.test_cli_runner()
    said = runner.invoke(args=["find", "--need", "self-harm", "--json"])

    assert "Heron" in said.stdout
    assert not any(marker in said.stdout for marker in MARKERS)


def test_every_marker_would_be_noticed(browser, heron):
    """The pages that may show it do, so that the test above looks for the right words."""
    page = browser.post("professionals.find", WORDS)

    assert re.search(AGREED, page.html)
    assert not re.search(NOT_AGREED, page.html)
