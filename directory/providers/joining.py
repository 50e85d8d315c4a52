"""Add our service: for those who run one that nobody can find here. Nobody signs in, and no cookie is set or read."""

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, open_to
from directory.accounts.posting import post_room
from directory.domain.errors import LinkEnded
from directory.domain.listing_reports import read_receipt, show_receipt
from directory.domain.organisations import OrganisationKind
from directory.domain.proposals import ProposalAnswered, ProposalNotFound, ProposalState, TooManyProposals
from directory.providers.blueprint import bp
from directory.providers.offering import Sent, read_form, warnings
from directory.providers.typed import FormNotUnderstood
from directory.upkeep.likeness import Alike, listings_like
from directory.upkeep.proposals import (
    Received,
    answer_question,
    confirm_sender,
    find_proposal,
    read_link,
    receive_proposal,
    write_again,
)
from directory.web.access import get_db, get_now
from directory.web.receipts import receipts

MADE_UP = "This form was open for very long, or it is not ours. Nothing is lost. Please press the button once more."
LONGEST_ANSWER = 1_000
KINDS = [(one.value, one.value[:1].upper() + one.value[1:]) for one in OrganisationKind]
SAID = {
    "again": "We have sent the letter once more.",
    "enough": "We have written three times now. Look among unwanted mail, or send the form again.",
    "confirmed": "Your address is confirmed already. There is nothing to do.",
}


@bp.route("/add-our-service", methods=["GET", "POST"])
@open_to(Access.ANYONE)
def add_our_service() -> ResponseReturnValue:
    if request.method != "POST":
        return _show_form({}, {})
    typed = _typed()
    try:
        sent = read_form(typed, get_now().date())
    except FormNotUnderstood as error:
        return _show_form(typed, error.errors)
    receipt = receipts().read(typed.get("receipt", ""))
    if receipt is None:
        return _show_form(typed, {"organisation": MADE_UP}), 403
    alike, could_be_better = _like(sent), list(warnings(sent))
    if (alike or could_be_better) and typed.get("looked") != "1":
        return _show_form(typed, {}, alike, could_be_better)
    try:
        received = _receive(sent, receipt)
    except TooManyProposals as error:
        return _show_form(typed, {"organisation": str(error)}), 429
    return redirect(url_for("providers.show_proposal", receipt=show_receipt(received.receipt)), 303)


@bp.get("/add-our-service/<receipt>")
@open_to(Access.ANYONE)
def show_proposal(receipt: str) -> str:
    """Where it stands; nothing of who sent it."""
    code = _code(receipt)
    proposal = find_proposal(get_db(), code)
    said = SAID.get(request.args.get("said", ""), "")
    return render_template("providers/joining_receipt.html", proposal=proposal, receipt=show_receipt(code), said=said)


@bp.post("/add-our-service/<receipt>/letter")
@open_to(Access.ANYONE)
def send_letter_again(receipt: str) -> ResponseReturnValue:
    """For a letter that never came."""
    code = _code(receipt)
    try:
        proposal, link = write_again(get_db(), code, get_now())
        _ask_to_confirm(proposal.sender, proposal.offered.name, link)
        said = "again"
    except TooManyProposals:
        said = "enough"
    except ProposalAnswered:
        said = "confirmed"
    return redirect(url_for("providers.show_proposal", receipt=show_receipt(code), said=said), 303)


@bp.route("/add-our-service/confirm/<link>", methods=["GET", "POST"])
@open_to(Access.ANYONE)
def confirm_address(link: str) -> ResponseReturnValue:
    """What reads mail before people do only ever looks; pressing the button confirms the address."""
    if request.method == "POST":
        confirm_sender(get_db(), link, get_now())
        return redirect(url_for("providers.confirm_address", link=link), 303)
    proposal = read_link(get_db(), link, get_now())
    return render_template("providers/joining_confirm.html", proposal=proposal)


@bp.route("/add-our-service/answer/<link>", methods=["GET", "POST"])
@open_to(Access.ANYONE)
def answer_editors(link: str) -> ResponseReturnValue:
    """The answer to what an editor asked."""
    proposal = read_link(get_db(), link, get_now())
    answer = _typed().get("answer", "").strip()
    errors = {}
    if request.method == "POST" and proposal.state is ProposalState.ASKED:
        errors = _mistakes_in(answer)
        if not errors:
            answer_question(get_db(), link, answer=answer, now=get_now())
            return redirect(url_for("providers.answer_editors", link=link), 303)
    elif proposal.state in (ProposalState.UNCONFIRMED, ProposalState.DECLINED, ProposalState.ACCEPTED):
        raise LinkEnded("This has been answered.")
    return render_template("providers/joining_answer.html", proposal=proposal, typed=answer, errors=errors)


def _mistakes_in(answer: str) -> dict[str, str]:
    if not answer:
        return {"answer": "Enter your answer"}
    if len(answer) > LONGEST_ANSWER:
        return {"answer": f"Use at most {LONGEST_ANSWER} letters. You have used {len(answer)}."}
    return {}


def _typed() -> dict[str, str]:
    """What was typed, with line ends as one character, and nothing that is not to be seen."""
    lines = {field: value.replace("\r\n", "\n") for field, value in request.form.items()}
    return {field: "".join(one for one in text if one.isprintable() or one == "\n") for field, text in lines.items()}


def _receive(sent: Sent, receipt: str) -> Received:
    received = receive_proposal(
        get_db(), offered=sent.offered, inclusion=sent.inclusion, who=sent.who, sender=sent.sender, receipt=receipt,
        now=get_now(),
    )  # fmt: skip
    if received.link:
        _ask_to_confirm(sent.sender, sent.offered.name, received.link)
    return received


def _ask_to_confirm(sender: str, name: str, link: str) -> None:
    path = url_for("providers.confirm_address", link=link)
    post_room().write_later("joining-confirm", sender, path=path, service=name)


def _like(sent: Sent) -> tuple[Alike, ...]:
    offered = sent.offered
    return listings_like(
        get_db(),
        names={offered.name, offered.organisation},
        contacts=(offered.phone, offered.email, offered.url),
        number=offered.number,
        public=True,
    )


def _code(receipt: str) -> str:
    code = read_receipt(receipt)
    if code is None:
        raise ProposalNotFound("We do not know this receipt.")
    return code


def _show_form(
    typed: Mapping[str, str],
    errors: Mapping[str, str],
    alike: tuple[Alike, ...] = (),
    could_be_better: list[str] | None = None,
) -> str:
    receipt = typed.get("receipt", "")
    return render_template(
        "providers/joining.html",
        typed=typed,
        errors=errors,
        alike=alike,
        warnings=could_be_better or [],
        kinds=KINDS,
        receipt=receipt if receipts().read(receipt) else receipts().make(),
    )
