"""Who keepers are and what they may do, as facts and as they are stored."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from directory.domain.errors import EmailNotUnderstood, KeeperNotFound
from directory.domain.keepers import ADDRESS_KEPT, EMAIL_HINT, Keeper, Role, higher, read_email
from directory.store.database import writing
from directory.store.keepers import (
    add_keeper,
    find_present_keeper,
    forget_addresses,
    get_keeper,
    get_keeper_by_email,
    keepers_of,
    list_keepers,
    save_keeper,
)
from tests.builders import a_service, an_organisation

NOW = datetime(2026, 3, 24, 9, 0, tzinfo=UTC)


def a_keeper(role=Role.PROVIDER, *organisations) -> Keeper:
    return Keeper(id=1, email="sam@example.org", role=role, joined_at=NOW, organisations=frozenset(organisations))


@pytest.mark.parametrize("typed", ["Sam@Example.org", "  sam@example.org\n", "sam@example.org"])
def test_an_address_is_read_however_it_was_typed(typed):
    assert read_email(typed) == "sam@example.org"


@pytest.mark.parametrize(
    "typed",
    ["sam", "sam@", "@example.org", "sam@example", "sam@example..org", "a b@example.org", "sam@exam ple.org", "sam@-a.org",
     "sam@example.org\nBcc: all@example.org", "sam@example.org, pat@example.org", "säm@example.org", "<sam@example.org>",
     f"{'s' * 300}@example.org", "sam@@example.org", ".sam@example.org", "sam@example.org\x00"],
)  # fmt: skip
def test_what_is_no_address_is_explained(typed):
    with pytest.raises(EmailNotUnderstood, match=EMAIL_HINT):
        read_email(typed)


def test_nothing_typed_is_asked_for():
    with pytest.raises(EmailNotUnderstood, match="Enter your email address"):
        read_email("  ")


@pytest.mark.parametrize(
    ("keeper", "role", "organisation", "may"),
    [
        (a_keeper(Role.PROVIDER, "harbour"), Role.PROVIDER, "harbour", True),
        (a_keeper(Role.PROVIDER, "harbour"), Role.PROVIDER, "another", False),
        (a_keeper(Role.PROVIDER, "harbour"), Role.EDITOR, None, False),
        (a_keeper(Role.PROVIDER, "harbour"), Role.PROVIDER, None, False),
        (a_keeper(Role.EDITOR), Role.PROVIDER, "harbour", True),
        (a_keeper(Role.EDITOR), Role.EDITOR, None, False),
        (a_keeper(Role.ADMIN), Role.PROVIDER, "harbour", True),
        (a_keeper(Role.ADMIN), Role.ADMIN, None, True),
    ],
)
def test_nobody_invites_to_more_than_they_have(keeper, role, organisation, may):
    assert keeper.may_invite(role, organisation) is may


def test_the_higher_of_two_roles_stays():
    assert higher(Role.EDITOR, Role.PROVIDER) is Role.EDITOR
    assert higher(Role.EDITOR, Role.ADMIN) is Role.ADMIN


def test_a_keeper_is_stored_with_the_organisations_they_keep(db, listed):
    service = listed(a_service(), organisation=an_organisation())
    with writing(db):
        sam = add_keeper(db, email="sam@example.org", role=Role.PROVIDER, now=NOW)
        save_keeper(db, replace(sam, organisations=frozenset({service.organisation_id})))

    assert get_keeper_by_email(db, "sam@example.org").organisations == {service.organisation_id}
    assert [one.id for one in keepers_of(db, service.organisation_id)] == [sam.id]
    assert [one.email for one in list_keepers(db)] == ["sam@example.org"]
    with pytest.raises(KeeperNotFound):
        get_keeper_by_email(db, "pat@example.org")


def test_who_has_left_is_not_found_and_their_address_is_wiped_after_a_year(db):
    with writing(db):
        for email in ("sam@example.org", "pat@example.org"):
            save_keeper(db, replace(add_keeper(db, email=email, role=Role.EDITOR, now=NOW), left_at=NOW))

    assert find_present_keeper(db, "sam@example.org") is None
    assert list_keepers(db) == []
    forget_addresses(db, NOW + timedelta(days=400) - ADDRESS_KEPT)
    assert [get_keeper(db, number).email for number in (1, 2)] == ["", ""]
