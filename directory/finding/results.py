"""What a search gives back, ready to be shown."""

from dataclasses import dataclass
from enum import StrEnum

from directory.domain.checks import Check, LastChecks
from directory.domain.meaning import Meaning
from directory.domain.organisations import Organisation
from directory.domain.search_request import SearchRequest
from directory.domain.seeker import Filters, Profession, Seeker
from directory.domain.services import Service
from directory.domain.verdicts import Judgement, Verdict

NEVER_LOOKED_AT = LastChecks()


@dataclass(frozen=True)
class Problem:
    """Something typed that could not be used. The search went on without it; `message` says what to type."""

    field: str
    message: str


@dataclass(frozen=True)
class Search:
    """A request as it was understood: what is believed, what is filtered on, and what could not be used.

    `notes` are helpful sentences about the place (rough, ended, elsewhere) that are not mistakes.
    """

    request: SearchRequest
    meaning: Meaning
    filters: Filters
    seeker: Seeker
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
    working_as: Profession | None = None

    @property
    def needs(self) -> tuple[str, ...]:
        """What help is asked for with: picked, or read from words."""
        return (*self.filters.needs, *self.meaning.needs)


class Loosened(StrEnum):
    """A condition given up because nothing answered it; the page names it."""

    WORDS = "words"
    DISTANCE = "distance"
    HOW = "how"
    ROUTE = "route"
    AUDIENCE = "audience"


@dataclass(frozen=True)
class Found:
    """One service in the results: `why` says in short sentences why it is here.

    `last_check` is the older of its `last_checks`, None while one of them is missing.
    """

    service: Service
    organisation: Organisation
    judgement: Judgement
    distance_miles: float | None
    last_check: Check | None
    why: tuple[str, ...] = ()
    last_checks: LastChecks = NEVER_LOOKED_AT

    @property
    def verdict(self) -> Verdict:
        return self.judgement.verdict


@dataclass(frozen=True)
class Results:
    """One page of results in the order they are shown.

    `total` counts "can use" and "ask first" over all pages; `not_for_you` (at most ten) follows on the last page.
    `judged` is False when the person has told nothing, so that no groups are shown.
    `further_help` are online and national services added when little or nothing was found here.
    """

    search: Search
    found: tuple[Found, ...]
    not_for_you: tuple[Found, ...]
    total: int
    page: int
    pages: int
    judged: bool
    loosened: tuple[Loosened, ...] = ()
    further_help: tuple[Found, ...] = ()

    def of(self, verdict: Verdict) -> tuple[Found, ...]:
        """This page's services with one verdict."""
        return tuple(one for one in (*self.found, *self.not_for_you) if one.verdict is verdict)
