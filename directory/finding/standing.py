"""Whether somebody's words say that CAMHS told them no, or that they wait for it. It changes no verdict and no order."""

import re

from directory.domain.search_request import SearchRequest
from directory.domain.seeker import CamhsStanding, Seeker

CAMHS = r"\b(?:camhs|cahms|camh|cahmhs|mental health team|referral)\b"
NO = (
    r"\b(?:said no|say no|told (?:me|us|him|her|them) no|reject\w*|refus\w*|declin\w*"
    r"|turn(?:ed)? (?:\w+ )?(?:down|away)|wo?n'?t (?:see|take))\b"
)
WAIT = r"\b(?:wait\w*|on (?:the|a) (?:\w+ )?list)\b"
NEAR = r"[^.!?]{0,40}?"


def _together(one: str, other: str) -> re.Pattern[str]:
    return re.compile(f"{one}{NEAR}{other}|{other}{NEAR}{one}", re.IGNORECASE)


SAID = {CamhsStanding.REFUSED: _together(CAMHS, NO), CamhsStanding.WAITING: _together(CAMHS, WAIT)}


def standing_told(request: SearchRequest, seeker: Seeker) -> CamhsStanding | None:
    """What was ticked, else what the words say: refused or waiting; None for anything else."""
    if seeker.camhs:
        return seeker.camhs if seeker.camhs in SAID else None
    text = request.text.replace("’", "'")
    return next((standing for standing, said in SAID.items() if said.search(text)), None)
