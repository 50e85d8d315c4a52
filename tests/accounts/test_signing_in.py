"""Signing in by a letter, as keepers and those who would like to be them do it."""

import re
import time
from dataclasses import replace
from urllib.parse import quote

import pytest

from directory.accounts.signing_in import LETTERS_AN_HOUR, TRIES_A_LETTER
from directory.domain.keepers import Role
from directory.store.database import writing
from directory.store.keepers import save_keeper
from tests.accounts.visitor import KeeperVisitor
from tests.web.reading_age import grade, own_sentences, worst

SAM = "sam@example.org"
pytestmark = pytest.mark.usefixtures("keepers")


def test_a_letter_s_link_signs_in_with_one_press(browser, inbox):
    asked = browser.ask("  Sam@Example.org ")
    looked = browser.open(inbox.link())
    page = browser.send(inbox.link())

    assert "If we know that address" in asked.text
    assert "Press the button" in looked.text
    assert page.status == 200
    assert "You are signed in as sam@example.org" in page.text
    assert "Harbour Youth" in page.text


def test_the_link_works_on_another_device(browser, another_browser, inbox):
    browser.ask(SAM)

    assert "signed in as" in another_browser.send(inbox.link()).text


def test_a_typed_code_signs_in_where_it_was_asked_for(browser, another_browser, inbox):
    browser.ask(SAM)
    code = inbox.code()

    assert another_browser.send("/sign-in/code", code=code).response.request.path == "/sign-in"
    assert "signed in as" in browser.send("/sign-in/code", code=code).text


def test_what_opens_links_before_people_do_spends_nothing(browser, another_browser, inbox):
    browser.ask(SAM)
    for method in ("GET", "HEAD", "GET", "OPTIONS"):
        reply = another_browser.reply(inbox.link(), method=method)
        assert reply.status_code == 200
        assert "Set-Cookie" not in reply.headers

    assert "signed in as" in browser.send(inbox.link()).text


def test_a_link_works_once_and_ends_the_code_with_it(browser, another_browser, inbox):
    browser.ask(SAM)
    link, code = inbox.link(), inbox.code()
    browser.send(link)

    for page in (another_browser.open(link), another_browser.send(link)):
        assert page.status == 410
        assert "This link has ended" in page.text
        assert "/sign-in" in page.links
    assert "signed in as" not in browser.send("/sign-in/code", code=code).text


def test_a_newer_sign_in_ends_older_links(browser, inbox):
    browser.ask(SAM)
    older = inbox.link()
    browser.sign_in(SAM)

    assert browser.send(older).status == 410


@pytest.mark.parametrize(("minutes", "status"), [(59, 200), (60, 410)])
def test_a_link_lasts_an_hour(browser, inbox, later, minutes, status):
    later(minutes=0)
    browser.ask(SAM)
    later(minutes=minutes)

    assert browser.send(inbox.link()).status == status


def test_a_code_lasts_an_hour(browser, inbox, later):
    later(minutes=0)
    browser.ask(SAM)
    later(minutes=60)

    assert "more than an hour old" in browser.send("/sign-in/code", code=inbox.code()).text


@pytest.mark.parametrize(("typed", "said"), [("", "Enter your email address"), ("sam", "like name@example.org")])
def test_what_is_no_address_is_said_and_stays_in_the_field(browser, typed, said):
    page = browser.ask(typed)

    assert page.title.startswith("Error: ")
    assert said in page.text
    assert page.all("input", name="email")[0]["value"] == typed


def test_a_stranger_is_answered_as_a_keeper_is(app, inbox):
    def asked(email):
        visitor = KeeperVisitor(app, inbox)
        first = visitor.reply("/sign-in", method="POST", data={"email": email})
        then = visitor.reply(first.location)
        wrong = visitor.reply("/sign-in/code", method="POST", data={"code": "1"})
        headers = [(name, re.sub(r"waiting=[\w.-]+|expires=[^;]+", "", value, flags=re.I)) for name, value in first.headers]
        return first.status_code, headers, first.get_data(), then.get_data(), wrong.get_data()

    assert asked(SAM) == asked("stranger@example.org")
    assert [message["To"] for message in inbox.all()] == [SAM]


