"""Listings that an import brought and that are not for this directory. The public has never seen them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NotForUs(StrEnum):
    """Why not."""

    NOT_HELP = "not help with how young people feel"
    NOT_FOR_YOUNG = "not for young people or those around them"
    NOT_HERE = "not for people in our area"
    GRANTS_ONLY = "gives money only"
    CLOSED = "closed before it was public"
    NOT_A_SERVICE = "no service that somebody can use"


@dataclass(frozen=True)
class PutAway:
    service_id: str
    reason: NotForUs
    put_away_by: str
    put_away_at: datetime
