"""The second step of editors and admins: six digits that an app on their phone shows, or a code kept on paper."""

import secrets
from datetime import datetime, timedelta

import pyotp
import segno
from markupsafe import Markup
from sqlite_utils import Database

from directory.accounts.inviting import BY_COMMAND, about_keeper
from directory.accounts.locks import Locks, hash_recovery_code, new_recovery_codes
from directory.accounts.sessions import SignedIn, start_session
from directory.domain.errors import SignInRefused
from directory.domain.events import Action
from directory.domain.keepers import Keeper, SecondStep, hash_secret, moment
from directory.domain.listing_reports import MISREAD
from directory.store.database import writing
from directory.store.events import add_event
from directory.store.keepers import (
    count_recovery_codes,
    get_second_step,
    remove_second_step,
    save_recovery_codes,
    save_second_step,
    use_recovery_code,
)
from directory.store.signing_in import add_attempt, count_attempts, end_session, end_sessions

HALF_MINUTE = 30
# One half-minute before and after: clocks of phones are seldom right to the second.
SLACK = (0, -1, 1)
TRIES = 5
WITHIN = timedelta(minutes=15)
TRIED = "second step"
EMPTY = "Enter the six digits that your app shows now"
WRONG = "Those are not the digits that your app shows now. Wait for the next ones, then type those."
NO_SUCH_CODE = "That is none of your recovery codes, or it has been used. Check it, or try another."
TOO_OFTEN = "That was tried too often. Wait 15 minutes, then sign in again."


def set_up(db: Database, locks: Locks, signed_in: SignedIn, *, typed: str, now: datetime) -> tuple[SignedIn, list[str]]:
    """Keep the secret of this session once its app has shown it right; the recovery codes are given this once."""
    sealed = signed_in.session.new_secret
    if sealed is None:
        raise SignInRefused(WRONG)
    used = _count_in_app(locks.open(sealed), _digits(typed), now)
    if used is None:
        raise SignInRefused(WRONG if typed.strip() else EMPTY)
    codes, salt = new_recovery_codes(), secrets.token_hex(16)
    keeper_id = signed_in.keeper.id
    with writing(db):
        if get_second_step(db, keeper_id) is not None:  # in another window, or by somebody else
            raise SignInRefused(WRONG)
        step = SecondStep(keeper_id=keeper_id, secret=sealed, salt=salt, set_up_at=moment(now), last_used=used)
        save_second_step(db, step)
        save_recovery_codes(db, keeper_id, [hash_recovery_code(code, salt) for code in codes])
        end_sessions(db, keeper_id)
        add_event(db, about_keeper(Action.SET_UP_SECOND_STEP, signed_in.keeper, by=signed_in.keeper.known_as, now=now))
        return start_session(db, signed_in.keeper, now, is_whole=True), codes


def pass_by_app(db: Database, locks: Locks, signed_in: SignedIn, *, typed: str, now: datetime) -> SignedIn:
    """Make the session whole by what the app shows, or raise `SignInRefused`. No code works twice."""
    digits = _digits(typed)
    if not digits:
        raise SignInRefused(EMPTY)
    with writing(db):
        outcome = _may_try(db, locks, signed_in.keeper, now) or _pass_by_app(db, locks, signed_in, digits, now)
    if isinstance(outcome, str):
        raise SignInRefused(outcome)
    return outcome


def pass_by_recovery_code(db: Database, locks: Locks, signed_in: SignedIn, *, typed: str, now: datetime) -> SignedIn:
    """Make the session whole by a code kept on paper, which is then used up, or raise `SignInRefused`."""
    code = "".join(letter for letter in typed.upper() if letter.isalnum()).translate(MISREAD)
    step = get_second_step(db, signed_in.keeper.id)
    code_hash = hash_recovery_code(code, step.salt) if step else ""
    with writing(db):
        refused = _may_try(db, locks, signed_in.keeper, now)
        if not refused and use_recovery_code(db, signed_in.keeper.id, code_hash):
            by = signed_in.keeper.known_as
            add_event(db, about_keeper(Action.USED_RECOVERY_CODE, signed_in.keeper, by=by, now=now))
            return _make_whole(db, signed_in, now)
        _count_try(db, locks, signed_in.keeper, now)
    raise SignInRefused(refused or NO_SUCH_CODE)


def codes_left(db: Database, keeper: Keeper) -> int:
    return count_recovery_codes(db, keeper.id)


def reset_second_step(db: Database, keeper: Keeper, now: datetime, *, by: str = BY_COMMAND) -> None:
    """For somebody who lost phone and paper: it is set up anew at the next sign-in. Signs them out everywhere."""
    with writing(db):
        remove_second_step(db, keeper.id)
        end_sessions(db, keeper.id)
        add_event(db, about_keeper(Action.RESET_SECOND_STEP, keeper, by=by, now=now))


def app_address(secret: str, *, email: str, name: str) -> str:
    """What an app reads from the drawing."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=name)


def draw_qr(address: str) -> Markup:
    """Black on white, with its quiet edge."""
    drawn = segno.make_qr(address, error="m").svg_inline(
        border=4, dark="#000", light="#fff", omitsize=True, svgclass="keeper__qr", lineclass=None
    )
    return Markup(drawn)  # noqa: S704  # paths and nothing else


def _pass_by_app(db: Database, locks: Locks, signed_in: SignedIn, digits: str, now: datetime) -> SignedIn | str:
    step = get_second_step(db, signed_in.keeper.id)
    used = _count_in_app(locks.open(step.secret), digits, now) if step else None
    if step is None or used is None or used <= step.last_used:
        _count_try(db, locks, signed_in.keeper, now)
        return WRONG
    save_second_step(db, SecondStep(**(vars(step) | {"last_used": used})))
    return _make_whole(db, signed_in, now)


def _make_whole(db: Database, signed_in: SignedIn, now: datetime) -> SignedIn:
    """Under a new secret: the one from before the second step is worth nothing any more."""
    end_session(db, hash_secret(signed_in.secret))
    return start_session(db, signed_in.keeper, now, is_whole=True)


def _count_in_app(secret: str, digits: str, now: datetime) -> int | None:
    """Which half-minute since 1970 these digits belong to; None when to none near now."""
    app, count = pyotp.TOTP(secret), int(now.timestamp()) // HALF_MINUTE
    return next((count + off for off in SLACK if pyotp.utils.strings_equal(app.generate_otp(count + off), digits)), None)


def _may_try(db: Database, locks: Locks, keeper: Keeper, now: datetime) -> str | None:
    """Why not, when it was tried too often."""
    since = moment(now) - WITHIN
    return TOO_OFTEN if count_attempts(db, TRIED, locks.mark(TRIED, str(keeper.id)), since) >= TRIES else None


def _count_try(db: Database, locks: Locks, keeper: Keeper, now: datetime) -> None:
    add_attempt(db, TRIED, locks.mark(TRIED, str(keeper.id)), moment(now))


def _digits(typed: str) -> str:
    return "".join(letter for letter in typed if letter.isascii() and letter.isdigit())
