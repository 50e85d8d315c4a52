"""A service and everything known about it. `None` always means "not told us", an empty collection "told: none"."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from directory.domain.eligibility import AgeRule, Audience, Catchment
from directory.domain.places import Point

# Whoever lists one of these lists the emergency services.
EMERGENCY_NUMBERS = frozenset({"999", "112"})
# After this a wait that was told is not known now.
WAIT_HOLDS_DAYS = 90


class Status(StrEnum):
    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    TEMPORARILY_CLOSED = "temporarily closed"


class Sector(StrEnum):
    STATUTORY = "statutory"
    VOLUNTARY = "voluntary"


class Channel(StrEnum):
    PHONE = "phone"
    TEXT = "text"
    CHAT = "chat"
    EMAIL = "email"
    FORM = "form"
    DROP_IN = "drop-in"
    APP = "app"


class Telling(StrEnum):
    """When parents, school or the GP are told that somebody has been in touch."""

    ONLY_IF_AT_RISK = "only if someone is at risk"
    WITH_YOUR_SAY_SO = "with your say-so"
    USUALLY = "usually"
    ALWAYS = "always"


class WaitStage(StrEnum):
    FIRST_REPLY = "first reply"
    ASSESSMENT = "assessment"
    HELP_STARTS = "help starts"


class CostKind(StrEnum):
    FREE = "free"
    PAY = "pay"
    DEPENDS = "depends"


@dataclass(frozen=True)
class Schedule:
    """Hours on some days of the week, Monday 0 to Sunday 6, in local time.

    A closing time at or before the opening time is on the next day; equal times are the whole day round.
    `term_time` and `bank_holidays` are None when nobody has said.
    """

    days: frozenset[int]
    opens_at: time
    closes_at: time
    term_time: bool | None = None
    bank_holidays: bool | None = None

    def __post_init__(self) -> None:
        """9am to 9am is told as midnight to midnight, so that the clock and the words say the same day."""
        if self.opens_at == self.closes_at:
            for end in ("opens_at", "closes_at"):
                object.__setattr__(self, end, time(0))


@dataclass(frozen=True)
class ContactPoint:
    """One way to get in touch, with its own hours. `leaves_trace` is what it leaves on a phone or a bill."""

    id: str
    channel: Channel
    value: str
    label: str | None = None
    schedules: tuple[Schedule, ...] | None = None
    is_free: bool | None = None
    anonymous: bool | None = None
    leaves_trace: str | None = None
    professionals_only: bool = False
    consent_recorded: bool = False


@dataclass(frozen=True)
class Location:
    """Where a service can be met. A masked one is never shown and gives no distance, pin, order or mile rule."""

    id: str
    name: str | None = None
    address: str | None = None
    city: str | None = None
    postcode: str | None = None
    point: Point | None = None
    step_free: bool | None = None
    accessible_toilet: bool | None = None
    hearing_loop: bool | None = None
    quiet_space: bool | None = None
    access_note: str | None = None
    masked: bool = False


@dataclass(frozen=True)
class Wait:
    """Weeks from and to, as somebody said on a day. `need` narrows it to one need."""

    stage: WaitStage
    weeks_from: int
    weeks_to: int
    said_by: str
    said_on: date
    need: str | None = None

    def holds_on(self, today: date) -> bool:
        return (today - self.said_on).days <= WAIT_HOLDS_DAYS


@dataclass(frozen=True)
class Threshold:
    """Who it is for and who it is not for, in plain and in professional words, and what to try instead."""

    for_plain: str | None = None
    for_professional: str | None = None
    not_for_plain: str | None = None
    not_for_professional: str | None = None
    try_instead: str | None = None


@dataclass(frozen=True)
class Confidentiality:
    """Will anyone find out? `agrees_alone_from` is the service's own age for agreeing without a parent."""

    parents: Telling | None = None
    school: Telling | None = None
    gp: Telling | None = None
    agrees_alone_from: int | None = None
    anonymous: bool | None = None
    note: str | None = None


@dataclass(frozen=True)
class WordsToSay:
    call: str | None = None
    text: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class Cost:
    kind: CostKind
    note: str | None = None