def test_a_stranger_is_answered_as_fast_as_a_keeper_while_the_mail_server_takes_its_time(app, browser, inbox):
    class Slow:
        def send(self, letter):
            time.sleep(1)

    app.extensions["post_room"].post = Slow()
    took = {SAM: [], "stranger@example.org": []}
    for turn in range(8):
        for email in list(took) if turn % 2 else list(took)[::-1]:
            start = time.perf_counter()
            browser.reply("/sign-in", method="POST", data={"email": email})
            took[email].append(time.perf_counter() - start)
    known, unknown = (sorted(times)[len(times) // 2] for times in took.values())

    assert max(known, unknown) < 0.5
    assert abs(known - unknown) < 0.1


def test_an_address_is_written_to_a_few_times_an_hour_at_most(browser, inbox, later):
    later(minutes=0)
    for _ in range(LETTERS_AN_HOUR + 2):
        page = browser.ask(SAM)

    assert "If we know that address" in page.text
    assert len(inbox.all()) == LETTERS_AN_HOUR
    assert "signed in as" in browser.send(inbox.link()).text
    later(minutes=61)
    browser.ask(SAM)
    assert len(inbox.all()) == LETTERS_AN_HOUR + 1


def test_a_code_can_be_guessed_a_few_times_at_most_whoever_counts(app, browser, inbox, read_once):
    browser.ask(SAM)
    code = inbox.code()
    for guess in range(TRIES_A_LETTER):
        assert "not the code" in browser.send("/sign-in/code", code=f"{guess:08}").text

    page = browser.send("/sign-in/code", code=code)
    assert "tried too often" in page.text
    assert "signed in as" in browser.send(inbox.link()).text, "the link works all the same"


def test_new_letters_give_no_new_guesses_without_end(browser, inbox):
    said = []
    for _ in range(4):
        browser.ask(SAM)
        said += [browser.send("/sign-in/code", code=f"{guess:08}").text for guess in range(4)]

    assert sum("not the code" in text for text in said) == 10
    assert "tried too often" in browser.send("/sign-in/code", code=inbox.code()).text


def test_guesses_run_out_for_strangers_as_they_do_for_keepers(app, inbox):
    def said(email):
        visitor = KeeperVisitor(app, inbox)
        answers = []
        for _ in range(3):
            visitor.ask(email)
            answers += [visitor.send("/sign-in/code", code=f"{guess:08}").text for guess in range(5)]
        return answers

    assert said(SAM) == said("stranger@example.org")


def test_an_empty_code_is_asked_for_and_not_counted(browser, inbox):
    browser.ask(SAM)
    for _ in range(TRIES_A_LETTER + 1):
        assert "Enter the code" in browser.send("/sign-in/code", code=" ").text

    assert "signed in as" in browser.send("/sign-in/code", code=inbox.code()).text


def test_a_session_ends_after_twelve_hours(browser, later):
    later(minutes=0)
    browser.sign_in(SAM)
    later(hours=11, minutes=59)
    assert browser.open("/manage").response.request.path == "/manage"
    later(minutes=1)

    assert browser.open("/manage").response.request.path == "/sign-in"


def test_who_was_on_the_way_to_a_page_lands_there(browser, inbox):
    assert browser.open("/manage/invite/harbour-youth").response.request.path == "/sign-in"
    browser.ask(SAM)
    assert browser.send("/sign-in/code", code=inbox.code()).title.startswith("Invite a colleague")
    browser.send("/manage/sign-out")

    assert "You are signed in as" in browser.sign_in(SAM).text


@pytest.mark.parametrize(
    "wanted", ["//evil.example", "/\\evil.example", "https://evil.example", "/urgent", "/manage//evil", "/managed"]
)
def test_nobody_is_led_elsewhere_by_what_somebody_planted(browser, wanted):
    browser.client.set_cookie("__Host-wanted", wanted, domain="directory.example.org", secure=True)

    assert browser.sign_in(SAM).response.request.path == "/manage"


def test_signing_out_ends_the_session_itself_not_only_the_cookie(browser, another_browser):
    browser.sign_in(SAM)
    stolen = browser.cookie
    page = browser.send("/manage/sign-out")
    another_browser.client.set_cookie("__Host-keeper", stolen, domain="directory.example.org", secure=True)

    assert "You are signed out" in page.text
    assert not browser.cookie
    assert another_browser.open("/manage").response.request.path == "/sign-in"


def test_signing_out_everywhere_ends_every_browser_s_session(browser, another_browser):
    browser.sign_in(SAM)
    another_browser.sign_in(SAM)
    assert "on every device" in browser.send("/manage/sign-out-everywhere").text

    assert another_browser.open("/manage").response.request.path == "/sign-in"


def test_each_sign_in_has_a_session_of_its_own_and_only_its_hash_is_stored(browser, another_browser, inbox, db):
    browser.sign_in(SAM)
    another_browser.sign_in(SAM)
    browser.ask("stranger@example.org")
    stored = "\n".join(db.conn.iterdump())

    assert browser.cookie != another_browser.cookie
    assert browser.cookie not in stored
    assert inbox.link().rsplit("/", 1)[1] not in stored
    assert "stranger@example.org" not in stored


def test_a_signed_in_form_without_its_token_changes_nothing(browser):
    browser.sign_in(SAM)
    for token in ("", "made up", "ü"):
        refused = browser.open("/manage/sign-out-everywhere", method="POST", data={"form_token": token})
        assert refused.status == 403

    assert browser.open("/manage").response.request.path == "/manage"


def test_a_form_that_was_open_when_the_session_ended_can_be_sent_after_signing_in_again(browser, another_browser, later):
    later(minutes=0)
    browser.sign_in(SAM)
    token = browser.token
    later(hours=12)
    assert browser.send("/manage/sign-out-everywhere").title.startswith("You are not signed in any more")
    browser.sign_in(SAM)
    browser.token = token

    assert "on every device" in browser.send("/manage/sign-out-everywhere").text


def test_nobody_sends_a_form_with_the_token_of_somebody_else(browser, another_browser, later):
    another_browser.sign_in("ann@example.org")
    browser.sign_in(SAM)
    browser.token = another_browser.token
    assert browser.send("/manage/sign-out-everywhere").status == 403
    browser.open("/manage")
    later(days=2)
    browser.ask(SAM)
    token = browser.token
    browser.send(browser.inbox.link())
    browser.token = token

    assert browser.send("/manage/sign-out-everywhere").status == 403


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}])
def test_no_other_site_can_send_a_form(browser, inbox, headers):
    browser.ask(SAM)

    for address, typed in (("/sign-in", {"email": SAM}), (inbox.link(), {})):
        refused = browser.open(address, method="POST", data=typed, headers=headers)
        assert refused.status == 403
        assert "Nothing was changed" in refused.text
    assert len(inbox.all()) == 1


