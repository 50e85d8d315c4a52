"""What somebody can do first about a service, said to the one who takes it home; and whether it can be used just now."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from directory.domain.eligibility import AudienceMode
from directory.domain.hours import is_always_open
from directory.domain.judging import PARENTS
from directory.domain.services import Channel, ContactPoint, Schedule, Service, Status
from directory.professionals.short_words import short_day
from directory.web.filters import bare_address, clock, day, listed, phone
from directory.web.wording import DAY_NAMES, hours_words, main_wait, opens_again_words, runs_of_days, text_keyword

# The most characters of a number or address that is said on one line.
LONGEST_VALUE = 45
# The most characters of what to try instead, in whole sentences.
LONGEST_INSTEAD = 180
# What can be done from a sheet of paper, the surest first.
CONTACT_ORDER = (Channel.PHONE, Channel.TEXT, Channel.DROP_IN, Channel.EMAIL, Channel.FORM, Channel.CHAT, Channel.APP)
ACTS = {
    Channel.PHONE: "Ring",
    Channel.TEXT: "Text",
    Channel.DROP_IN: "Just go to",
    Channel.EMAIL: "Write to",
    Channel.FORM: "Fill in the form at",
    Channel.CHAT: "Chat at",
    Channel.APP: "Get the app at",
}
BY_ONESELF = frozenset({"self", "turn-up"})
BY_PARENTS = "parent"
PARENTS_ACT = {channel: f"A parent or carer can {act.removeprefix('Just ').lower()}" for channel, act in ACTS.items()}
WHO_CAN_ASK = {
    "gp": "your GP",
    "school": "school",
    "social-care": "your social worker",
    "youth-justice": "your youth justice worker",
    "any-professional": "someone who works with you",
}
CLOSED = {
    Status.DEFUNCT: "It has closed for good.",
    Status.INACTIVE: "It is not running at the moment.",
    Status.TEMPORARILY_CLOSED: "It is closed for now.",
}
ANY_TIME = "any time"
BANK_HOLIDAYS = {None: "", True: "bank hols too", False: "not bank hols"}
SEE_WAIT = "See the list for the wait."
NOT_ALIKE = "For some needs it is not the same."
ASK_ROOM = "Ask if they take new people yet."
ASK_GIVER = "Ask whoever gave you this list what else there is."


@dataclass(frozen=True)
class FirstStep:
    """What to do; `value` is the number or address to do it with, `hours` when, `instead` what else may be done.

    `hours` are in full and in short; both say all of them.
    """

    words: str
    value: str = ""
    hours: tuple[str, str] = ("", "")
    instead: str = ""
    label: str = "First step"


def is_shut(service: Service) -> bool:
    """Whether it is told that nobody new can come just now."""
    return service.status in CLOSED or service.taking_new_people is False


def how_it_stands(service: Service, today: date) -> str:
    """What to know before anything else: closed, no room, an alert, or that nobody told us; empty where all is as ever."""
    if service.status in CLOSED:
        back = service.opens_again(today)
        return f"{CLOSED[service.status]} {opens_again_words(back)}" if back else CLOSED[service.status]
    alert = service.alert if service.alert and service.alert.holds_on(today) else None
    said = f"They say: “{alert.sentence.words}” Until {day(alert.ends_on)}." if alert else ""
    return " ".join(words for words in (_room(service, today), _doubt(service), said) if words)


def _room(service: Service, today: date) -> str:
    if service.taking_new_people is not False:
        return ""
    return f"They are not taking new people now. {wait_wordings(service, today)[0]}".strip()


def _doubt(service: Service) -> str:
    if service.status is None or "status" in service.unconfirmed:
        return "Ask if it is still running."
    told = service.taking_new_people is not None and "taking_new_people" not in service.unconfirmed
    return "" if told else "Ask if they take new people."


def wait_wordings(service: Service, today: date) -> tuple[str, ...]:
    """The wait for everybody with the day it was told, or that one is known; empty where none is known now."""
    known = [one for one in service.waits if one.holds_on(today)]
    wait = main_wait([one for one in known if one.need is None], today)
    if wait is None or wait.on is None:
        return (SEE_WAIT if known else "",)
    lead = "" if wait.words == "no wait" else "Wait: "
    said = f"{lead}{wait.words} {wait.stage} (told {short_day(wait.on)}).".replace("no wait", "No wait", 1)
    more = f" {NOT_ALIKE}" if any(one.need for one in known) else ""
    return said + more, min(said + more, SEE_WAIT, key=len)


def first_step(service: Service) -> FirstStep:
    """How to start, for the one who takes the sheet home: by oneself where that may be, else whom to ask."""
    if service.status in CLOSED:
        return FirstStep(try_instead(service) or ASK_GIVER, label="Try instead")
    if service.taking_new_people is False:
        return _ask_for_room(service)
    step = _own_step(service)
    if not must_be_asked(service):
        return step
    who = whom_to_ask(service)
    if BY_PARENTS not in (service.routes or ()):
        return FirstStep(f"Ask {who} to refer you.")
    return replace(step, instead=f"Or ask {who} to refer you." if who else "")


def _ask_for_room(service: Service) -> FirstStep:
    """Where nobody new is taken: ask before hoping, and what to try if the answer is no."""
    instead = try_instead(service)
    if_not = f"If not: {instead or ASK_GIVER}"
    who = whom_to_ask(service)
    if must_be_asked(service) and BY_PARENTS not in (service.routes or ()) and who:
        return FirstStep(f"Ask {who} if they take new people yet.", instead=if_not)
    step = _own_step(service)
    return replace(step, words=f"{ASK_ROOM} {step.words}", instead=if_not)


def try_instead(service: Service) -> str:
    """In their own whole sentences, as many as there is room for."""
    text = (service.threshold.try_instead or "").strip()
    if not text or len(text) <= LONGEST_INSTEAD:
        return text
    first = re.split(r"(?<=[.?!])\s+", text, maxsplit=1)[0]
    return first if len(first) <= LONGEST_INSTEAD else "See the list."


def must_be_asked(service: Service) -> bool:
    """Whether young people cannot ask themselves; a service for parents alone is asked by those it is for."""
    routes = service.routes or frozenset()
    return bool(routes) and not routes & BY_ONESELF and not (BY_PARENTS in routes and PARENTS in only_slugs(service))


def only_slugs(service: Service) -> frozenset[str]:
    return frozenset(one.slug for one in service.audiences or () if one.mode is AudienceMode.ONLY)


def only_groups(service: Service) -> frozenset[str]:
    """Whom alone it is for: it may be told by its ages, each of them for some people only."""
    some = frozenset(rule.condition for rule in service.age_rules or () if rule.condition)
    return only_slugs(service) or (some if all(rule.condition for rule in service.age_rules or ()) else frozenset())


def whom_to_ask(service: Service) -> str:
    """The two who are nearest, like "your GP or school"; empty where only parents may ask."""
    asked = [words for slug, words in WHO_CAN_ASK.items() if slug in (service.routes or ())][:2]
    return listed([f"your {words}" if words == "school" and not n else words for n, words in enumerate(asked)])


def _own_step(service: Service) -> FirstStep:
    acts = PARENTS_ACT if must_be_asked(service) else ACTS
    points = sorted(service.public_contact_points, key=lambda point: CONTACT_ORDER.index(point.channel))
    steps = [_step(point, acts) for point in points]
    steps += [FirstStep("Look at", bare_address(service.url))] if service.url else []
    fitting = (step for step in steps if len(step.value) <= LONGEST_VALUE)
    return next(fitting, FirstStep("Scan the square below to see how to reach them."))


def _step(point: ContactPoint, acts: Mapping[Channel, str]) -> FirstStep:
    word = text_keyword(point)
    return FirstStep(
        words=f"Text {word} to" if word else acts[point.channel],
        value=number_or_address(point),
        hours=(hours_words(point.schedules) or "", short_hours(point.schedules)),
    )


def number_or_address(point: ContactPoint) -> str:
    """With what must be pressed after a number, where a label like "Then press 2" says so."""
    if point.channel not in (Channel.PHONE, Channel.TEXT):
        return bare_address(point.value)
    label = (point.label or "").split(".")[0]
    return phone(point.value) + (f", t{label[1:]}" if label.startswith("Then ") else "")


def short_hours(schedules: tuple[Schedule, ...] | None) -> str:
    """All of them, like "Mon-Fri 9am-5pm, Sat 10am-1pm, not bank hols"; empty where nobody told us."""
    notes = {BANK_HOLIDAYS[one.bank_holidays] for one in schedules or ()}
    if not schedules or is_always_open(schedules) or len(notes) == 1:
        hours = hours_of_the_week(schedules)
        return ", ".join([hours, *filter(None, notes)]) if hours != ANY_TIME else hours
    each = (f"{_short_schedule(one)} {BANK_HOLIDAYS[one.bank_holidays]}" for one in schedules)
    return ", ".join(words.strip() for words in each)


def hours_of_the_week(schedules: tuple[Schedule, ...] | None) -> str:
    """As they are but for bank holidays."""
    if not schedules:
        return ""
    return ANY_TIME if is_always_open(schedules) else ", ".join(_short_schedule(one) for one in schedules)


def _short_schedule(schedule: Schedule) -> str:
    times = f"{clock(schedule.opens_at)}-{clock(schedule.closes_at)}"
    parts = (_short_days(schedule.days), "all day" if schedule.opens_at == schedule.closes_at else times,
             "in term" if schedule.term_time else "")  # fmt: skip
    return " ".join(part for part in parts if part)


def _short_days(days: frozenset[int]) -> str:
    if len(days) == len(DAY_NAMES):
        return "daily"
    return "/".join(_short_run(run) for run in runs_of_days(days))


def _short_run(run: list[int]) -> str:
    names = [DAY_NAMES[number][:3] for number in run]
    return f"{names[0]}-{names[-1]}" if len(run) > 2 else "/".join(names)
