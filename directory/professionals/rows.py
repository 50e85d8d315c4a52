"""One service as a row of the table: a line or two to compare by, and all the rest for whoever opens it."""

import re
from collections.abc import Container, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app, get_template_attribute
from markupsafe import Markup

from directory.domain.school_first import expects_school_first
from directory.domain.seeker import Profession
from directory.domain.services import Confidentiality, Service, SinglePoint, Telling, Wait, WaitStage
from directory.domain.taxonomy import Facet
from directory.domain.verdicts import Verdict
from directory.domain.waits import the_wait
from directory.finding.beside import FRONT_DOORS
from directory.finding.results import Found, Search
from directory.finding.routes import WayIn, may_refer, way_in
from directory.finding.wording import Names, word_judgement
from directory.professionals.checked import main_check
from directory.professionals.contacts import Contact, advice_words, contacts_for_professionals, in_short
from directory.professionals.copying import records_of
from directory.professionals.marks import mark_of, said_just_now
from directory.professionals.short_words import STAGES, short_ages, short_area
from directory.web.access import get_directory, get_now
from directory.web.filters import MONTHS, count, day, miles

VERDICTS = {Verdict.CAN_USE: "Looks open", Verdict.ASK_FIRST: "Ask first", Verdict.NOT_FOR_YOU: "Not for them"}
ROUTES = {
    "self": "self", "turn-up": "drop in", "parent": "parent", "gp": "GP", "school": "school", "social-care": "social care",
    "youth-justice": "youth justice", "any-professional": "any professional",
}  # fmt: skip
TELLINGS = {
    Telling.ONLY_IF_AT_RISK: "if at risk",
    Telling.WITH_YOUR_SAY_SO: "if agreed",
    Telling.USUALLY: "usually",
    Telling.ALWAYS: "always",
}
NOT_TOLD = "not told us"
MOST_KEPT = 2_000


@dataclass(frozen=True)
class Told:
    """Words in two lines; `known` is False when they say that nobody has told us."""

    first: str
    second: str = ""
    known: bool = True


@dataclass(frozen=True)
class Facts:
    """What a row says of a service whoever the child is. `routes` has the way of one's own profession first.

    `by` is empty where it is the name again. `record` is cut to stand beside two others; `record_of_two` and
    `record_alone` have more room, and are empty where they would say no more.
    """

    code: str
    name: str
    organisation: str
    by: str
    mark: str
    just_now: str
    is_demonstration: bool
    for_whom: str
    takes: str
    takes_not: str
    in_plain_words: bool
    school_first: bool
    try_instead: str
    routes: str
    through_others: bool
    contacts: tuple[Contact, ...]
    contacts_short: tuple[Contact, ...]
    advice_line: str
    agreement: Told
    alone_from: int | None
    tellings: tuple[tuple[str, str], ...]
    wait: Told
    waits: tuple[str, ...]
    checked: str
    out_of_date: bool
    single_point: SinglePoint | None
    usable_meanwhile: bool
    takes_refused: bool
    next_steps: tuple[str, ...]
    record: str
    record_of_two: str
    record_alone: str


@dataclass(frozen=True)
class Row:
    """`reasons` has the deciding one first; `cells` and `whole` are the facts set out. A `folded` row shows one line."""

    facts: Facts
    cells: Markup
    whole: Markup
    verdict: Verdict
    reasons: tuple[str, ...]
    away: str
    folded: bool = False

    @property
    def lead(self) -> str:
        return VERDICTS[self.verdict]

    @property
    def away_label(self) -> str:
        return "How" if self.away in REMOTE.values() else "How far"

    @property
    def brief(self) -> str:
        """What decided; where nothing speaks against it, for whom it is."""
        if self.verdict is Verdict.CAN_USE:
            return self.facts.for_whom
        return self.reasons[0] if self.reasons else ""


