"""Who may open what. Every page of keepers says so itself; one that says nothing is open to nobody."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import quote

from flask import Blueprint, Response, current_app, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.cookies import SIGNED_IN, WANTED, read_cookie, set_cookie
from directory.accounts.locks import locks
from directory.accounts.reminder_links import open_reminder_link
from directory.accounts.sessions import SignedIn, find_signed_in
from directory.domain.errors import LinkEnded
from directory.domain.keepers import Keeper, ReminderLink, Role
from directory.store.organisations import get_organisation_by_slug
from directory.store.services import get_service_by_slug
from directory.web.access import get_db, get_now
from directory.web.errors import Trouble
from directory.web.same_site import came_from_our_pages

View = TypeVar("View", bound=Callable[..., Any])
FORM_TOKEN = "form_token"  # noqa: S105  # the name of a field


class Access(StrEnum):
    """What it takes to open a page. With `ORGANISATION` and `LISTING` the address names which, as `slug`."""

    ANYONE = "anyone"
    REMINDER = "whoever has the link"
    SECOND_STEP = "somebody half signed in"
    KEEPER = "any keeper"
    ORGANISATION = "who keeps this organisation"
    LISTING = "who keeps this listing"
    EDITOR = "editors and admins"
    ADMIN = "admins"


FROM_ELSEWHERE = Trouble(
    403,
    "This did not come from our own page",
    ("Nothing was changed.", "Go back, load the page again, and press the button once more."),
)
SIGN_IN_AGAIN = Trouble(
    403,
    "You are not signed in any more",
    (
        "A sign-in lasts twelve hours. Nothing was changed, and what you typed is still on this page.",
        "Sign in again in another window. Then come back here, and send it once more.",
    ),
)
NOT_YOURS = Trouble(
    403,
    "This page is not yours to open",
    ("You are signed in, but not for this.", "If you should be able to see it, ask the person who invited you."),
)
LINK_ENDED = Trouble(
    410,
    "This link has ended",
    (
        "It was used, it is too old, or a newer letter has a newer one.",
        "If you keep listings already, you can sign in with your email address. If you were invited, ask for a new letter.",
    ),
)


def open_to(access: Access) -> Callable[[View], View]:
    """Say who may open a page; nearer to the function than its route."""

    def say(view: View) -> View:
        view.access = access  # type: ignore[attr-defined]
        return view

    return say


def show_refusal(trouble: Trouble) -> tuple[str, int]:
    """What happened and what to do, with the way to sign in. Whose sign-in has ended finds what they typed in the page."""
    typed = list(request.form.items(multi=True)) if trouble is SIGN_IN_AGAIN else []
    return render_template("accounts/refusal.html", trouble=trouble, typed=typed), trouble.status


def install_guard(bp: Blueprint) -> None:
    """For every page of a blueprint, those that are added later too."""
    bp.before_request(guard)


def guard() -> ResponseReturnValue | None:
    """Why a page is not opened, or None when it is."""
    access = access_of(request.endpoint)
    if request.method == "POST" and not came_from_our_pages(request):
        return show_refusal(FROM_ELSEWHERE)
    if access is Access.ANYONE:
        return None
    if access is Access.REMINDER:
        return _read_reminder()
    signed_in = get_signed_in()
    if signed_in is None:
        return show_refusal(SIGN_IN_AGAIN) if request.method == "POST" else _ask_to_sign_in()
    if request.method == "POST" and not _has_form_token(signed_in):
        return show_refusal(FROM_ELSEWHERE)
    return _refuse(access, signed_in)


def access_of(endpoint: str | None) -> Access | None:
    """What a page says of itself."""
    return getattr(current_app.view_functions.get(endpoint or ""), "access", None)


def get_signed_in() -> SignedIn | None:
    """Whose browser this is, the second step done or not."""
    if "signed_in" not in g:
        secret = read_cookie(SIGNED_IN)
        g.signed_in = find_signed_in(get_db(), secret, get_now()) if secret else None
    signed_in: SignedIn | None = g.signed_in
    return signed_in


def get_keeper() -> Keeper:
    """The keeper of a page that is open to keepers only, or to the holder of a link."""
    if "reminder" in g:
        keeper: Keeper = g.reminder[1]
        return keeper
    signed_in = get_signed_in()
    assert signed_in is not None, "the page is open to people who are not signed in"  # noqa: S101
    return signed_in.keeper


def get_reminder() -> ReminderLink:
    """The link of a page that is open to whoever has it."""
    reminder: ReminderLink = g.reminder[0]
    return reminder


def form_token() -> str:
    """For the forms of this browser; nothing where nobody is signed in."""
    signed_in = get_signed_in()
    return locks().form_token(signed_in.keeper.id, get_now().date()) if signed_in else ""


def second_step_page(signed_in: SignedIn) -> str:
    """Where somebody half signed in goes on."""
    return url_for("accounts.set_up_app" if signed_in.session.new_secret else "accounts.type_digits")


def home_of(keeper: Keeper) -> str:
    return url_for("editors.home" if keeper.role.is_editor else "providers.home")


def _ask_to_sign_in() -> Response:
    """With a note in the browser of the page that was wanted."""
    response = make_response(redirect(url_for("accounts.ask"), 303))
    set_cookie(response, WANTED, quote(request.path))
    return response


def _refuse(access: Access | None, signed_in: SignedIn) -> ResponseReturnValue | None:
    is_whole = signed_in.session.is_whole
    if access is Access.SECOND_STEP:
        return redirect(home_of(signed_in.keeper), 303) if is_whole else None
    if not is_whole:
        return redirect(second_step_page(signed_in), 303)
    return None if _may_open(access, signed_in.keeper) else show_refusal(NOT_YOURS)


def _may_open(access: Access | None, keeper: Keeper) -> bool:
    arguments = request.view_args or {}
    if access is Access.ORGANISATION:
        return keeper.keeps(get_organisation_by_slug(get_db(), arguments["slug"]).id)
    if access is Access.LISTING:
        return keeper.keeps(get_service_by_slug(get_db(), arguments["slug"]).organisation_id)
    if access is Access.EDITOR:
        return keeper.role.is_editor
    return access is Access.KEEPER or (access is Access.ADMIN and keeper.role is Role.ADMIN)


def _read_reminder() -> ResponseReturnValue | None:
    """The address names the link, as `link`; the secret in it is what other sites' forms cannot know."""
    try:
        g.reminder = open_reminder_link(get_db(), (request.view_args or {})["link"], get_now())
    except LinkEnded:
        return show_refusal(LINK_ENDED)
    return None


def _has_form_token(signed_in: SignedIn) -> bool:
    return locks().is_form_token(request.form.get(FORM_TOKEN, ""), signed_in.keeper.id, get_now().date())
