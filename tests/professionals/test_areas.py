"""The sheet of an area and its gaps: counts and contacts, never anything about a patient."""

import csv
import io
from datetime import time

import pytest

from directory.domain.eligibility import AgeRule, AreaKind, lives_in
from directory.domain.services import Channel, ContactPoint, Schedule, Threshold
from tests.builders import HAVANT, PORTSMOUTH, a_location, only_for
from tests.public.test_finding_help import a_public_service

LOCAL = lives_in(AreaKind.LOCAL_AUTHORITY, PORTSMOUTH)


def a_club(name="Club", **facts):
    return a_public_service(name, **{"needs": frozenset({"sleep"}), "catchment": LOCAL, **facts})


@pytest.fixture
def clubs(listed):
    private = ContactPoint("p", Channel.PHONE, "01632960999", professionals_only=True, consent_recorded=True)
    return listed(
        a_club(
            "Own club", routes=frozenset({"self"}), contact_points=(ContactPoint("o", Channel.PHONE, "01632960080"), private)
        ),
        a_club("Clinic", routes=frozenset({"gp"}), age_rules=[AgeRule(11, 17)], languages=("English", "=Polish")),
        a_club("Elsewhere", catchment=lives_in(AreaKind.LOCAL_AUTHORITY, HAVANT)),
    )


def test_the_sheet_has_each_problem_in_both_kinds_of_words_and_whom_to_contact(browser, clubs):
    page = browser.get("professionals.show_pathway", area="Portsmouth")

    assert page.title.startswith("Whom to contact in Portsmouth")
    for words in ("Sleep problems", "insomnia", "Own club", "01632 960080", "GP referral", "No listing here names"):
        assert words in page.text
    assert page.html.count('<span class="own">Self-referral</span>') == 2  # the key, and the one club
    assert "Elsewhere" not in page.html
    assert "960999" not in page.html


def test_the_doubtful_are_one_line_and_details_are_said_once(browser, listed):
    listed(
        a_club("Own club", needs=frozenset({"sleep", "tics"}), age_rules=[AgeRule(11, 17)]),
        a_club("Silent", catchment=None, contact_points=(ContactPoint("o", Channel.PHONE, "01632960080"),)),
    )
    page = browser.get("professionals.show_pathway", area="Portsmouth")

    assert "Also ask: Silent 01632 960080 ." in page.text
    assert page.text.count("11-17") == 1
    assert page.text.count("Own club") == 2


def test_whom_a_service_is_only_for_and_shuts_out_is_said_beside_it_each_time(browser, listed):
    needs, threshold = frozenset({"sleep", "tics"}), Threshold(not_for_professional="Medical emergencies.")
    listed(
        a_club("Orchard", needs=needs, audiences=only_for("girls"), threshold=threshold),
        a_club("Lamp", catchment=None, audiences=only_for("deaf")),
    )
    page = browser.get("professionals.show_pathway", area="Portsmouth").text

    assert page.count("girls and young women only") == 2
    assert page.count("Not: Medical emergencies") == 1
    assert "Lamp contact: see the directory , Deaf young people only" in page


def test_what_may_not_wait_says_so_first_and_when_a_line_is_open(browser, listed):
    evening = Schedule(frozenset(range(7)), time(20), time(2))
    listed(
        a_club(
            "Nightjar",
            needs=frozenset({"suicidal-thoughts", "sleep"}),
            contact_points=(ContactPoint("o", Channel.PHONE, "01632960081", schedules=(evening,)),),
        ),
        a_club("Crisis", nhs_role="crisis-team"),
    )
    page = browser.get("professionals.show_pathway", area="Portsmouth").text
    row = page.split("suicidal ideation")[1].split("self-harm, self-injury")[0]

    assert row.index("999 or A&E; 111, option 2, at any hour.") < row.index("Crisis") < row.index("Nightjar")
    assert "01632 960081 , Every day, 8pm to 2am" in row