class FactsKept:
    """Facts that were set out for one content version and day: the same few hundred services are looked at all day long.

    Of a service that told waits for some needs there is one for those of them that were asked for.
    """

    def __init__(self) -> None:
        self._stamp: Hashable = None
        self._kept: dict[Hashable, tuple[Facts, Markup, Markup]] = {}

    def of(
        self, found: Found, profession: Profession | None, needs: Sequence[str], stamp: Hashable, now: datetime
    ) -> tuple[Facts, Markup, Markup]:
        if stamp != self._stamp or len(self._kept) > MOST_KEPT:
            self._stamp, self._kept = stamp, {}
        told_for = frozenset(wait.need for wait in found.service.waits if wait.need in needs)
        key = (found.service.id, profession, bool(needs), told_for)
        if key not in self._kept:
            facts = make_facts(found, get_directory().names(), now, profession, needs)
            self._kept[key] = (facts, _set_out("fact_cells", facts), _set_out("fact_list", facts))
        return self._kept[key]


def make_rows(
    founds: Iterable[Found], asked: Search, version: int, *, fold: bool = False, fold_all: bool = False
) -> tuple[Row, ...]:
    """`fold` those that everybody knows, CAMHS and its front door, to one line; or `fold_all`."""
    names, now = get_directory().names(), get_now()
    kept: FactsKept = current_app.extensions["professional_facts"]
    return tuple(
        Row(
            *kept.of(found, asked.working_as, asked.needs, (version, now.date()), now),
            verdict=found.verdict,
            reasons=word_judgement(found.judgement, names, for_professionals=True),
            away=_away(found),
            folded=fold_all or (fold and found.service.nhs_role in FRONT_DOORS),
        )
        for found in founds
    )


def make_facts(found: Found, names: Names, now: datetime, profession: Profession | None, needs: Sequence[str]) -> Facts:
    service = found.service
    threshold, today = service.threshold, now.date()
    contacts = contacts_for_professionals(service)
    record, of_two, alone = records_of(found, names, now, needs)
    return Facts(
        code=service.code,
        name=service.name,
        organisation=found.organisation.name,
        by=_by(found),
        mark=mark_of(service, today),
        just_now=said_just_now(service, today),
        is_demonstration=service.is_demonstration,
        for_whom=f"{_capital(short_ages(service.age_rules))}; {short_area(service.catchment, names)}",
        takes=threshold.for_professional or threshold.for_plain or "",
        takes_not=threshold.not_for_professional or threshold.not_for_plain or "",
        in_plain_words=not threshold.for_professional and bool(threshold.for_plain),
        school_first=expects_school_first(threshold),
        try_instead=threshold.try_instead or "",
        routes=_routes(service, profession),
        through_others=way_in(service.routes, profession) is WayIn.THROUGH_OTHERS,
        contacts=contacts,
        contacts_short=in_short(contacts),
        advice_line=advice_words(service),
        agreement=_agreement(service.confidentiality),
        alone_from=service.confidentiality.agrees_alone_from,
        tellings=tuple(_tellings(service.confidentiality)),
        wait=_main_wait(service.waits, today, needs, names),
        waits=tuple(_waits(service.waits, today, names)),
        checked=_checked(found, today),
        out_of_date=bool(found.last_checks.out_of_date(today, get_directory().settings.cycles)),
        single_point=service.single_point,
        usable_meanwhile=bool(service.usable_while_waiting),
        takes_refused=bool(service.takes_refused),
        next_steps=service.what_happens_next or (),
        record=record,
        record_of_two=of_two,
        record_alone=alone,
    )


def _by(found: Found) -> str:
    name = found.organisation.name
    return "" if name.casefold() == found.service.name.casefold() else name.removesuffix(" (invented)")


def _set_out(macro: str, facts: Facts) -> Markup:
    words: Markup = get_template_attribute("components/option-facts.html", macro)(facts)
    return words


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def short_day(on: date, today: date) -> str:
    """Like 3 May, with a month of three letters; of another year with its year."""
    return f"{on.day} {MONTHS[on.month - 1][:3]}" + (f" {on.year}" if on.year != today.year else "")


