"""A sheet down and up again through the pages: looked at first, all or nothing, and every mistake told."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from directory.domain.events import Action, Subject
from directory.publishing.editing import publish_edit
from directory.publishing.listings import publish
from directory.publishing.proposing import take_in
from directory.store.changes import get_changes
from directory.store.database import writing
from directory.store.events import list_events
from directory.store.services import get_service
from directory.store.versions import get_versions
from directory.web.uploads import LARGEST_BODY
from tests.accounts.visitor import SITE
from tests.builders import a_service

SHEETS, THEIRS = "/editors/sheets", "/manage/organisations/harbour-youth/sheet"
NOW = datetime(2026, 1, 2, 10, tzinfo=UTC)
NEW_LINE = {"contact_1_channel": "phone", "contact_1_value": "01632 960444", "contact_1_label": "Our line"}


@pytest.fixture
def service(db, service):
    with writing(db):
        publish(db, replace(service, summary="A place to talk."), by="test", reason="First", now=NOW)
    return get_service(db, service.id)


@pytest.fixture
def provider(sign_in, browser, keepers, service):
    return sign_in(browser, "provider")


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def taken(browser, address=f"{SHEETS}/download?as=csv"):
    return rows_of(browser.reply(address).data)


def as_csv(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def changed(browser, address=f"{SHEETS}/download?as=csv", code=None, **cells):
    rows = taken(browser, address)
    return as_csv([row | (cells if code in (None, row["code"]) else {}) for row in rows])


def send(browser, content, name="listings.csv", page=SHEETS):
    browser.open(page)
    head = '--cut\r\nContent-Disposition: form-data; name="form_token"\r\n\r\n' + browser.token
    head += f'\r\n--cut\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + content + b"\r\n--cut--\r\n"
    return browser.open(page, method="POST", content_type="multipart/form-data; boundary=cut", data=body)


def press(browser, page, **more):
    """The button below a preview."""
    seen = page.all("input", name="seen")[0]["value"]
    asked = {"has_new_contacts": "1"} if page.all("input", name="has_new_contacts") else {}
    return browser.send(mark_of(page), seen=seen, **asked, **more)


def mark_of(page):
    return next(link for link in page.links if link.endswith("/changes")).removesuffix("/changes")


def test_nothing_happens_before_the_button_and_everything_after_it(editor, db, service):
    page = send(editor, changed(editor, code=service.code, summary="Kettles and quiet rooms."))

    assert "Nothing has happened yet" in page.text
    assert "A place to talk." in page.text
    assert "Kettles and quiet rooms." in page.text
    assert get_service(db, service.id).summary == "A place to talk."

    done = press(editor, page)

    assert "One listing was changed." in done.text
    assert get_service(db, service.id).summary == "Kettles and quiet rooms."
    assert "not here any more" in editor.open(mark_of(page)).text


def test_a_new_number_needs_the_word_of_the_editor_that_it_was_asked_about(editor, db, service):
    page = send(editor, changed(editor, code=service.code, **NEW_LINE))
    assert "New ways to reach somebody" in page.text

    unsaid = press(editor, page)
    assert unsaid.status == 409
    assert "Say that you have asked" in unsaid.text
    assert not get_service(db, service.id).contact_points

    press(editor, page, asked="1")
    assert get_service(db, service.id).contact_points[0].value == "01632 960444"


def test_somebody_elses_change_meanwhile_is_shown_and_nobodys_words_are_lost(editor, db, service):
    page = send(editor, changed(editor, code=service.code, summary="From the sheet."))
    publish_edit(db, replace(service, summary="From the page."), made_from=1, by="keeper 9", now=NOW)

    met = press(editor, page)

    assert met.status == 409
    assert "Somebody has changed summary since this sheet was made" in met.text
    assert get_service(db, service.id).summary == "From the page."


def test_what_would_be_something_else_by_now_is_shown_once_more(editor, db, service):
    page = send(editor, changed(editor, code=service.code, summary="From the sheet.", description="More of it."))
    publish_edit(db, replace(service, summary="From the sheet."), made_from=1, by="keeper 9", now=NOW)

    met = press(editor, page)
    assert "this sheet would do something else now" in met.text
    assert get_service(db, service.id).description != "More of it."

    press(editor, met)
    assert get_service(db, service.id).description == "More of it."


def test_one_mistake_stops_the_whole_sheet_and_is_in_the_file(editor, db, service):
    rows = taken(editor)
    rows[0]["summary"], rows[1]["sector"] = "New words.", "commercial"

    page = send(editor, as_csv(rows))

    assert "Rows to put right" in page.text
    assert not page.all("input", name="seen")
    report = rows_of(editor.reply(f"{mark_of(page)}/changes").data)
    assert {row["outcome"] for row in report} == {"changed", "refused"}
    assert any("sector" in row["reason"] for row in report)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "listings.csv", "is empty"),
        (b"%PDF-1.7", "listings.csv", "is a PDF"),
        (b"code,summary\nabcde,caf\xe9\n", "listings.csv", "is not in UTF-8"),
        (b"code,summary\nabcde,=1+1\n", "listings.csv", "has formulas in it"),
        (b"name,summary\nTeen talk,New\n", "listings.csv", "no column “code” or “id”"),
        (b"code,summary\nabcde,One\nabcde,Two\n", "listings.csv", "more than once"),
        (b"PK\x03\x04 and no more", "listings.xlsx", "damaged"),
        (b"\x89PNG\0", "../../photo.png", "photo.png is not plain text"),
    ],
)
def test_a_bad_file_is_refused_on_the_page_with_what_to_do(editor, service, content, name, said):
    page = send(editor, content, name)

    assert page.status == 400
    assert page.title.startswith("Error:")
    assert said in page.text


def test_a_zip_bomb_is_refused_on_the_page(editor, service):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "<x/>")
        for number in range(2):
            book.writestr(f"xl/{number}.bin", b"\0" * (60 << 20))

    assert "unpacks to far more" in send(editor, packed.getvalue(), "listings.xlsx").text


def test_no_file_and_two_files_are_told(editor, service):
    editor.open(SHEETS)
    sent = {"content_type": "multipart/form-data", "method": "POST"}
    two = [(io.BytesIO(b"a"), "a.csv"), (io.BytesIO(b"b"), "b.csv")]

    assert "Choose the sheet on your computer first" in editor.send(SHEETS).text
    assert "one sheet at a time" in editor.open(SHEETS, data={"file": two, "form_token": editor.token}, **sent).text


def test_too_much_is_told_in_a_sentence_and_other_forms_stay_small(editor, service):
    page = send(editor, b"x" * LARGEST_BODY)
    assert "too large: a sheet may have 20 MB" in page.text

    refused = editor.client.post("/sign-in", data={"email": "x" * 300_000}, base_url=SITE)
    assert refused.status_code == 413
    assert "Use fewer words" in refused.get_data(as_text=True)


def test_a_sheet_of_one_organisation_or_of_what_is_overdue(editor, service):
    assert {row["name"] for row in taken(editor)} == {"Teen talk", "Boathouse"}
    assert [row["name"] for row in taken(editor, f"{SHEETS}/download?as=csv&organisation=boat-club")] == ["Boathouse"]
    nothing = editor.open(f"{SHEETS}/download?as=csv&organisation=boat-club&council=E06000044")
    assert "No public listing fits that choice" in nothing.text
    assert taken(editor, f"{SHEETS}/download?as=csv&overdue=1")


def test_a_page_takes_and_gives_no_more_than_others_can_wait_for(editor, service, monkeypatch):
    monkeypatch.setattr("directory.importing.bulk.files.MOST_ROWS", 1)
    monkeypatch.setattr("directory.importing.bulk.files.MOST_IN_A_WORKBOOK", 1)

    assert "more than 1 rows. Leave in only the rows that you have changed" in send(editor, changed(editor)).text
    assert "Choose less, or take them as CSV" in editor.open(f"{SHEETS}/download?as=xlsx").text


def test_a_workbook_comes_down_and_goes_up(editor, service):
    reply = editor.reply(f"{SHEETS}/download?as=xlsx")

    assert reply.data.startswith(b"PK")
    assert "as it is here already" in send(editor, reply.data, "listings.xlsx").text


def test_what_waits_is_sealed_and_only_whoever_sent_it_can_open_it(editor, another_browser, sign_in, tmp_path, service):
    page = send(editor, changed(editor, code=service.code, summary="Kettles."))
    sealed = b"".join(path.read_bytes() for path in (tmp_path / "data" / "uploads").iterdir())

    assert b"Kettles" not in sealed
    assert "not here any more" in sign_in(another_browser, "admin").open(mark_of(page)).text


def test_a_provider_has_only_their_own_listings_in_the_sheet(provider, db, service):
    download = f"{THEIRS}/download?as=csv"
    rows = taken(provider, download)
    assert [row["name"] for row in rows] == ["Teen talk"]

    other = get_service(db, "boathouse")
    rows[0] |= {"code": other.code, "id": other.id, "summary": "Ours now."}
    page = send(provider, as_csv(rows), page=THEIRS)
    assert "No public listing of yours has the code" in page.text
    assert not page.all("input", name="seen")


def test_a_providers_small_news_is_live_and_the_rest_waits(provider, db, service):
    content = changed(provider, f"{THEIRS}/download?as=csv", taking_new_people="no", summary="New words.", **NEW_LINE)

    page = send(provider, content, page=THEIRS)
    assert "Public at once" in page.text
    assert "An editor reads these" in page.text
    done = press(provider, page)

    now = get_service(db, service.id)
    assert "wait for an editor" in done.text
    assert (now.taking_new_people, now.summary, now.contact_points) == (False, "A place to talk.", ())
    assert {fact.field for fact in get_changes(db, service.id)[0].facts} >= {"taking_new_people", "summary"}


def test_a_providers_sheet_cannot_put_a_number_beside_a_wait(provider, db, service):
    wait = "help starts: 2 to 3 weeks, said by our new number 01632 960123 on 2026-01-02"
    page = send(provider, changed(provider, f"{THEIRS}/download?as=csv", waits=wait), page=THEIRS)

    assert "write “said by the people who run it”" in page.text
    assert not page.all("input", name="seen")


def test_a_provider_is_told_which_numbers_are_new_and_that_they_are_asked_about_first(provider, db, service):
    page = send(provider, changed(provider, f"{THEIRS}/download?as=csv", summary="New words.", **NEW_LINE), page=THEIRS)
    assert "This is new, and waits: Teen talk: 01632 960444" in page.text
    assert "An editor first asks you about it, by a number or address that we had before." in page.text

    assert "the editor first asks you" in press(provider, page).text
    page = send(provider, changed(provider, f"{THEIRS}/download?as=csv", summary="Other words."), page=THEIRS)
    assert "This is new, and waits" not in page.text


def test_a_providers_sheet_is_taken_in_whole_or_not_at_all(provider, db, listed, service, monkeypatch):
    second = listed(a_service("Drop in", slug="drop-in", published_on=date(2026, 1, 2)))
    page = send(provider, changed(provider, f"{THEIRS}/download?as=csv", taking_new_people="no"), page=THEIRS)
    before = get_versions(db, service.id)
    calls = []

    def failing(*given, **named):
        calls.append(1)
        if len(calls) == 2:
            raise MemoryError
        return take_in(*given, **named)

    monkeypatch.setattr("directory.importing.bulk.applying.take_in", failing)

    assert press(provider, page).status == 500
    assert get_versions(db, service.id) == before
    assert get_service(db, second.id).taking_new_people is True


def test_a_sheet_is_taken_back_in_every_listing_where_nobody_has_changed_the_same_since(editor, db, service, inbox):
    with writing(db):
        other = publish(db, a_service("Boathouse", summary="Boats."), by="test", reason="First", now=NOW)
    rows = [row for row in taken(editor) if row["code"] in (service.code, other.code)]
    sheet = as_csv([row | {"summary": "All the same.", **NEW_LINE} for row in rows])
    page = press(editor, send(editor, sheet), asked="1")
    assert "2 listings were changed" in page.text
    assert len(inbox.to("sam@example.org")) == 2
    back = next(link for link in page.links if "/applied/" in link)
    newer = replace(get_service(db, other.id), summary="Boats again.")
    publish_edit(db, newer, made_from=2, by="test", now=NOW)

    page = editor.open(back)
    assert "Changed again since, so left as it is" in page.text
    assert get_service(db, service.id).summary == "All the same."
    page = editor.send(back)

    assert "Sheet 1 is taken back in 1 listing. 1 listing had been changed again since and stayed." in page.text
    assert "Taken back on" in page.text
    assert get_service(db, service.id).summary == "A place to talk."
    assert get_service(db, service.id).contact_points == service.contact_points
    assert get_service(db, other.id).summary == "Boats again."
    reasons = [one.reason for one in get_versions(db, service.id)]
    assert reasons[-2:] == ["Changed in sheet 1", "Sheet 1 was taken back"]
    assert "There is nothing left of it to take back." in editor.open(back).text
    assert editor.open(f"{SHEETS}/applied/2").status == 404


def test_both_acts_of_a_sheet_are_one_line_each_in_the_audit(editor, db, service):
    page = press(editor, send(editor, changed(editor, code=service.code, summary="Wrong.")))
    editor.send(next(link for link in page.links if "/applied/" in link))

    told = [(one.action, one.subject_id, one.facts) for _, one in list_events(db, subject=Subject.SHEET)]
    assert told == [(Action.SHEET_TAKEN_BACK, "1", ("1 listing",)), (Action.SHEET_APPLIED, "1", ("1 listing",))]


def test_an_older_sheet_says_that_it_is_older_and_what_to_do(editor, db, service):
    before = as_csv(taken(editor))
    press(editor, send(editor, changed(editor, code=service.code, summary="Wrong.")))

    page = send(editor, before)

    assert "as it is here already" not in page.text
    assert "1 row is older than what is here" in page.text
    assert f"{service.name}: summary" in page.text
    assert "Leave in only the column code and the columns that you mean" in page.text

    press(editor, send(editor, as_csv([{"code": service.code, "summary": "A place to talk."}])))
    assert get_service(db, service.id).summary == "A place to talk."