@pytest.mark.parametrize("area", ["Portsmouth", PORTSMOUTH, "portsmouth city council"])
def test_an_area_has_many_names(browser, clubs, area):
    assert "Own club" in browser.get("professionals.show_pathway", area=area).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [("PO1 2AL", "first half of the postcode only"), ("Atlantis", "Enter a postcode"), ("<script>", "Enter a postcode")],
)
def test_an_area_that_cannot_be_used_is_explained(browser, clubs, typed, said):
    page = browser.get("professionals.show_pathway", area=typed)

    assert page.status == 200
    assert page.title.startswith("Error:")
    assert said in page.text
    assert page.all("input", **{"aria-invalid": "true"})
    assert "<script>" not in page.html


def test_without_an_area_it_can_be_chosen(browser, clubs):
    page = browser.get("professionals.show_pathway")

    assert f"/professionals/pathway?area={PORTSMOUTH}" in page.links
    assert page.all("input", id="area")


def test_gaps_begin_with_a_summary_and_lead_to_each_area(browser, clubs):
    page = browser.get("professionals.show_gaps")

    assert "We counted 3 public listings" in page.text
    assert "for 2 areas" in page.text
    assert "No search is kept" in page.text
    assert f"/professionals/gaps?area={PORTSMOUTH}" in page.links


def test_the_gaps_of_an_area_are_told_by_need_audience_and_language(browser, clubs):
    page = browser.get("professionals.show_gaps", area=PORTSMOUTH)

    for words in ("By need and age", "Sleep problems", "2 open", "Young carers", "Urdu", "=Polish", "1 open"):
        assert words in page.text
    assert page.all("th", scope="rowgroup")


def test_nothing_listed_is_said_and_an_unknown_area_is_the_whole(browser, clubs, db):
    page = browser.get("professionals.show_gaps", area="nowhere")

    assert "Gaps in what is listed" in page.text
    assert "not counted for an area of that name" in page.text
    assert "an area of that name" not in browser.get("professionals.show_gaps").text


def test_an_area_where_only_silent_services_stand_is_counted_and_can_be_chosen(browser, listed):
    listed(a_club("Silent", catchment=None, locations=(a_location(postcode="PO1 2AL"),)))
    page = browser.get("professionals.show_gaps", area=PORTSMOUTH)

    assert page.title.startswith("Gaps in Portsmouth")
    assert "1 listing here: area not told" in page.text
    assert f"/professionals/pathway?area={PORTSMOUTH}" in browser.get("professionals.show_pathway").links


def test_the_counts_to_download_say_how_many_stand_there_and_told_no_area(browser, listed):
    listed(a_club("Silent", catchment=None, locations=(a_location(postcode="PO1 2AL"),)))
    rows = list(csv.DictReader(io.StringIO(browser.reply("/professionals/gaps.csv").get_data(as_text=True))))

    assert {(row["area"], row["area_not_told"]) for row in rows} == {("Portsmouth", "1")}


def test_a_masked_place_names_no_area(browser, listed):
    listed(a_club("Refuge", catchment=None, locations=(a_location(postcode="PO1 2AL", masked=True),)))

    assert "no area to count for" in browser.get("professionals.show_gaps").text


def test_an_empty_directory_has_no_areas(browser):
    assert "no area to count for" in browser.get("professionals.show_gaps").text
    assert browser.reply("/professionals/gaps.csv").get_data(as_text=True).count("\n") == 1


def test_every_count_can_be_downloaded_and_no_name_is_a_formula(browser, clubs, taxonomy):
    reply = browser.reply("/professionals/gaps.csv")
    rows = list(csv.DictReader(io.StringIO(reply.get_data(as_text=True))))

    assert reply.mimetype == "text/csv"
    assert "attachment" in reply.headers["Content-Disposition"]
    assert "noindex" in reply.headers["X-Robots-Tag"]
    asleep = [row for row in rows if row["area"] == "Portsmouth" and row["name"] == "Sleep problems"]
    assert [row["local_open"] for row in asleep] == ["1", "2", "2", "1"]
    assert sum(row["about"] == "need" for row in rows) == 2 * 4 * len(taxonomy.needs)
    assert not any(value.startswith("=") for row in rows for value in row.values())


def test_gaps_are_counted_anew_when_a_listing_changes(browser, listed, clubs):
    before = browser.get("professionals.show_gaps").text
    listed(a_club("New club", needs=frozenset({"tics"})))

    assert before != browser.get("professionals.show_gaps").text