@dataclass(frozen=True)
class SinglePoint:
    """What a single point of access takes, does not take, and whether it passes people on itself."""

    takes: str | None = None
    does_not_take: str | None = None
    passes_on: bool | None = None


class AlertSentence(StrEnum):
    """What an alert may say; nothing else can be shown at once to everybody."""

    PHONES_DOWN = "phones-down"
    SLOW_REPLIES = "slow-replies"
    OTHER_HOURS = "other-hours"
    MOVED_FOR_NOW = "moved-for-now"
    WEBSITE_DOWN = "website-down"

    @property
    def words(self) -> str:
        return ALERTS[self]


ALERTS = {
    AlertSentence.PHONES_DOWN: "Our phones are not working. Please get in touch another way.",
    AlertSentence.SLOW_REPLIES: "We are slower to reply than usual.",
    AlertSentence.OTHER_HOURS: "Our hours are different at the moment. Ring us before you come.",
    AlertSentence.MOVED_FOR_NOW: "We meet somewhere else for now. Ring us before you come.",
    AlertSentence.WEBSITE_DOWN: "Our website is not working at the moment.",
}


@dataclass(frozen=True)
class Alert:
    """A fixed sentence shown up to and on a day."""

    sentence: AlertSentence
    ends_on: date

    def holds_on(self, today: date) -> bool:
        return today <= self.ends_on


@dataclass(frozen=True, kw_only=True)
class Service:
    """Help for a young person, or for those around them, as one listing.

    `unconfirmed` names the fields whose value was read from prose or assumed and that no person has confirmed.
    `may_have_changed`: an edit that shuts somebody out waits for review. `published_on` is None while a listing is held
    back. `opens_again_on` counts only while it is closed for now. Who checked what, and when, is in `Check`s, never here.
    """

    id: str
    slug: str
    code: str
    organisation_id: str
    name: str
    summary: str | None = None
    description: str | None = None
    url: str | None = None
    sector: Sector | None = None
    nhs_role: str | None = None
    needs: frozenset[str] | None = None
    audiences: frozenset[Audience] | None = None
    kinds: frozenset[str] | None = None
    how: frozenset[str] | None = None
    routes: frozenset[str] | None = None
    level: frozenset[str] | None = None
    age_rules: tuple[AgeRule, ...] | None = None
    catchment: Catchment | None = None
    threshold: Threshold = Threshold()
    confidentiality: Confidentiality = Confidentiality()
    cost: Cost | None = None
    languages: tuple[str, ...] | None = None
    interpreters: bool | None = None
    status: Status | None = None
    opens_again_on: date | None = None
    ends_on: date | None = None
    taking_new_people: bool | None = None
    taking_new_people_on: date | None = None
    single_point: SinglePoint | None = None
    advice_line: str | None = None
    usable_while_waiting: bool | None = None
    takes_refused: bool | None = None
    contact_points: tuple[ContactPoint, ...] = ()
    locations: tuple[Location, ...] = ()
    waits: tuple[Wait, ...] = ()
    what_happens_next: tuple[str, ...] | None = None
    words_to_say: WordsToSay = WordsToSay()
    while_you_wait: str | None = None
    alert: Alert | None = None
    suspended: bool = False
    may_have_changed: bool = False
    unconfirmed: frozenset[str] = frozenset()
    is_demonstration: bool = False
    published_on: date | None = None
    last_modified: date | None = None

    def opens_again(self, today: date) -> date | None:
        """The day on which one that is closed for now expects to open again, while it is to come."""
        on = self.opens_again_on if self.status is Status.TEMPORARILY_CLOSED else None
        return on if on and on > today else None

    @property
    def is_emergency(self) -> bool:
        """For life in danger: there is nothing to ask first, to wait for or to prepare."""
        return any(one.channel is Channel.PHONE and one.value.strip() in EMERGENCY_NUMBERS for one in self.contact_points)

    @property
    def open_locations(self) -> tuple[Location, ...]:
        """The locations that may be shown."""
        return tuple(location for location in self.locations if not location.masked)

    @property
    def public_contact_points(self) -> tuple[ContactPoint, ...]:
        return tuple(point for point in self.contact_points if not point.professionals_only)
