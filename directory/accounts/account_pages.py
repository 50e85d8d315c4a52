"""What is the same for all keepers: signing out, here or everywhere, and leaving."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.blueprint import bp
from directory.accounts.cookies import SIGNED_IN, end_cookie
from directory.accounts.guards import Access, get_keeper, get_signed_in, home_of, open_to
from directory.accounts.inviting import leave
from directory.accounts.posting import post_room
from directory.accounts.sessions import sign_out, sign_out_everywhere
from directory.domain.errors import LeavingRefused
from directory.store.keepers import keepers_of
from directory.store.organisations import get_organisations
from directory.web.access import get_db, get_now


@bp.post("/manage/sign-out")
@open_to(Access.KEEPER)
def end_session() -> Response:
    signed_in = get_signed_in()
    if signed_in is not None:
        sign_out(get_db(), signed_in)
    return _signed_out("here")


@bp.post("/manage/sign-out-everywhere")
@open_to(Access.KEEPER)
def end_every_session() -> Response:
    sign_out_everywhere(get_db(), get_keeper())
    return _signed_out("everywhere")


@bp.get("/sign-in/out")
@open_to(Access.ANYONE)
def signed_out() -> str:
    return render_template("accounts/signed_out.html", how=request.args.get("how", ""))


@bp.route("/manage/leave", methods=["GET", "POST"])
@open_to(Access.KEEPER)
def stop_keeping() -> ResponseReturnValue:
    keeper = get_keeper()
    if request.method != "POST":
        return _show_leaving()
    try:
        leave(get_db(), keeper, get_now())
    except LeavingRefused as error:
        return _show_leaving(str(error))
    post_room().write_later("left", keeper.email)
    return _signed_out("left")


def _show_leaving(problem: str = "") -> str:
    db, keeper = get_db(), get_keeper()
    alone = [one for one in keeper.organisations if len(keepers_of(db, one)) == 1]
    names = sorted(one.name for one in get_organisations(db, alone).values())
    return render_template("accounts/leave.html", alone=names, problem=problem, home=home_of(keeper))


def _signed_out(how: str) -> Response:
    response = make_response(redirect(url_for("accounts.signed_out", how=how), 303))
    end_cookie(response, SIGNED_IN)
    return response
