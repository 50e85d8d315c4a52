"""Signing in by a link or a typed code from a letter. Whoever asks is told the same, whether we know the address or not."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

import pyotp
from sqlite_utils import Database

from directory.accounts.locks import Locks, new_code
from directory.accounts.sessions import SignedIn, start_session
from directory.domain.errors import LinkEnded, SignInRefused
from directory.domain.keepers import ADDRESS_KEPT, LINK_LASTS, Keeper, SignIn, hash_secret, moment, new_secret
from directory.store.database import writing
from directory.store.keepers import find_present_number, forget_addresses, get_keeper, get_second_step
from directory.store.proposals import forget_proposals
from directory.store.signing_in import (
    add_attempt,
    add_sign_in,
    clear_ended,
    count_attempts,
    count_miss,
    end_sign_ins,
    find_sign_in,
    find_sign_in_of_browser,
    get_code_hash,
)

LETTERS_AN_HOUR = 5
TRIES_A_LETTER = 5
TRIES_AN_HOUR = 10
HOUR = timedelta(hours=1)
ATTEMPTS_KEPT = timedelta(days=1)
ASKED, CODE_TRIED = "asked", "code"
ENDED = "This link has been used, or is more than an hour old. Ask for a new one."
CODE_ENDED = "This code has been used, or is more than an hour old, or was tried too often. Ask for a new letter."
CODE_WRONG = "That is not the code in the newest letter. Check it, and type it once more."
CODE_EMPTY = "Enter the code from the letter. It has eight digits."


@dataclass(frozen=True)
class Asked:
    """What goes to the browser that asked, and in a letter; `to` is None where nobody is written to."""

    browser: str
    link: str
    code: str
    to: str | None


def ask_to_sign_in(db: Database, locks: Locks, *, email: str, now: datetime) -> Asked:
    """Store a new link and code, for strangers too: what is done, and how long it takes, must tell nothing."""
    made, link, code = moment(now), new_secret(), new_code()
    mark = locks.mark(ASKED, email)
    browser = f"{new_secret()}.{mark}"
    with writing(db):
        _clear(db, made)
        known = find_present_number(db, email)
        number = known if count_attempts(db, ASKED, mark, made - HOUR) < LETTERS_AN_HOUR else None
        add_attempt(db, ASKED, mark, made)
        asked = SignIn(id=0, keeper_id=number, made_at=made, ends_at=made + LINK_LASTS)
        code_hash = locks.mark(browser, code)
        add_sign_in(db, asked, link_hash=hash_secret(link), code_hash=code_hash, browser_hash=hash_secret(browser))
    return Asked(browser, link, code, None if number is None else email)


def is_open_link(db: Database, link: str, now: datetime) -> bool:
    """Whether a link would sign somebody in. Looking at it changes nothing."""
    found = find_sign_in(db, link_hash=hash_secret(link), now=moment(now))
    return found is not None and found.keeper_id is not None


def sign_in_by_link(db: Database, locks: Locks, link: str, now: datetime) -> SignedIn:
    """Spend a link, or raise `LinkEnded`."""
    with writing(db):
        found = find_sign_in(db, link_hash=hash_secret(link), now=moment(now))
        if found is None or found.keeper_id is None:
            raise LinkEnded(ENDED)
        return sign_in(db, locks, get_keeper(db, found.keeper_id), now)


def sign_in_by_code(db: Database, locks: Locks, *, browser: str, typed: str, now: datetime) -> SignedIn:
    """Spend a code in the browser that asked for it, or raise `SignInRefused`. A miss is counted for all workers."""
    code = "".join(letter for letter in typed if letter.isalnum())
    if not code:
        raise SignInRefused(CODE_EMPTY)
    with writing(db):
        outcome = _try_code(db, locks, browser, code, now)
    if isinstance(outcome, str):
        raise SignInRefused(outcome)
    return outcome


def sign_in(db: Database, locks: Locks, keeper: Keeper, now: datetime) -> SignedIn:
    """After the first step; call inside `writing`. Ends every other link and code, and readies the second step."""
    if keeper.left_at:
        raise LinkEnded(ENDED)
    end_sign_ins(db, keeper.id)
    if not keeper.role.needs_second_step:
        return start_session(db, keeper, now, is_whole=True)
    is_set_up = get_second_step(db, keeper.id) is not None
    sealed = None if is_set_up else locks.seal(pyotp.random_base32())
    return start_session(db, keeper, now, is_whole=False, sealed_secret=sealed)


def _try_code(db: Database, locks: Locks, browser: str, code: str, now: datetime) -> SignedIn | str:
    """Who is signed in, or why nobody is."""
    made = moment(now)
    found = find_sign_in_of_browser(db, browser_hash=hash_secret(browser), now=made)
    mark = browser.partition(".")[2]  # of the address, strangers' too: tries must not tell which we know
    if found is None or found.misses >= TRIES_A_LETTER or count_attempts(db, CODE_TRIED, mark, made - HOUR) >= TRIES_AN_HOUR:
        return CODE_ENDED
    if hmac.compare_digest(get_code_hash(db, found), locks.mark(browser, code)) and found.keeper_id is not None:
        return sign_in(db, locks, get_keeper(db, found.keeper_id), now)
    count_miss(db, found)
    add_attempt(db, CODE_TRIED, mark, made)
    return CODE_WRONG


def _clear(db: Database, now: datetime) -> None:
    clear_ended(db, now=now, attempts_before=now - ATTEMPTS_KEPT)
    forget_addresses(db, now - ADDRESS_KEPT)
    forget_proposals(db, unconfirmed_before=now, decided_before=now - ADDRESS_KEPT)
