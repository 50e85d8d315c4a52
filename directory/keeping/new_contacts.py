"""A new way to reach somebody that an editor makes public, and the last one that goes: who hears of it."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from directory.accounts.posting import post_room
from directory.domain.changes import ChangeState
from directory.domain.contact_letters import is_letter_due
from directory.domain.facts import Change, with_changes
from directory.domain.services import Service
from directory.keeping.facts import fact_words
from directory.publishing.proposing import Proposed
from directory.store.changes import get_changes
from directory.store.keepers import keepers_of
from directory.store.organisations import get_organisation
from directory.store.services import get_service
from directory.web.access import get_db
from directory.web.filters import count

THROUGH = "confirmed_through"
LONGEST_THROUGH = 200
EDITED = "Edited"


def read_through(typed: str) -> str:
    """As it was typed, on one line, or raise `ValueError`."""
    words = " ".join(typed.split())
    if not words:
        raise ValueError("Enter the number or address that we had before, or where else you found it, like their website")
    if len(words) > LONGEST_THROUGH:
        raise ValueError(f"Use at most {LONGEST_THROUGH} letters to say how it was confirmed")
    return words


def edited_through(through: str, did: str = EDITED) -> str:
    """Why a version was made."""
    return f"{did}. Confirmed through: {through}" if through else did


def tell_of_new_contact(before: Service) -> None:
    """A letter to each keeper of a listing, of a new way to reach it that an editor has made public.

    `before` is the listing as it was, so that the letter can name what is gone, too.
    """
    after = get_service(get_db(), before.id)
    new, gone = _only_in(after, before), _only_in(before, after)
    _tell(before.organisation_id, before.name, is_public=True, new=new, gone=gone)


def tell_of_proposed_contact(proposed: Proposed) -> None:
    """A letter to the other keepers of a listing, of a new way to reach it that waits for an editor.

    One letter an hour about the same fact. It names what is gone and what is to go, and not what is new: nobody has asked
    yet whether that is right.
    """
    if not (proposed.change and proposed.to_tell):
        return
    if not is_letter_due(proposed.change, get_changes(get_db(), proposed.change.service_id)):
        return
    now = get_service(get_db(), proposed.change.service_id)
    live = (fact.change for fact in proposed.change.in_state(ChangeState.LIVE))
    before = with_changes(now, [Change(one.field, one.after, one.before) for one in live])
    wanted = with_changes(now, [fact.change for fact in proposed.change.in_state(ChangeState.WAITING)])
    gone, going = _only_in(before, now), _only_in(now, wanted)
    _tell(now.organisation_id, now.name, proposed.to_tell, gone=gone, going=going)


def tell_of_carried_contact(before: Sequence[Service], *, new: str, gone: str) -> None:
    """One letter to each keeper of an organisation, for all of its listings in which an editor changed one contact."""
    by_organisation: dict[str, list[Service]] = defaultdict(list)
    for service in before:
        by_organisation[service.organisation_id].append(service)
    for organisation_id, services in by_organisation.items():
        name = get_organisation(get_db(), organisation_id).name
        which = services[0].name if len(services) == 1 else f"{count(len(services), 'listing')} of {name}"
        listings = [one.name for one in services] if len(services) > 1 else []
        _tell(organisation_id, which, is_public=True, new=[new], gone=[gone], listings=listings)


def _tell(
    organisation_id: str,
    which: str,
    known_as: Collection[str] | None = None,
    *,
    is_public: bool = False,
    new: Sequence[str] = (),
    gone: Sequence[str] = (),
    going: Sequence[str] = (),
    listings: Sequence[str] = (),
) -> None:
    room = post_room()
    facts: dict[str, object] = {"new": new, "gone": gone, "going": going, "listings": listings}
    for keeper in keepers_of(get_db(), organisation_id):
        if known_as is None or keeper.known_as in known_as:
            letter = room.letters.write("contact-sent", keeper.email, path="", service=which, is_public=is_public, **facts)
            room.send_later(letter)


def _only_in(one: Service, other: Service) -> list[str]:
    ways = _ways_in_words(other)
    return [words for words in _ways_in_words(one) if words not in ways]


def _ways_in_words(service: Service) -> list[str]:
    """Places are left out: what was shown may be private now."""
    told = (*map(fact_words, service.contact_points), service.url, service.advice_line)
    return list(dict.fromkeys(words for words in told if words))


def tell_of_nobody_reached(service: Service, *, by: str, can_undo: bool) -> None:
    """A letter to the other keepers of a listing from which the last public way to reach it has gone."""
    room = post_room()
    for keeper in keepers_of(get_db(), service.organisation_id):
        if keeper.known_as != by:
            path = f"/manage/services/{service.slug}"
            letter = room.letters.write(
                "last-contact-gone", keeper.email, path=path, service=service.name, can_undo=can_undo
            )
            room.send_later(letter)
