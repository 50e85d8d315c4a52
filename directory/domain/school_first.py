"""Whether a service expects the school to have helped before it does: told only in its own words on whom it takes.

What is read from prose marks and orders; it never judges anybody.
"""

import re

from directory.domain.services import Threshold

SCHOOL = r"\bschools?(?:['’]s?)?(?:[- ]based)?\b"
HELP = r"(?:support|help|interventions?|counsell\w+|pastoral|nurs\w+|team|strateg\w+|measures)\b"
NO_USE = r"(?:tried|exhausted|unsuccessful|not (?:been )?enough|not (?:helped|worked))\b"
DONE = r"(?:offered|helped|done|provided|put|given)\b"
# A word or three between; never beyond the sentence.
NEAR, FAR = r"(?:[\w'’]+[ -]){0,3}?", r"[^.;:]{0,60}?"
EXPECTS = re.compile(
    "|".join(
        (
            rf"{SCHOOL}{FAR}\b{NO_USE}",
            rf"{SCHOOL}{FAR}\balready {NEAR}{DONE}",
            rf"{SCHOOL}{FAR}\bfirst(?=[.;,)]|$| and\b)",
            rf"\b(?:once|following|despite) {NEAR}{SCHOOL} {NEAR}{HELP}",
            # "After school" alone is a time of day.
            rf"\bafter (?:(?!school)[\w'’]+ ){{1,3}}{SCHOOL} {NEAR}{HELP}",
            rf"\bafter school[- ]based {NEAR}{HELP}",
            rf"\b(?:tried|exhausted)\b{FAR}\b(?:at|in|by|with|through) {NEAR}{SCHOOL}",
            rf"\bnot (?:been )?met {NEAR}{SCHOOL}",
        )
    )
)


def expects_school_first(threshold: Threshold) -> bool:
    words = (
        threshold.for_professional,
        threshold.for_plain,
        threshold.not_for_professional,
        threshold.not_for_plain,
    )
    return any(EXPECTS.search(said.lower()) for said in words if said)
