"""Facts of a service as people read them. What nobody has told us gives None, never a guess."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from directory.domain.costly_numbers import COSTLY
from directory.domain.hours import is_always_open, open_until, opens_next
from directory.domain.meaning import Correction
from directory.domain.services import (
    Channel,
    ContactPoint,
    Cost,
    CostKind,
    Schedule,
    Service,
    Status,
    Telling,
    Wait,
    WaitStage,
)
from directory.domain.waits import the_wait
from directory.web.filters import MONTHS, clock, day, listed, phone, web_address, weeks

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
STAGES = {
    WaitStage.FIRST_REPLY: "before they first reply",
    WaitStage.ASSESSMENT: "before a first talk about what would help",
    WaitStage.HELP_STARTS: "before help starts",
}
COSTS = {CostKind.FREE: "Free", CostKind.PAY: "You pay", CostKind.DEPENDS: "The cost depends"}
TELLINGS = {
    None: "not told us",
    Telling.ONLY_IF_AT_RISK: "told only if someone is at risk",
    Telling.WITH_YOUR_SAY_SO: "told only if you say so",
    Telling.USUALLY: "usually told",
    Telling.ALWAYS: "always told",
}
STATUSES = {
    Status.ACTIVE: "Running now",
    Status.INACTIVE: "Not running at the moment",
    Status.DEFUNCT: "Closed for good",
    Status.TEMPORARILY_CLOSED: "Closed for now",
}
YES_NO = {True: "Yes", False: "No", None: None}
CORRECTIONS_SAID = 5
# How people get in touch, quickest and easiest to hide first.
CHANNEL_ORDER = (Channel.CHAT, Channel.TEXT, Channel.PHONE, Channel.DROP_IN, Channel.FORM, Channel.EMAIL, Channel.APP)
SCHEMES = {Channel.PHONE: "tel:", Channel.TEXT: "sms:", Channel.EMAIL: "mailto:"}
ACTS = {
    Channel.PHONE: "Ring",
    Channel.TEXT: "Text",
    Channel.CHAT: "Chat online",
    Channel.EMAIL: "Email them",
    Channel.FORM: "Fill in their form",
    Channel.DROP_IN: "Turn up",
    Channel.APP: "Get the app",
}


@dataclass(frozen=True)
class WaitSaid:
    """One wait in words. `holds` is False when it was said too long ago to count."""

    words: str
    stage: str
    said: str
    holds: bool
    need: str | None = None
    on: date | None = None


@dataclass(frozen=True)
class Way:
    """One way to get in touch: what the button says, where it leads, and what is known about it."""

    act: str
    address: str | None
    shown: str
    hours: str | None
    open_until: str | None
    point: ContactPoint | None = None
    opens: str | None = None

    @property
    def can_cost(self) -> bool:
        """Whether the number itself tells that it can cost money, and nobody has said that it is free."""
        told_free = self.point is not None and self.point.is_free
        return (self.address or "").startswith(tuple(f"tel:{start}" for start in COSTLY)) and not told_free


def wait_said(wait: Wait, today: date) -> WaitSaid:
    said = f"said by {wait.said_by}, {day(wait.said_on)}"
    return WaitSaid(
        weeks(wait.weeks_from, wait.weeks_to), STAGES[wait.stage], said, wait.holds_on(today), wait.need, wait.said_on
    )


def waits_said(waits: Iterable[Wait], today: date) -> list[WaitSaid]:
    """Each wait in words, in the order things happen."""
    stages = list(WaitStage)
    return [wait_said(wait, today) for wait in sorted(waits, key=lambda wait: stages.index(wait.stage))]


def main_wait(waits: Sequence[Wait], today: date, needs: Container[str] = ()) -> WaitSaid | None:
    """The one wait to show in a line."""
    best = the_wait(waits, today, needs)
    return wait_said(best, today) if best else None


def month_words(on: date, today: date) -> str:
    """The month; of another year with its year."""
    return MONTHS[on.month - 1] + ("" if on.year == today.year else f" {on.year}")


def cost_words(cost: Cost | None) -> str | None:
    return COSTS[cost.kind] if cost else None


def status_words(service: Service, today: date) -> str | None:
    """Whether it is running; closed for now, with the day they expect to open again while that is to come."""
    if service.status is None:
        return None
    back = service.opens_again(today)
    return STATUSES[service.status] + (f". {opens_again_words(back)}" if back else "")


def opens_again_words(on: date) -> str:
    return f"They expect to open again on {day(on)}."


def ways_in_touch(points: Iterable[ContactPoint], now: datetime) -> list[Way]:
    """Every way, the ones that are open now first, then the quickest."""
    in_order = sorted(
        points, key=lambda point: (open_until(point.schedules, now) is None, CHANNEL_ORDER.index(point.channel))
    )
    return [way_in_touch(point, now) for point in in_order]


def way_in_touch(point: ContactPoint, now: datetime) -> Way:
    shown = phone(point.value) if point.channel in (Channel.PHONE, Channel.TEXT) else point.value
    return Way(
        act=_act(point, shown),
        address=contact_address(point),
        shown=shown,
        hours=hours_words(point.schedules),
        open_until=_open_words(point, now),
        point=point,
        opens=_opens_words(point, now),
    )


def website(url: str | None) -> Way | None:
    address = web_address(url)
    return Way("Go to their website", address, address, None, None) if address else None


def _open_words(point: ContactPoint, now: datetime) -> str | None:
    if is_always_open(point.schedules):
        return "any time"
    until = open_until(point.schedules, now)
    return f"until {moment_words(until, now)}" if until else None


def _opens_words(point: ContactPoint, now: datetime) -> str | None:
    opens = opens_next(point.schedules, now)
    return f"Opens {moment_words(opens, now)}" if opens and not open_until(point.schedules, now) else None


def moment_words(moment: datetime, now: datetime) -> str:
    """The hour today or tonight; farther off, with its day."""
    at = clock(moment.time())
    ahead = (moment.date() - now.date()).days
    if ahead == 0 or (ahead == 1 and moment - now < timedelta(hours=12) and moment.hour <= 6):
        return at
    return f"{at} tomorrow" if ahead == 1 else f"{at} on {DAY_NAMES[moment.weekday()]}"


def _act(point: ContactPoint, shown: str) -> str:
    """What pressing it does, with the number to ring or text, and the word to text where there is one."""
    if point.channel not in (Channel.PHONE, Channel.TEXT):
        return ACTS[point.channel]
    keyword = text_keyword(point)
    return f"{ACTS[point.channel]} {keyword} to {shown}" if keyword else f"{ACTS[point.channel]} {shown}"


def text_keyword(point: ContactPoint) -> str:
    """The word a text line wants, told by a label like "Text SHOUT"."""
    word = (point.label or "").removeprefix("Text ")
    return word if point.channel is Channel.TEXT and word.isalpha() and word.isupper() else ""


def contact_address(point: ContactPoint) -> str | None:
    """Where a press leads, or None where there is nothing to press. Only kinds of address we know are ever linked."""
    if point.channel in SCHEMES:
        value = point.value.strip() if point.channel is Channel.EMAIL else "".join(point.value.split())
        keyword = text_keyword(point)
        return SCHEMES[point.channel] + value + (f"?&body={keyword}" if keyword else "")
    return web_address(point.value)


def hours_words(schedules: Sequence[Schedule] | None) -> str | None:
    if not schedules:
        return None
    if is_always_open(schedules):
        return "Day and night, every day"
    return "; ".join(_one_schedule(one) for one in schedules)


def _one_schedule(schedule: Schedule) -> str:
    times = "all day and night" if schedule.opens_at == schedule.closes_at else (
        f"{clock(schedule.opens_at)} to {clock(schedule.closes_at)}"
    )  # fmt: skip
    notes = [note for note in (_term_note(schedule), _holiday_note(schedule)) if note]
    return f"{days_words(schedule.days)}, {times}" + (f" ({', '.join(notes)})" if notes else "")


def _term_note(schedule: Schedule) -> str:
    return "in school term only" if schedule.term_time else ""


def _holiday_note(schedule: Schedule) -> str:
    return {True: "bank holidays too", False: "not on bank holidays", None: ""}[schedule.bank_holidays]


def days_words(days: frozenset[int]) -> str:
    """Every day, Monday to Friday, or the days by name; a run of three or more is shortened."""
    if len(days) == len(DAY_NAMES):
        return "Every day"
    return listed([words for run in runs_of_days(days) for words in _run_words(run)], "and")


def runs_of_days(days: frozenset[int]) -> list[list[int]]:
    """Days that follow one another stand together."""
    runs: list[list[int]] = []
    for number in sorted(days):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _run_words(run: list[int]) -> list[str]:
    names = [DAY_NAMES[number] for number in run]
    return [f"{names[0]} to {names[-1]}"] if len(run) > 2 else names


def ages(youngest: int | None, oldest: int | None) -> str:
    """Both ends are inside."""
    if youngest is None and oldest is None:
        return "any age"
    if oldest is None:
        return f"{youngest} and over"
    if youngest is None or youngest == 0:
        return f"up to {oldest}"
    return f"{youngest}" if youngest == oldest else f"{youngest} to {oldest}"


def corrections_said(corrections: Sequence[Correction]) -> list[str]:
    """One sentence for the words that were read as others; none where every word was read as it was typed."""
    said = [f"“{one.typed}” as “{one.read_as}”" for one in corrections[:CORRECTIONS_SAID]]
    return [f"We read {listed(said, 'and')}."] if said else []
