"""Half-filled forms that a keeper has asked us to keep: nobody else sees them, and they end by themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

DRAFT_LASTS = timedelta(days=60)


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What was typed into one form of one listing. `form` is its address below the listing's; `made_from` the version
    of the listing that was in front of the keeper."""

    keeper_id: int
    service_id: str
    form: str
    typed: Mapping[str, str]
    made_from: int
    kept_at: datetime

    @property
    def ends_at(self) -> datetime:
        return self.kept_at + DRAFT_LASTS
