"""The second step of editors and admins: setting an app up once, and its six digits from then on."""

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.blueprint import bp
from directory.accounts.guards import Access, get_signed_in, home_of, open_to
from directory.accounts.locks import locks
from directory.accounts.posting import post_room
from directory.accounts.second_step import (
    app_address,
    codes_left,
    draw_qr,
    pass_by_app,
    pass_by_recovery_code,
    set_up,
)
from directory.accounts.sessions import SignedIn
from directory.accounts.sign_in_pages import let_in, remember, typed_in
from directory.domain.errors import SignInRefused
from directory.web.access import get_db, get_now, get_site


@bp.route("/sign-in/second-step", methods=["GET", "POST"])
@open_to(Access.SECOND_STEP)
def type_digits() -> ResponseReturnValue:
    signed_in = _half_signed_in()
    if signed_in.session.new_secret:
        return redirect(url_for("accounts.set_up_app"), 303)
    if request.method != "POST":
        return render_template("accounts/digits.html", errors={})
    try:
        return let_in(pass_by_app(get_db(), locks(), signed_in, typed=typed_in("digits"), now=get_now()))
    except SignInRefused as error:
        return render_template("accounts/digits.html", errors={"digits": str(error)})


@bp.route("/sign-in/second-step/recovery", methods=["GET", "POST"])
@open_to(Access.SECOND_STEP)
def type_recovery_code() -> ResponseReturnValue:
    """For somebody without their phone. The code is used up, and they are told by letter."""
    if request.method != "POST":
        return render_template("accounts/recovery.html", errors={})
    try:
        signed_in = pass_by_recovery_code(get_db(), locks(), _half_signed_in(), typed=typed_in("code"), now=get_now())
    except SignInRefused as error:
        return render_template("accounts/recovery.html", errors={"code": str(error)})
    left = codes_left(get_db(), signed_in.keeper)
    post_room().write_later("recovery-used", signed_in.keeper.email, left=left)
    return let_in(signed_in)


@bp.route("/sign-in/second-step/set-up", methods=["GET", "POST"])
@open_to(Access.SECOND_STEP)
def set_up_app() -> ResponseReturnValue:
    """The recovery codes are on the page that answers, and never again."""
    signed_in = _half_signed_in()
    if not signed_in.session.new_secret:
        return redirect(url_for("accounts.type_digits"), 303)
    if request.method != "POST":
        return _show_set_up(signed_in)
    try:
        whole, codes = set_up(get_db(), locks(), signed_in, typed=typed_in("digits"), now=get_now())
    except SignInRefused as error:
        return _show_set_up(signed_in, {"digits": str(error)})
    response = make_response(render_template("accounts/recovery_codes.html", codes=codes, home=home_of(whole.keeper)))
    remember(response, whole)
    return response


def _show_set_up(signed_in: SignedIn, errors: dict[str, str] | None = None) -> str:
    secret = locks().open(signed_in.session.new_secret or "")
    address = app_address(secret, email=signed_in.keeper.email, name=get_site().name)
    return render_template("accounts/set_up.html", errors=errors or {}, secret=secret, drawing=draw_qr(address))


def _half_signed_in() -> SignedIn:
    """Whoever the guard has let through to here."""
    signed_in = get_signed_in()
    assert signed_in is not None, "the guard lets nobody else through"  # noqa: S101
    return signed_in
