"""What a professional's own words tell of CAMHS, where no box says it: that it said no, and perhaps why."""

import re
from dataclasses import dataclass, replace

from directory.domain.search_request import SearchRequest
from directory.domain.seeker import CamhsStanding, Refusal

# The name under which it is taken out of what the words tell.
PART = "camhs"
CAMHS = r"(?:camhs|cahms|cypmhs|cyp ?mhs)"
NO = r"(?:rejected|refused|declined|bounced|knocked back|turned down|not accepted)"
# Families decline as well: that is no answer of CAMHS.
FAMILY = r"(?:mum|mother|dad|father|parents?|carers?|family|patient|child|yp|young person|him|her|them)"
NOT_BY_THEM = rf"(?! (?:by|from) (?:\w+ ){{0,2}}{FAMILY}\b)"
WAS = r"(?:(?:was|is|has|have|had|been|got|just) ){0,2}"
SAYS_NO = r"(?:said|say|says) no\b(?! ?(?:one|body))"
TURNED_DOWN = r"turned (?:\w+ ){1,2}down"
THRESHOLD = r"(?:below|under|not|doesn't|didn't|doesnt|didnt) (?:\w+ ){0,3}threshold\b"
NOT_SEEN = r"(?:won't|wont|will not|wouldn't|would not) (?:see|take|accept)\b"
# What they say of a child, in the same breath as who they are.
SPEAK = r"(?:said|say|says|advised?|advises|told (?:us|me|them|mum|dad)|felt|feel|think|thought)"
SAYS = rf"\b{CAMHS} (?:team )?(?:have |has |had )?{SPEAK}\b[^.;:]{{0,25}}"
TOO_MILD = r"not (?:severe|serious|bad|unwell) enough"
NOT_FOR_THEM = rf"\b(?:too (?:old|young)|out of (?:their |the )?area|wrong area|not (?:in )?their area|{TOO_MILD})\b"
FIRST_SCHOOL = r"\bschool\b[^.;:]{0,25}\bfirst(?=\s*(?:[.,;:)]|$))"
SAID_NO = re.compile(
    "|".join(
        (
            rf"\b{CAMHS} (?:team )?{WAS}(?:{SAYS_NO}|{TURNED_DOWN}|{NOT_SEEN}|(?:said |say |says )?{THRESHOLD})",
            rf"\b{CAMHS} (?:team )?{WAS}{NO}\b(?: (?:the |our |my |this )?referral\b)?{NOT_BY_THEM}",
            rf"(?<!not )(?<!never )\b{NO} (?:\w+ )?by {CAMHS}\b",
            rf"\brejected (?:{CAMHS} )?referral\b",
            rf"\b{CAMHS} referral {WAS}{NO}\b{NOT_BY_THEM}",
            rf"\breferral (?:to {CAMHS} )?{WAS}(?:rejected|bounced|not accepted)\b{NOT_BY_THEM}",
            rf"{SAYS}(?:{NOT_FOR_THEM}|{FIRST_SCHOOL})",
        )
    )
)
WHY = {
    Refusal.BELOW_THRESHOLD: rf"\b{THRESHOLD}|threshold not met|{TOO_MILD}",
    Refusal.AGE: r"\b(?:too (?:old|young)|wrong age for|because of (?:\w+ )?age)\b",
    Refusal.AREA: r"\b(?:out of (?:their )?area|wrong area|not (?:in )?their area)\b",
    Refusal.SCHOOL_FIRST: rf"\btry (?:the )?school first\b|{FIRST_SCHOOL}",
}


@dataclass(frozen=True)
class SaidNo:
    """`words` are those that tell it, as they were typed."""

    words: str
    refusal: Refusal | None


def said_no_in_words(request: SearchRequest) -> SaidNo | None:
    """None where a box says how they stand with CAMHS, or where it was taken out."""
    if request.camhs or request.refusal or PART in request.without:
        return None
    text = " ".join(request.text.replace("’", "'").split())
    found = SAID_NO.search(text.lower())
    if found is None:
        return None
    why = next((reason for reason, words in WHY.items() if re.search(words, text.lower())), None)
    return SaidNo(text[found.start() : found.end()], why)


def left_to_read(request: SearchRequest) -> SearchRequest:
    """Without the words that tell how they stand with CAMHS: no service is looked for by them."""
    said = said_no_in_words(request)
    if said is None:
        return request
    before, _, after = " ".join(request.text.replace("’", "'").split()).partition(said.words)
    return replace(request, text=", ".join(part.strip(" ,;.:") for part in (before, after) if part.strip(" ,;.:")))


def with_standing(request: SearchRequest) -> SearchRequest:
    """A reason for a no says that there was one, in a box as in words."""
    said = said_no_in_words(request)
    if said is None and not (request.refusal and not request.camhs):
        return request
    refusal = said.refusal.value if said and said.refusal else request.refusal
    return _with(request, CamhsStanding.REFUSED.value, refusal)


def without_standing(request: SearchRequest) -> SearchRequest:
    """It is not so, whatever the words say."""
    return _with(request, "", "", PART)


def _with(request: SearchRequest, camhs: str, refusal: str, *without: str) -> SearchRequest:
    return replace(request, camhs=camhs, refusal=refusal, without=tuple(dict.fromkeys((*request.without, *without))))