@pytest.mark.parametrize("path", ["/", "/about", "/stay-safe"])
def test_whoever_keeps_a_listing_finds_the_way_to_sign_in_and_gets_no_cookie_by_looking(browser, path):
    assert "/sign-in" in browser.open(path).links

    assert "Set-Cookie" not in browser.open("/sign-in").response.headers


def test_the_public_s_pages_set_no_cookie_and_see_none(app, browser):
    @app.get("/what-is-seen")
    def what_is_seen():
        from flask import request  # noqa: PLC0415

        return repr(dict(request.cookies))

    browser.sign_in(SAM)
    assert browser.cookie
    for path in ("/", "/needs", "/urgent", "/services/teen-talk", "/managers", "/sign-in-nowhere"):
        assert "Set-Cookie" not in browser.reply(path).headers
    assert browser.reply("/what-is-seen").get_data() == b"{}"


def test_a_mail_server_that_is_gone_is_logged_without_an_address(app, browser, caplog):
    room = app.extensions["post_room"]
    room.post = replace(room.post, port=1)
    assert "If we know that address" in browser.ask(SAM).text
    logged = caplog.text

    assert "A letter could not be sent: ConnectionRefusedError" in logged
    assert "sam@example.org" not in logged
    assert "/sign-in/" not in logged


