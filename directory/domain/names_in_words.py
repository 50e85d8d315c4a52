"""What reads like somebody’s name where a role is asked for. It is a guess, fit to ask and not to refuse."""

import re
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_][\w’'.-]*|[^\w\s]")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'-]+")
# Words of roles, and of what they look after, that people write with a capital as well.
_ROLES = """
acting administration administrator adult adviser advisor advocacy advocate assistant board bursar care carer carers
case centre ceo chair chairman chairperson chairwoman chaplain charity chief child childcare children church cic
clinic clinical club co-ordinator coach committee community coordinator council counselling counsellor curate ddsl
deputy designated development director doctor dsl dsp duty early education executive families family finance founder
general governor governors group head headteacher health help helper helpline imam inclusion keyworker lead leader
learning line management manager managing matron member members mental mentor mentoring minister nhs nurse nursery of
officer operations our outreach owner parent parents partner pastoral people person practice practitioner president
priest principal programme project protection psychologist psychotherapist psychotherapy rabbi safeguarding safety
saint school schools secretary sen senco senior service services social specialist st staff supervisor support teacher
team teams the therapist therapy training treasurer trust trustee trustees tutor vicar vice volunteer volunteering
volunteers warden welfare wellbeing worker workers youth
"""
_OF_ROLES = frozenset(_ROLES.split())


def name_in(text: str) -> str | None:
    """The first two words in a row that begin with a capital and are of no role, like “Jo Smith”."""
    pairs = pairwise(_WORD.findall(text))
    return next((f"{first} {last}" for first, last in pairs if _may_be_called(first) and _may_be_called(last)), None)


def _may_be_called(word: str) -> bool:
    return bool(_CAPITAL.fullmatch(word)) and re.sub(r"[’']s?$", "", word.lower()) not in _OF_ROLES
