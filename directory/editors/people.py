"""Who keeps what: invited, signed out, and let go by those who may."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, open_to, show_refusal
from directory.accounts.locks import locks
from directory.accounts.looking_after import (
    YOURSELF,
    end_keeping,
    end_keeping_of,
    invite_by_letter,
    may_look_after,
    reset_second_step_of,
    sign_out_of_everything,
    take_back,
)
from directory.accounts.posting import post_room
from directory.domain.errors import (
    EmailNotUnderstood,
    InvitationRefused,
    KeeperNotFound,
    LeavingRefused,
    LetterNotSent,
    OrganisationNotFound,
)
from directory.domain.keepers import Invitation, Keeper, Role, moment, read_email
from directory.domain.organisations import Organisation
from directory.editors.blueprint import NUMBER, bp
from directory.store.invitations import list_every_open_invitation
from directory.store.keepers import get_keeper as get_stored_keeper
from directory.store.keepers import get_second_step, last_signed_in, list_keepers
from directory.store.organisations import get_organisation_by_slug, get_organisations, organisation_named
from directory.web.access import get_db, get_now
from directory.web.errors import Trouble

ROLES = {
    Role.PROVIDER: "Provider: keeps the listings of one organisation",
    Role.EDITOR: "Editor: reads and answers what others send, for every listing",
    Role.ADMIN: "Admin: all of that, and people, crisis lines and worries about safety",
}
SAID = {
    "invited": "The invitation is on its way. Its link works for seven days.",
    "taken-back": "The invitation has ended. Its link does not work any more.",
    "ended": "That invitation has been answered, or it has ended already.",
    "let-go": "They do not keep anything here any more, and are told by letter.",
    "let-go-of": "They do not keep that organisation any more, and are told by letter.",
    "signed-out": "They are signed out everywhere.",
    "reset": "They set up a new app when they sign in next. They are signed out everywhere.",
}
NOT_SENT = "The letter could not be sent just now, so nobody is invited. That is our fault. Please try again later."
NOT_FOR_EDITORS = Trouble(
    403, "Only an admin can do this", ("Editors look after providers. Nothing was changed.", "Ask an admin to do it.")
)


@dataclass(frozen=True)
class Shown:
    """A keeper with what they keep, and when they signed in last."""

    keeper: Keeper
    organisations: list[Organisation]
    last: datetime | None


@bp.get("/editors/people")
@open_to(Access.EDITOR)
def list_people() -> str:
    by, words = get_keeper(), request.args.get("words", "").strip()[:100]
    people = [one for one in _everybody(by) if _fits(one, words)]
    invited = [one for one in list_every_open_invitation(get_db(), moment(get_now())) if may_look_after(by, one.role)]
    return render_template(
        "editors/people.html",
        people=people,
        words=words,
        invited=invited,
        names=_names(invited),
        by=by,
        said=SAID.get(request.args.get("said", "")),
    )


@bp.route("/editors/people/invite", methods=["GET", "POST"])
@open_to(Access.EDITOR)
def invite_person() -> ResponseReturnValue:
    by = get_keeper()
    if request.method != "POST":
        return _show_inviting({"organisation": request.args.get("organisation", "")}, {})
    typed = {name: request.form.get(name, "").strip()[:300] for name in ("email", "role", "organisation")}
    try:
        role = _role(typed["role"] or Role.PROVIDER.value)
        organisation = _organisation(typed["organisation"]) if role is Role.PROVIDER else None
        invite_by_letter(
            get_db(), locks(), post_room(),
            email=read_email(typed["email"]), role=role,
            organisation_id=organisation.id if organisation else None, by=by, now=get_now(),
        )  # fmt: skip
    except OrganisationNotFound as error:
        return _show_inviting(typed, {"organisation": str(error)})
    except (EmailNotUnderstood, InvitationRefused) as error:
        return _show_inviting(typed, {"email": str(error)})
    except LetterNotSent:
        return _show_inviting(typed, {"email": NOT_SENT})
    return redirect(url_for("editors.list_people", said="invited"), 303)


@bp.post(f"/editors/people/invitations/{NUMBER}/take-back")
@open_to(Access.EDITOR)
def take_invitation_back(number: int) -> ResponseReturnValue:
    try:
        take_back(get_db(), number, by=get_keeper(), now=get_now())
    except InvitationRefused:
        return redirect(url_for("editors.list_people", said="ended"), 303)
    return redirect(url_for("editors.list_people", said="taken-back"), 303)


@bp.get(f"/editors/people/{NUMBER}")
@open_to(Access.EDITOR)
def show_person(number: int) -> ResponseReturnValue:
    keeper, by = _present(number), get_keeper()
    if not may_look_after(by, keeper.role):
        return show_refusal(NOT_FOR_EDITORS)
    return _show(keeper)


@bp.post(f"/editors/people/{NUMBER}/let-go")
@open_to(Access.EDITOR)
def let_go(number: int) -> ResponseReturnValue:
    """Of everything, or of the organisation that is named."""
    keeper, named = _present(number), request.form.get("organisation", "")
    if named:
        return _let_go_of(keeper, named)
    done = _act(keeper, lambda: end_keeping(get_db(), keeper, by=get_keeper(), now=get_now()))
    if done:
        return done
    post_room().write_later("left", keeper.email)
    return redirect(url_for("editors.list_people", said="let-go"), 303)


@bp.post(f"/editors/people/{NUMBER}/sign-out")
@open_to(Access.EDITOR)
def sign_person_out(number: int) -> ResponseReturnValue:
    keeper = _present(number)
    done = _act(keeper, lambda: sign_out_of_everything(get_db(), keeper, by=get_keeper(), now=get_now()))
    return done or redirect(url_for("editors.show_person", number=number, said="signed-out"), 303)


@bp.post(f"/editors/people/{NUMBER}/reset-second-step")
@open_to(Access.ADMIN)
def reset_person(number: int) -> ResponseReturnValue:
    keeper = _present(number)
    done = _act(keeper, lambda: reset_second_step_of(get_db(), keeper, by=get_keeper(), now=get_now()))
    return done or redirect(url_for("editors.show_person", number=number, said="reset"), 303)


def _act(keeper: Keeper, act: Callable[[], None]) -> ResponseReturnValue | None:
    """Do it, or show why not."""
    try:
        act()
    except LeavingRefused as error:
        if not may_look_after(get_keeper(), keeper.role):
            return show_refusal(NOT_FOR_EDITORS)
        return _show(keeper, str(error))
    return None


def _let_go_of(keeper: Keeper, named: str) -> ResponseReturnValue:
    organisation = get_organisation_by_slug(get_db(), named)
    done = _act(keeper, lambda: end_keeping_of(get_db(), keeper, organisation.id, by=get_keeper(), now=get_now()))
    if done:
        return done
    post_room().write_later("let-go", keeper.email, organisation=organisation.name)
    return redirect(url_for("editors.show_person", number=keeper.id, said="let-go-of"), 303)


def _everybody(by: Keeper) -> list[Shown]:
    last = last_signed_in(get_db())
    keepers = [one for one in list_keepers(get_db()) if may_look_after(by, one.role)]
    kept = get_organisations(get_db(), {organisation for one in keepers for organisation in one.organisations})
    return [Shown(one, _by_name(kept[key] for key in one.organisations), last.get(one.id)) for one in keepers]


def _by_name(organisations: Iterable[Organisation]) -> list[Organisation]:
    return sorted(organisations, key=lambda one: one.name.casefold())


def _fits(one: Shown, words: str) -> bool:
    told = " ".join([one.keeper.email, one.keeper.role.value, *(kept.name for kept in one.organisations)]).casefold()
    return all(word in told for word in words.casefold().split())


def _names(invited: list[Invitation]) -> dict[str, str]:
    ids = [one.organisation_id for one in invited if one.organisation_id]
    return {key: one.name for key, one in get_organisations(get_db(), ids).items()}


def _present(number: int) -> Keeper:
    """Somebody who has not left, or raise `KeeperNotFound`."""
    keeper = get_stored_keeper(get_db(), number)
    if keeper.left_at:
        raise KeeperNotFound("They have left already.")
    return keeper


def _role(typed: str) -> Role:
    try:
        return Role(typed)
    except ValueError as error:
        raise InvitationRefused("Select what they may do") from error


def _organisation(typed: str) -> Organisation:
    """By its name, or the end of its address; or raise `OrganisationNotFound` with what to do."""
    if not typed:
        raise OrganisationNotFound("Enter the organisation whose listings they keep")
    found = organisation_named(get_db(), typed)
    if found:
        return found
    try:
        return get_organisation_by_slug(get_db(), typed.rstrip("/").rpartition("/")[2])
    except OrganisationNotFound as error:
        raise OrganisationNotFound("No organisation has that name. Copy its name or its address from its page.") from error


def _show_inviting(typed: dict[str, str], errors: dict[str, str]) -> str:
    by = get_keeper()
    roles = [(role.value, words) for role, words in ROLES.items() if by.role is Role.ADMIN]
    return render_template("editors/invite_person.html", typed=typed, errors=errors, roles=roles)


def _show(keeper: Keeper, problem: str = "") -> str:
    db = get_db()
    return render_template(
        "editors/person.html",
        one=Shown(keeper, _by_name(get_organisations(db, keeper.organisations).values()), last_signed_in(db).get(keeper.id)),
        has_second_step=get_second_step(db, keeper.id) is not None,
        is_self=keeper.id == get_keeper().id,
        yourself=YOURSELF,
        by=get_keeper(),
        said=problem or SAID.get(request.args.get("said", "")),
    )