def _routes(service: Service, profession: Profession | None) -> str:
    """The ways in, those of one's own profession first: its own, and the one for any professional."""
    routes = service.routes or frozenset()
    named = [slug for slug in ROUTES if slug in routes]
    slugs = sorted(named, key=lambda slug: not may_refer({slug}, profession)) if profession else named
    return ", ".join(ROUTES[slug] for slug in slugs)


def _checked(found: Found, today: date) -> str:
    """The older of the two days; where only one was looked at, which."""
    main = main_check(found.last_checks)
    return f"{_capital(main[0])} {short_day(main[1].checked_on, today)}".strip() if main else ""


def _agreement(told: Confidentiality) -> Told:
    """Whose agreement is needed, then whether parents hear of it."""
    alone = told.agrees_alone_from
    consent = f"Alone from {alone}" if alone is not None else ""
    parents = f"Parents: {TELLINGS[told.parents]}" if told.parents else ""
    lines = [words for words in (consent, parents) if words]
    return Told(lines[0], "".join(lines[1:])) if lines else Told("Not told us", known=False)


def _tellings(told: Confidentiality) -> Iterable[tuple[str, str]]:
    for who, when in (("Parents or carers", told.parents), ("School", told.school), ("GP", told.gp)):
        yield who, TELLINGS[when] if when else NOT_TOLD
    if told.anonymous is not None:
        yield "Anonymous use", "possible" if told.anonymous else "no"


def _main_wait(waits: tuple[Wait, ...], today: date, needs: Container[str], names: Names) -> Told:
    """The one that anybody is shown, when it was told and by whom; first its need, where that is not the one asked for."""
    best = the_wait(waits, today, needs)
    if best is None:
        return Told("Not told us", known=False)
    if not best.holds_on(today):
        return Told("Not known now", f"last told {short_day(best.said_on, today)}", known=False)
    need = names.taxonomy.label(Facet.NEED, best.need).lower() if best.need else ""
    said = f"{short_day(best.said_on, today)}, {best.said_by}"
    told = f"{said}; for {need}" if best.need in needs else f"For {need}: {said}" if need else said
    return Told(f"{re.sub(r' weeks?', ' wk', _weeks(best))} {STAGES[best.stage]}", told)


def _waits(waits: tuple[Wait, ...], today: date, names: Names) -> Iterable[str]:
    """Every stage in the order things happen."""
    stages = list(WaitStage)
    for wait in sorted(waits, key=lambda one: stages.index(one.stage)):
        need = f", {names.taxonomy.label(Facet.NEED, wait.need).lower()}" if wait.need else ""
        said = f"{wait.said_by}, {day(wait.said_on)}"
        if wait.holds_on(today):
            yield f"{_weeks(wait)} {STAGES[wait.stage]}{need} ({said})"
        else:
            yield f"{STAGES[wait.stage].capitalize()}{need}: not known now (last told by {said})"


def _weeks(wait: Wait) -> str:
    if wait.weeks_to == 0:
        return "No wait"
    if wait.weeks_from in (0, wait.weeks_to):
        return f"{'Up to ' if wait.weeks_from == 0 else ''}{count(wait.weeks_to, 'week')}"
    return f"{wait.weeks_from}–{count(wait.weeks_to, 'week')}"


def _away(found: Found) -> str:
    """Miles, or how it works where nobody has to go there."""
    if found.distance_miles is not None:
        return miles(found.distance_miles)
    return next((word for slug, word in REMOTE.items() if slug in (found.service.how or ())), "")


# Whole words for a kind of help: beside the day of a check "by phone" would say how that was made.
REMOTE = {"online": "online help", "phone": "help by phone", "text-chat": "help by text", "video": "help by video"}
