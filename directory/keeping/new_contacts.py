"""A new way to reach somebody that an editor makes public, and the last one that goes: who hears of it."""

from collections.abc import Collection

from directory.accounts.posting import post_room
from directory.domain.services import Service
from directory.store.keepers import keepers_of
from directory.web.access import get_db

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


def tell_of_new_contact(service: Service, known_as: Collection[str] | None = None, *, is_public: bool = False) -> None:
    """A letter to the keepers of a listing: those named, else each of them."""
    room = post_room()
    for keeper in keepers_of(get_db(), service.organisation_id):
        if known_as is None or keeper.known_as in known_as:
            room.send_later(room.letters.write("contact-sent", keeper.email, service=service.name, is_public=is_public))


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
