"""Sessions of keepers: twelve hours at most, kept here and known to a browser only by a secret."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from directory.domain.errors import KeeperNotFound
from directory.domain.keepers import (
    SECOND_STEP_LASTS,
    SESSION_LASTS,
    Keeper,
    Session,
    hash_secret,
    moment,
    new_secret,
)
from directory.store.database import writing
from directory.store.keepers import get_keeper, get_second_step, note_signed_in
from directory.store.signing_in import add_session, end_session, end_sessions, find_session


@dataclass(frozen=True)
class SignedIn:
    """A keeper in a browser. `secret` is what that browser knows; only its hash is stored."""

    keeper: Keeper
    session: Session
    secret: str


def start_session(
    db: Database, keeper: Keeper, now: datetime, *, is_whole: bool, sealed_secret: str | None = None
) -> SignedIn:
    """A new one under a new secret; call inside `writing`. One that waits for its second step ends soon."""
    made = moment(now)
    session = Session(
        keeper_id=keeper.id,
        made_at=made,
        ends_at=made + (SESSION_LASTS if is_whole else SECOND_STEP_LASTS),
        is_whole=is_whole,
        new_secret=sealed_secret,
    )
    secret = new_secret()
    add_session(db, session, hash_secret(secret))
    if is_whole:
        note_signed_in(db, keeper.id, made)
    return SignedIn(keeper, session, secret)


def find_signed_in(db: Database, secret: str, now: datetime) -> SignedIn | None:
    """Who this browser is signed in as: nobody once it has ended, the keeper has left, or a second step is now needed."""
    session = find_session(db, hash_secret(secret), moment(now))
    if session is None:
        return None
    try:
        keeper = get_keeper(db, session.keeper_id)
    except KeeperNotFound:
        return None
    if keeper.left_at or (session.is_whole and keeper.role.needs_second_step and get_second_step(db, keeper.id) is None):
        return None
    return SignedIn(keeper, session, secret)


def sign_out(db: Database, signed_in: SignedIn) -> None:
    """In this browser."""
    with writing(db):
        end_session(db, hash_secret(signed_in.secret))


def sign_out_everywhere(db: Database, keeper: Keeper) -> None:
    """In every browser, this one too."""
    with writing(db):
        end_sessions(db, keeper.id)
