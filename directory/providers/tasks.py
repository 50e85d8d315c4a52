"""What a listing has not told, in the order of what helps people most, and why each matters."""

from collections.abc import Callable
from dataclasses import dataclass

from directory.domain.services import Channel, Service
from directory.providers.contents import title_of
from directory.providers.desk import Desk

SHOWN = 5
RUNG = frozenset({Channel.PHONE, Channel.TEXT, Channel.CHAT, Channel.DROP_IN})


@dataclass(frozen=True)
class Task:
    """`path` is the form where it is told, below the listing's address."""

    path: str
    why: str
    is_told: Callable[[Service], object]


@dataclass(frozen=True)
class ToDo:
    title: str
    why: str
    address: str


@dataclass(frozen=True)
class Tasks:
    """`first` are the ones to begin with, `later` the rest of what is missing; `done` what is told, by name."""

    first: tuple[ToDo, ...]
    later: tuple[ToDo, ...]
    done: tuple[str, ...]

    @property
    def total(self) -> int:
        return len(self.first) + len(self.later) + len(self.done)


TASKS = (
    Task("ages", "Without it, nobody is told that it is open to them.", lambda one: one.age_rules),
    Task("area", "Without it, nobody is told that it is open to them.", lambda one: one.catchment),
    Task("contact", "Nobody can reach you yet.", lambda one: one.contact_points),
    Task("facts/needs", "This is how searches find you.", lambda one: one.needs),
    Task("facts/who", "It saves people a no, and you a call.", lambda one: one.threshold.not_for_plain),
    Task("told", "It decides whether many dare to ask at all.",
         lambda one: one.confidentiality.parents and one.confidentiality.school and one.confidentiality.gp),
    Task("waits", "A long wait that is told is better than none: people can plan.", lambda one: one.waits),
    Task("hours", "Nobody likes to ring in vain.",
         lambda one: one.contact_points and all(point.schedules for point in one.contact_points if point.channel in RUNG)),
    Task("facts/routes", "Many think that they cannot ask for themselves.", lambda one: one.routes),
    Task("facts/what", "It is the first thing people read.", lambda one: one.summary and one.description),
    Task("facts/next", "Not knowing what comes next stops people from asking.",
         lambda one: one.what_happens_next and one.while_you_wait),
    Task("new-people", "If you are full, it saves a disappointment.", lambda one: one.taking_new_people is not None),
    Task("facts/cost", "Many think that help costs money.", lambda one: one.cost),
    Task("facts/help", "Many cannot travel, or would rather not talk.", lambda one: one.kinds and one.how),
    Task("facts/audiences", "“Is it for people like me?”", lambda one: one.audiences is not None),
    Task("facts/professionals", "GPs send people only where they know the threshold.",
         lambda one: one.threshold.for_professional),
    Task("facts/camhs", "Many wait for months, and need something meanwhile.",
         lambda one: one.usable_while_waiting is not None and one.takes_refused is not None),
    Task("facts/say", "Many do not know how to begin.",
         lambda one: one.words_to_say.call or one.words_to_say.text or one.words_to_say.email),
    Task("facts/languages", "Some fear that they will not be understood.",
         lambda one: one.languages and one.interpreters is not None),
    Task("address", "It shows how far it is. A private one may be left out.",
         lambda one: one.locations or "face-to-face" not in (one.how or ())),
)  # fmt: skip


# What is told is no new one, as the title of its form says.
DONE_AS = {"contact": "How to reach you", "hours": "When you are there", "address": "Your address"}


def tasks_of(desk: Desk) -> Tasks:
    """Who sees nobody face to face and has no address has neither told nor missed one."""
    missing = [_to_do(desk, task) for task in TASKS if not task.is_told(desk.service)]
    told = [task for task in TASKS if task.is_told(desk.service) and (task.path != "address" or desk.service.locations)]
    done = tuple(DONE_AS.get(task.path) or title_of(task.path) for task in told)
    return Tasks(tuple(missing[:SHOWN]), tuple(missing[SHOWN:]), done)


def _to_do(desk: Desk, task: Task) -> ToDo:
    path = _path(desk, task)
    return ToDo(title_of(path), task.why, f"{desk.address('show_listing')}/{path}")


def _path(desk: Desk, task: Task) -> str:
    """Hours are those of the first way to reach it that has none."""
    if task.path != "hours":
        return task.path
    without = (one.id for one in desk.service.contact_points if one.channel in RUNG and not one.schedules)
    part = next(without, "")
    return f"hours/{part}" if part else "contact"
