"""Signing in: an address, then a letter with a link and a code. A GET of any of these changes nothing."""

import re

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.blueprint import bp
from directory.accounts.cookies import SIGNED_IN, WAITING, WANTED, end_cookie, is_keepers_page, read_cookie, set_cookie
from directory.accounts.guards import LINK_ENDED, Access, home_of, open_to, second_step_page, show_refusal
from directory.accounts.locks import in_groups, locks
from directory.accounts.posting import post_room
from directory.accounts.sessions import SignedIn
from directory.accounts.signing_in import Asked, ask_to_sign_in, is_open_link, sign_in_by_code, sign_in_by_link
from directory.domain.errors import EmailNotUnderstood, SignInRefused
from directory.domain.keepers import read_email
from directory.web.access import get_db, get_now

LONGEST_TYPED = 300
WANTED_PATH = re.compile(r"/(?:manage|editors)(?:/[\w%~.-]+)*")


@bp.route("/sign-in", methods=["GET", "POST"])
@open_to(Access.ANYONE)
def ask() -> ResponseReturnValue:
    """Whoever asks is answered alike."""
    if request.method != "POST":
        return render_template("accounts/ask.html", errors={}, typed="")
    typed = typed_in("email")
    try:
        email = read_email(typed)
    except EmailNotUnderstood as error:
        return render_template("accounts/ask.html", errors={"email": str(error)}, typed=typed)
    asked = ask_to_sign_in(get_db(), locks(), email=email, now=get_now())
    _send_letter(asked)
    response = make_response(redirect(url_for("accounts.type_code"), 303))
    set_cookie(response, WAITING, asked.browser)
    return response


@bp.route("/sign-in/code", methods=["GET", "POST"])
@open_to(Access.ANYONE)
def type_code() -> ResponseReturnValue:
    """For somebody who reads the letter on another device."""
    browser = read_cookie(WAITING)
    if not browser:
        return redirect(url_for("accounts.ask"), 303)
    if request.method != "POST":
        return render_template("accounts/code.html", errors={})
    try:
        signed_in = sign_in_by_code(get_db(), locks(), browser=browser, typed=typed_in("code"), now=get_now())
    except SignInRefused as error:
        return render_template("accounts/code.html", errors={"code": str(error)})
    return let_in(signed_in)


@bp.route("/sign-in/<link>", methods=["GET", "POST"])
@open_to(Access.ANYONE)
def open_link(link: str) -> ResponseReturnValue:
    """What reads mail before people do only ever looks; pressing the button spends the link."""
    if request.method == "POST":
        return let_in(sign_in_by_link(get_db(), locks(), link, get_now()))
    if not is_open_link(get_db(), link, get_now()):
        return show_refusal(LINK_ENDED)
    return render_template("accounts/link.html")


def let_in(signed_in: SignedIn) -> Response:
    """To the second step where one is due, otherwise home."""
    whole = signed_in.session.is_whole
    goes_on = (wanted_page() or home_of(signed_in.keeper)) if whole else second_step_page(signed_in)
    response = make_response(redirect(goes_on, 303))
    if whole:
        end_cookie(response, WANTED)
    remember(response, signed_in)
    return response


def wanted_page() -> str:
    """The page that somebody was on the way to when they were asked to sign in; of ours, and for keepers, or none."""
    path = read_cookie(WANTED)
    return path if WANTED_PATH.fullmatch(path) and is_keepers_page(path) else ""


def remember(response: Response, signed_in: SignedIn) -> None:
    set_cookie(response, SIGNED_IN, signed_in.secret)
    end_cookie(response, WAITING)


def typed_in(name: str) -> str:
    """What was typed into a field of one line."""
    return request.form.get(name, "").strip()[:LONGEST_TYPED]


def _send_letter(asked: Asked) -> None:
    path = url_for("accounts.open_link", link=asked.link)
    post_room().write_later("sign-in", asked.to, path=path, code=in_groups(asked.code))
