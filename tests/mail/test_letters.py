"""Letters: what they say, and that they come through a real mail server as they were written."""

import pytest

from directory.domain.errors import LetterNotSent
from directory.mail.letters import Letter, Letters
from directory.mail.post import Folder, MailServer, NoPost, open_post
from tests.browser.conftest import ROOT
from tests.web.reading_age import grade, own_sentences

A_LETTER = Letter("sam@example.org", "Hello – you", "A line with an é.\n", "https://directory.example.org/sign-in/abc")
FACTS = {
    "sign-in": {"path": "/sign-in/abc", "code": "1234 5678"},
    "invitation": {"path": "/sign-in/invitation/abc", "organisation": "Harbour Youth", "by": "sam@example.org",
                   "role": "provider", "second_step": False},
    "joined": {"colleague": "pat@example.org", "organisation": "Harbour Youth", "by": "sam@example.org"},
    "claim-received": {"service": "Teen talk"},
    "claim-declined": {"service": "Teen talk", "note": "Nobody there knows you."},
    "recovery-used": {"left": 2},
    "left": {},
    "let-go": {"organisation": "Harbour Youth"},
    "contact-sent": {"service": "2 listings of Harbour Youth", "is_public": True, "new": ["01632 960002"],
                     "gone": ["01632 960001"], "going": [], "listings": ["Teen talk", "Harbour walk"]},
    "last-contact-gone": {"path": "/manage/services/teen-talk", "service": "Teen talk", "can_undo": True},
    "reminder": {"organisation": "Harbour Youth", "listings": [{"name": "Teen talk", "path": "/manage/reminder/abc"}],
                 "declare": "/manage/organisations/harbour-youth/inclusion"},
    "edit-answered": {"path": "/manage/services/teen-talk", "service": "Teen talk", "approved": ["Ages"],
                      "asked": [("More about it", "Say it in shorter words.")],
                      "declined": [("Website", "The page does not open.")], "left": ["While you wait"], "narrows": True},
    "edit-undone": {"path": "/manage/services/teen-talk", "service": "Teen talk", "facts": ["Taking new people"],
                    "reason": "They told us so on the phone."},
    "handed-on": {"edits": [{"service": {"name": "Teen talk"}, "working_days": 6, "path": "/editors/changes/7"}], "by": ""},
    "worry": {"path": "/editors/safeguarding"},
    "suspended": {"service": "Teen talk"},
    "digest": {"path": "/editors", "counts": [("Edits to answer", 2), ("Worries about safety", 1)]},
    "joining-confirm": {"path": "/add-our-service/confirm/abc", "service": "Teen talk"},
    "joining-question": {"path": "/add-our-service/answer/abc", "service": "Teen talk", "question": "Where do you meet?"},
    "joining-accepted": {"path": "/sign-in/invitation/abc", "service": "Teen talk", "organisation": "Harbour Youth"},
    "joining-declined": {"path": "/sign-in/ours/teen-talk", "service": "Teen talk", "reason": "It is here already."},
}  # fmt: skip


@pytest.fixture
def letters():
    return Letters(
        ROOT / "templates/letters",
        name="Someone to talk to",
        address="https://directory.example.org/",
        contact="us@example.org",
    )


def test_every_letter_there_is_is_tried_here():
    assert set(FACTS) == {file.stem for file in (ROOT / "templates/letters").glob("[!_]*.txt")}


@pytest.mark.parametrize("which", FACTS)
def test_a_letter_has_a_subject_its_link_and_easy_words(letters, which):
    letter = letters.write(which, "sam@example.org", **FACTS[which])

    assert letter.subject
    assert "Subject:" not in letter.text
    assert letter.text.startswith("Hello,\n")
    assert "https://directory.example.org\n" in letter.text
    assert "\n\n\n" not in letter.text
    if "path" in FACTS[which]:
        assert f"\n{letter.link}\n" in letter.text
    assert grade(own_sentences("".join(f"<p>{part}</p>" for part in letter.text.split("\n\n")))) <= 7


def test_no_name_begins_a_header_of_its_own(letters):
    letter = letters.write("joined", "sam@example.org", colleague="x", organisation="Harbour\nBcc: all@example.org", by="y")

    assert "\n" not in letter.subject


def test_a_letter_comes_through_a_mail_server_as_it_was_written(mail_server):
    MailServer("127.0.0.1", mail_server.port, "us@example.org", "Someone to talk to", security="none").send(A_LETTER)

    to, message = mail_server.inbox.received[0]
    assert to == ["sam@example.org"]
    assert message["Subject"] == "Hello – you"
    assert message["From"] == "Someone to talk to <us@example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().strip() == "A line with an é."


def test_a_mail_server_that_knows_no_secrecy_gets_no_letter(mail_server):
    with pytest.raises(LetterNotSent, match="DIRECTORY_MAIL_"):
        MailServer("127.0.0.1", mail_server.port, "us@example.org", "Us").send(A_LETTER)

    assert mail_server.inbox.received == []


def test_a_mail_server_that_is_not_there_is_said_so():
    with pytest.raises(LetterNotSent, match="ConnectionRefusedError"):
        MailServer("127.0.0.1", 1, "us@example.org", "Us", security="none").send(A_LETTER)


def test_in_a_folder_the_link_is_said_and_the_address_is_not(tmp_path):
    said = []
    Folder(tmp_path / "mail", "us@example.org", "Us", said.append).send(A_LETTER)

    file = next((tmp_path / "mail").iterdir())
    assert A_LETTER.link in said[0]
    assert "sam@example.org" not in said[0]
    assert "To: sam@example.org" in file.read_text()
    assert file.stat().st_mode & 0o077 == 0


def settled(**settings):
    usual = {"host": "", "port": "587", "user": "", "password": "", "sender": "", "security": "starttls"}
    return open_post(**(usual | settings), name="Us", folder=None, live=settings.pop("live", False))


def test_the_settings_decide_how_letters_go(tmp_path):
    usual = {"port": "587", "user": "", "password": "", "security": "starttls", "name": "Us", "folder": tmp_path}

    assert isinstance(open_post(host="", sender="", live=False, **usual), Folder)
    assert isinstance(open_post(host="", sender="", live=True, **usual), NoPost)
    assert isinstance(open_post(host="mail.example.org", sender="us@example.org", live=True, **usual), MailServer)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"port": "many"}, "MAIL_PORT"), ({"security": "maybe"}, "MAIL_SECURITY"), ({"host": "mail.example.org"}, "MAIL_FROM")],
)
def test_a_setting_that_makes_no_sense_is_named(wrong, said):
    with pytest.raises(ValueError, match=said):
        settled(**wrong)


def test_a_live_directory_without_a_mail_server_sends_nothing():
    with pytest.raises(LetterNotSent, match="DIRECTORY_MAIL_HOST"):
        NoPost().send(A_LETTER)