def test_without_https_a_session_is_kept_too_for_development(app, db, tmp_path, inbox):
    app.extensions["directory"].settings = type(app.extensions["directory"].settings)(
        data=tmp_path / "data", address="http://127.0.0.1:5000"
    )
    reply = app.test_client().post("/sign-in", data={"email": SAM})

    assert reply.headers["Set-Cookie"].startswith("waiting=")
    assert "Secure" not in reply.headers["Set-Cookie"]


def test_who_was_signed_in_before_a_second_step_was_needed_signs_in_again(browser, db, keepers):
    browser.sign_in(SAM)
    with writing(db):
        save_keeper(db, replace(keepers["provider"], role=Role.EDITOR))

    assert browser.open("/editors").response.request.path == "/sign-in"


def test_the_address_of_who_left_is_wiped_a_year_later_by_the_next_sign_in(browser, later, db):
    later(minutes=0)
    browser.sign_in(SAM)
    browser.send("/manage/invite/harbour-youth", email=f"kim-{SAM}")
    browser.send("/manage/leave")
    later(days=364)
    browser.ask("pat@example.org")
    assert SAM in "\n".join(db.conn.iterdump())
    later(days=10)
    browser.ask("pat@example.org")

    assert SAM not in "\n".join(db.conn.iterdump())


PLAIN_PAGES = ("/sign-in", "/sign-in/code", "/sign-in/ours/teen-talk", "/sign-in/out", "/sign-in/made-up", "/manage",
               "/manage/leave", "/manage/invite/harbour-youth", "/editors")  # fmt: skip


@pytest.mark.parametrize("path", PLAIN_PAGES)
def test_every_page_can_be_read_easily(browser, inbox, path):
    browser.sign_in(SAM)
    browser.ask(SAM)
    sentences = own_sentences(browser.open(path).html, names=("Teen talk", "Harbour Youth"))

    assert grade(sentences) <= 6, worst(sentences)
    assert max(grade([sentence]) for sentence in sentences) <= 12, worst(sentences)


ODD = (
    "\x00",
    "ü",
    "\ud83d\ude00",
    "%ff",
    "'; --",
    "../../etc",
    "{{7*7}}",
    "<script>",
    "x" * 5_000,
    "sam@example.org\r\nBcc: a@b.org",
)


@pytest.mark.parametrize("odd", ODD)
def test_odd_things_that_are_typed_or_planted_break_nothing(browser, inbox, odd):
    odd = odd.encode("utf-16", "surrogatepass").decode("utf-16")
    browser.ask(SAM)
    count = len(inbox.all())
    for path, name in (("/sign-in", "email"), ("/sign-in/code", "code"), ("/sign-in/ours/teen-talk", "work")):
        page = browser.send(path, **{name: odd})
        assert page.title.startswith("Error: ")
        assert "<script>" not in page.html
    assert browser.open(f"/sign-in/{quote(odd, safe='')}").status in (404, 410)
    assert len(inbox.all()) == count


@pytest.mark.parametrize("cookie", [b"\xff\xfe", b"x" * 4_000, b'"\\', b"a; __Host-keeper=b", "ü".encode()])
def test_a_cookie_somebody_made_up_signs_nobody_in(browser, cookie):
    for name in (b"__Host-keeper=", b"__Host-waiting="):
        planted = {"HTTP_COOKIE": (name + cookie).decode("latin-1")}
        for path in ("/manage", "/editors", "/sign-in/code"):
            assert browser.reply(path, environ_overrides=planted).status_code in (200, 303)
        assert browser.open("/sign-in/code", method="POST", data={"code": "1"}, environ_overrides=planted).status == 200


@pytest.mark.parametrize("number", ["0", "-1", "9" * 30, "x"])
def test_a_number_that_cannot_be_is_no_page(browser, number):
    browser.sign_in(SAM)

    assert browser.send(f"/manage/invite/harbour-youth/{number}/take-back").status in (200, 404)
