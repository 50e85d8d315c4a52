"""What is asked of whoever is listed, read from a form: each thing told, "not yet", or left out."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from directory.domain.contact_in_words import contact_beside_register, contact_in
from directory.domain.inclusion import DECLARED_EVERY
from directory.domain.names_in_words import name_in
from directory.domain.organisations import Inclusion
from directory.providers.typed import FormNotUnderstood, read_day
from directory.web.example_days import past_day
from directory.web.filters import day

YES, NOT_YET = "yes", "not-yet"
ANSWERS = {YES: True, NOT_YET: False}
LONGEST = 120
# A plan that nobody has looked at for so long is asked about.
OLD_POLICY = 3 * DECLARED_EVERY
# "Dr Smith" is somebody; "dr on call" is a role.
A_NAME = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Rev|Sir)\b\.? [A-Z]\w*")
ROLE_ONLY = "Give the role and no name, like “youth manager”. Take out “{}”: everybody can read this."
BODY_ONLY = (
    "Give what you are and your number, in one piece, like “charity 1012345”. Take out “{}”: everybody can read this."
)
REGISTER_ONLY = "Say who it is, with your number there in one piece. Take out “{}”: everybody can read this."
IS_A_NAME = (
    "Who has the job of keeping children safe: is “{}” somebody’s name? Everybody can read this, so give the role, like "
    "“youth manager”."
)
Typed = Mapping[str, str]


def read_inclusion(typed: Typed, today: date) -> Inclusion:
    """What was declared, or raise `FormNotUnderstood` with sentences by the name of the field."""
    errors: dict[str, str] = {}
    role, has_no_lead = _line(typed, "lead_role", errors, ROLE_ONLY, contact_in), typed.get("no_lead") == NOT_YET
    policy_on, has_no_policy = _policy_day(typed, today, errors), typed.get("no_policy") == NOT_YET
    legal_body, has_no_body = _line(typed, "legal_body", errors, BODY_ONLY), typed.get("no_legal_body") == NOT_YET
    regulator, needs_none = _line(typed, "regulator", errors, REGISTER_ONLY), typed.get("no_regulator") == NOT_YET
    both = {"legal_body": has_no_body, "lead_role": has_no_lead, "policy_on": has_no_policy, "regulator": needs_none}
    for field, says_not in both.items():
        if says_not and typed.get(field, "").strip():
            errors.setdefault(field, "You filled this in and ticked the box below it. Please do one of the two.")
    if errors:
        raise FormNotUnderstood(errors)
    return Inclusion(
        legal_body=legal_body or ("" if has_no_body else None),
        safeguarding_lead=True if role else False if has_no_lead else None,
        lead_role=role or None,
        safeguarding_policy=True if policy_on else False if has_no_policy else None,
        safeguarding_policy_on=policy_on,
        dbs_checks=ANSWERS.get(typed.get("dbs", "")),
        insured=ANSWERS.get(typed.get("insured", "")),
        regulator=regulator or ("" if needs_none else None),
    )


def warn_of_names(said: Inclusion) -> Iterator[str]:
    """Without a Mr or Mrs before it a name is only guessed at, so it is asked about."""
    if name := name_in(said.lead_role or ""):
        yield IS_A_NAME.format(name)


def typed_of(said: Inclusion) -> dict[str, str]:
    """What was declared before, as somebody would type it."""
    return {
        "legal_body": said.legal_body or "",
        "no_legal_body": NOT_YET if said.legal_body == "" else "",
        "lead_role": said.lead_role or "",
        "no_lead": NOT_YET if said.safeguarding_lead is False else "",
        "policy_on": day(said.safeguarding_policy_on) if said.safeguarding_policy_on else "",
        "no_policy": NOT_YET if said.safeguarding_policy is False and not said.safeguarding_policy_on else "",
        "dbs": _answer(said.dbs_checks),
        "insured": _answer(said.insured),
        "regulator": said.regulator or "",
        "no_regulator": NOT_YET if said.regulator == "" else "",
    }


def _answer(told: bool | None) -> str:
    return "" if told is None else YES if told else NOT_YET


def _line(
    typed: Typed,
    field: str,
    errors: dict[str, str],
    refusal: str,
    contact: Callable[[str], str | None] = contact_beside_register,
) -> str:
    """It is public as soon as it is sent, so it names nobody and reaches nobody."""
    text = typed.get(field, "").strip()
    if len(text) > LONGEST:
        errors[field] = f"Use at most {LONGEST} letters. You have used {len(text)}."
    elif found := contact(text) or _name_in(text):
        errors[field] = refusal.format(found)
    return text


def _name_in(text: str) -> str | None:
    found = A_NAME.search(text)
    return found[0] if found else None


def _policy_day(typed: Typed, today: date, errors: dict[str, str]) -> date | None:
    text = typed.get("policy_on", "").strip()
    if not text:
        return None
    try:
        on = read_day(text, past_day())
    except ValueError as error:
        errors["policy_on"] = str(error)
        return None
    if on > today:
        errors["policy_on"] = "The date of your plan must be today or before"
    elif today - on > OLD_POLICY:
        errors["policy_on"] = "That is more than three years ago. Give the day you last looked at it, or tick the box."
    return on
