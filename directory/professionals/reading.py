"""What a professional's words tell of CAMHS where no box says it: that it said no and perhaps why, or that they wait."""

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


# A reason that is told in the same breath tells no need.
LINKS = r"(?:because|as|for|being|due to|he|she|they|him|her|them|is|was|did|said|says)"
REASON_NEXT = re.compile(rf"(?:[\s,:;(-]*\b{LINKS}\b)*[\s,:;(-]*(?:{'|'.join(WHY.values())})")
LIST = r"(?:waiting ?list|wait ?list)"
HOW_LONG = r"(?:,? (?:is |of |for |about |over )*\d+ (?:weeks?|months?|years?|wks?|mths?)\b)?"
NOT = r"(?P<no>(?:\b(?:not|no|never)|n't) (?:yet |even |currently )?)?"
SEEN_BY = r"(?:awaiting|waiting (?:for|on|to be seen by))"
HELP = r"(?: (?:assessment|appointment|triage|therapy|treatment)\b)?"
WAITING = re.compile(
    rf"{NOT}(?:\b(?:(?:on|joined) (?:the |a )?)?{CAMHS} {LIST}\b(?! (?:is )?(?:closed|full))"
    rf"|\b{SEEN_BY} (?:the |an? )?{CAMHS}\b{HELP}){HOW_LONG}"
)


@dataclass(frozen=True)
class StandingTold:
    """`words` are those that tell it, as they were typed."""

    words: str
    camhs: CamhsStanding
    refusal: Refusal | None = None


def standing_in_words(request: SearchRequest) -> StandingTold | None:
    """None where a box says how they stand with CAMHS, or where it was taken out. A no counts before a wait."""
    if request.camhs or request.refusal or PART in request.without:
        return None
    text = _on_one_line(request.text)
    said_no, waits = SAID_NO.search(text.lower()), WAITING.search(text.lower())
    if said_no:
        with_reason = REASON_NEXT.match(text.lower(), said_no.end())
        why = next((reason for reason, words in WHY.items() if re.search(words, text.lower())), None)
        return StandingTold(text[said_no.start() : (with_reason or said_no).end()], CamhsStanding.REFUSED, why)
    return StandingTold(text[waits.start() : waits.end()], CamhsStanding.WAITING) if waits and not waits["no"] else None


def left_to_read(request: SearchRequest) -> SearchRequest:
    """Without the words that tell how they stand with CAMHS: no service is looked for by them."""
    told = standing_in_words(request)
    if told is None:
        return request
    before, _, after = _on_one_line(request.text).partition(told.words)
    return replace(request, text=", ".join(part.strip(" ,;.:)(") for part in (before, after) if part.strip(" ,;.:)(")))


def _on_one_line(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def with_standing(request: SearchRequest) -> SearchRequest:
    """A reason for a no says that there was one, in a box as in words."""
    told = standing_in_words(request)
    if told is None and not (request.refusal and not request.camhs):
        return request
    refusal = told.refusal.value if told and told.refusal else request.refusal
    return _with(request, (told.camhs if told else CamhsStanding.REFUSED).value, refusal)


def without_standing(request: SearchRequest) -> SearchRequest:
    """It is not so, whatever the words say."""
    return _with(request, "", "", PART)


def _with(request: SearchRequest, camhs: str, refusal: str, *without: str) -> SearchRequest:
    return replace(request, camhs=camhs, refusal=refusal, without=tuple(dict.fromkeys((*request.without, *without))))
