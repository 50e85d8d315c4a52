"""Keepers on the desk: who sees whom, and what becomes of them."""

from dataclasses import replace

from directory.domain.events import Action
from directory.store.database import writing
from directory.store.events import list_events
from directory.store.keepers import get_keeper, get_second_step, save_keeper


def actions(db):
    return [event.action for _, event in list_events(db)]


def test_an_editor_sees_providers_and_an_admin_everybody(sign_in, browser, another_browser, keepers):
    seen = sign_in(browser, "editor").open("/editors/people").text
    assert "sam@example.org" in seen
    assert "ada@example.org" not in seen

    assert "ada@example.org (you)" in sign_in(another_browser, "admin").open("/editors/people").text


def test_it_is_said_who_keeps_what_and_when_they_signed_in(editor, sign_in, another_browser, keepers):
    sign_in(another_browser, "provider")

    page = editor.open("/editors/people?words=harbour")

    assert "Harbour Youth" in page.text
    assert "ann@example.org" not in page.text
    assert "never yet" not in page.text


def test_an_editor_invites_a_provider_by_the_name_of_the_organisation(editor, inbox, db):
    editor.open("/editors/people/invite")

    page = editor.send("/editors/people/invite", email="pat@example.org", organisation="harbour youth")

    assert "The invitation is on its way." in page.text
    assert "pat@example.org, as provider for Harbour Youth" in page.text
    assert inbox.to("pat@example.org")
    assert actions(db) == [Action.INVITED]


def test_an_editor_invites_no_editor(editor, inbox):
    editor.open("/editors/people/invite")

    page = editor.send("/editors/people/invite", email="pat@example.org", role="editor")

    assert "You can only invite" in page.text
    assert inbox.all() == []


def test_an_admin_invites_an_editor(sign_in, browser, keepers, inbox):
    admin = sign_in(browser, "admin")
    admin.open("/editors/people/invite")

    assert "on its way" in admin.send("/editors/people/invite", email="pat@example.org", role="editor").text
    assert inbox.to("pat@example.org")


def test_an_organisation_nobody_knows_is_said_and_the_address_stays_typed(editor):
    editor.open("/editors/people/invite")

    page = editor.send("/editors/people/invite", email="pat@example.org", organisation="Harbor Yout")

    assert "No organisation has that name" in page.text
    assert page.all("input", name="email")[0]["value"] == "pat@example.org"


def test_an_invitation_is_taken_back(editor, inbox, another_browser):
    editor.open("/editors/people/invite")
    editor.send("/editors/people/invite", email="pat@example.org", organisation="harbour-youth")
    link = inbox.link()

    assert "The invitation has ended" in editor.send("/editors/people/invitations/1/take-back").text
    assert "This link has ended" in another_browser.open(link).text
    assert "has ended already" in editor.send("/editors/people/invitations/1/take-back").text


def test_somebodys_keeping_is_ended_and_they_are_told(editor, sign_in, another_browser, keepers, inbox, db):  # noqa: PLR0917
    number = keepers["provider"].id
    provider = sign_in(another_browser, "provider")
    editor.open(f"/editors/people/{number}")

    page = editor.send(f"/editors/people/{number}/let-go")

    assert "They do not keep anything here any more" in page.text
    assert get_keeper(db, number).left_at
    assert inbox.to("sam@example.org")
    assert "Your page" not in provider.open("/manage").text
    [(_, event)] = list_events(db)
    assert (event.action, event.by) == (Action.LEFT, keepers["editor"].known_as)


def test_one_organisation_alone_is_ended(editor, keepers, db, inbox, service):
    keeper = replace(keepers["provider"], organisations=frozenset({service.organisation_id, "ann-s"}))
    with writing(db):
        save_keeper(db, keeper)
    editor.open(f"/editors/people/{keeper.id}")

    page = editor.send(f"/editors/people/{keeper.id}/let-go", organisation="boat-club")

    assert "do not keep that organisation any more" in page.text
    assert get_keeper(db, keeper.id).organisations == {service.organisation_id}
    assert "Boat Club" in inbox.to("sam@example.org")[-1]["Subject"]


def test_an_editor_touches_no_admin(editor, keepers, db):
    number = keepers["admin"].id
    editor.open("/editors/people")

    assert "Only an admin can do this" in editor.send(f"/editors/people/{number}/let-go").text
    assert "Only an admin can do this" in editor.send(f"/editors/people/{number}/sign-out").text
    assert not get_keeper(db, number).left_at


def test_no_admin_ends_themselves_here_so_that_one_always_stays(sign_in, browser, keepers, db):
    admin, number = sign_in(browser, "admin"), keepers["admin"].id
    admin.open("/editors/people")

    assert "This is you" in admin.send(f"/editors/people/{number}/let-go").text
    assert not get_keeper(db, number).left_at


def test_an_admin_resets_a_second_step_and_signs_somebody_out(sign_in, browser, another_browser, keepers, db):
    admin, other = sign_in(browser, "admin"), sign_in(another_browser, "editor")
    number = keepers["editor"].id
    admin.open(f"/editors/people/{number}")

    assert "They set up a new app" in admin.send(f"/editors/people/{number}/reset-second-step").text
    assert get_second_step(db, number) is None
    assert "They are signed out everywhere" in admin.send(f"/editors/people/{number}/sign-out").text
    assert "Editors’ page" not in other.open("/editors").text
    assert actions(db) == [Action.SIGNED_OUT_EVERYWHERE, Action.RESET_SECOND_STEP]
