"""Everything a service's page says, in words. A fact nobody has told us is None here and "not told us" on the page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import quote

from directory.domain.eligibility import AudienceMode
from directory.domain.services import Channel, Location, Service
from directory.domain.taxonomy import Facet
from directory.domain.verdicts import Verdict
from directory.finding.results import Found
from directory.finding.wording import Names, ages_in_words, areas_in_words, audiences_in_words, word_judgement
from directory.web.filters import listed, lower_after_first
from directory.web.wording import (
    SCHEMES,
    TELLINGS,
    YES_NO,
    WaitSaid,
    Way,
    cost_words,
    status_words,
    text_keyword,
    waits_said,
    ways_in_touch,
)


@dataclass(frozen=True)
class Row:
    """One fact: what it is called, and its words or None. `unsure` says that it was read from prose."""

    label: str
    words: str | None
    unsure: bool = False


@dataclass(frozen=True)
class PlaceShown:
    """Where it meets; `lines` are empty when the address is kept private."""

    lines: tuple[str, ...]
    access: tuple[Row, ...] = ()
    note: str | None = None


@dataclass(frozen=True)
class Saying:
    """Words to copy or read out; `address` opens a message to them with the words in it, where that can be done."""

    label: str
    words: str
    act: str = ""
    address: str = ""


@dataclass(frozen=True)
class ServiceFacts:
    verdict: Verdict | None
    reasons: tuple[str, ...]
    who: tuple[Row, ...]
    what: tuple[Row, ...]
    telling: tuple[Row, ...]
    waits: tuple[WaitSaid, ...]
    ways: tuple[Way, ...]
    places: tuple[PlaceShown, ...]
    languages: tuple[Row, ...]
    sayings: tuple[Saying, ...]
    not_told: tuple[str, ...] = field(default=())


def show_facts(found: Found, names: Names, now: datetime, *, judged: bool) -> ServiceFacts:
    service = found.service
    who, what, telling = _who(service, names), _what(service, names, now.date()), _telling(service)
    places, languages = tuple(_place(one) for one in service.locations), _languages(service)
    return ServiceFacts(
        verdict=found.verdict if judged else None,
        reasons=word_judgement(found.judgement, names),
        who=who,
        what=what,
        telling=telling,
        waits=tuple(_with_need_names(waits_said(service.waits, now.date()), names)),
        ways=tuple(ways_in_touch(service.public_contact_points, now)),
        places=places,
        languages=languages,
        sayings=tuple(_sayings(service)),
        not_told=tuple(_not_told(service, (*who, *what, *telling, *languages))),
    )


def _who(service: Service, names: Names) -> tuple[Row, ...]:
    unsure = service.unconfirmed
    return (
        Row("Ages", _ages(service, names), "age_rules" in unsure),
        Row("Places", _areas(service, names), "catchment" in unsure),
        Row("Made for", _audiences(service, names), "audiences" in unsure),
        Row("Ways to ask", _labels(service.routes, Facet.ROUTE, names), "routes" in unsure),
    )


def _ages(service: Service, names: Names) -> str | None:
    return ages_in_words(service.age_rules, names, _only(service)) if service.age_rules else None


def _only(service: Service) -> list[str]:
    return sorted(one.slug for one in service.audiences or () if one.mode is AudienceMode.ONLY)


def _areas(service: Service, names: Names) -> str | None:
    """Groups of conditions are joined by "or", what is in a group by "and"."""
    if service.catchment is None or not service.catchment.groups:
        return None
    groups = [" and ".join(areas_in_words([one], names) for one in group) for group in service.catchment.groups]
    return f"people {listed(list(dict.fromkeys(groups)))}"


def _audiences(service: Service, names: Names) -> str | None:
    if service.audiences is None:
        return None
    only = _only(service)
    welcoming = sorted(one.slug for one in service.audiences if one.mode is AudienceMode.WELCOMING)
    parts = [f"only {audiences_in_words(only, names)}"] if only else []
    parts += [f"{'' if only else 'everyone; '}welcomes {audiences_in_words(welcoming, names)}"] if welcoming else []
    return "; ".join(parts) or "everyone in these ages"


def _what(service: Service, names: Names, today: date) -> tuple[Row, ...]:
    unsure = service.unconfirmed
    return (
        Row("Helps with", _labels(service.needs, Facet.NEED, names), "needs" in unsure),
        Row("Kind of help", _labels(service.kinds, Facet.KIND, names)),
        Row("How", _labels(service.how, Facet.HOW, names), "how" in unsure),
        Row("Cost", _cost(service), "cost" in unsure),
        Row("Is it running?", status_words(service, today), "status" in unsure),
        Row("Taking new people?", YES_NO[service.taking_new_people], "taking_new_people" in unsure),
        Row("While you wait for CAMHS?", YES_NO[service.usable_while_waiting]),
        Row("If CAMHS said no?", YES_NO[service.takes_refused]),
    )


def _cost(service: Service) -> str | None:
    words = cost_words(service.cost)
    return f"{words}. {service.cost.note}" if words and service.cost and service.cost.note else words


def _labels(slugs: Iterable[str] | None, facet: Facet, names: Names) -> str | None:
    """Labels in the order of their list; None when nobody has told us."""
    if not slugs:
        return None
    chosen = set(slugs)
    return ", ".join(lower_after_first(term.label for term in names.taxonomy.of(facet) if term.slug in chosen)) or None


def _telling(service: Service) -> tuple[Row, ...]:
    trust = service.confidentiality
    alone = trust.agrees_alone_from
    told = (("Parents or carers", trust.parents), ("School", trust.school), ("GP", trust.gp))
    return (
        *(Row(label, TELLINGS[when] if when else None) for label, when in told),
        Row("Can you stay nameless?", YES_NO[trust.anonymous]),
        Row(
            "Agreeing by yourself",
            f"This service lets you agree by yourself from age {alone}" if alone is not None else None,
        ),
    )


def _with_need_names(waits: Iterable[WaitSaid], names: Names) -> Iterable[WaitSaid]:
    for wait in waits:
        need = names.taxonomy.label(Facet.NEED, wait.need) if wait.need else None
        yield WaitSaid(wait.words, wait.stage, wait.said, wait.holds, need)


def _place(location: Location) -> PlaceShown:
    if location.masked:
        return PlaceShown(())
    lines = tuple(part for part in (location.name, location.address, location.city, location.postcode) if part)
    access = (
        Row("No steps", YES_NO[location.step_free]),
        Row("Accessible toilet", YES_NO[location.accessible_toilet]),
        Row("Hearing loop", YES_NO[location.hearing_loop]),
        Row("Quiet space", YES_NO[location.quiet_space]),
    )
    return PlaceShown(lines, access, location.access_note)


def _languages(service: Service) -> tuple[Row, ...]:
    spoken = listed(list(service.languages), "and") if service.languages else None
    return (Row("Languages", spoken), Row("Interpreters", YES_NO[service.interpreters]))


def _sayings(service: Service) -> Iterable[Saying]:
    words = service.words_to_say
    if words.call:
        yield Saying("If you ring", words.call)
    if words.text:
        yield _to_send("If you text or chat", words.text, "Text them these words", service, Channel.TEXT)
    if words.email:
        yield _to_send("If you write", words.email, "Email them these words", service, Channel.EMAIL)


def _to_send(label: str, words: str, act: str, service: Service, channel: Channel) -> Saying:
    """A line that wants one word, like SHOUT, gets that word and no other: there is nothing to send there."""
    points = [one for one in service.public_contact_points if one.channel is channel and not text_keyword(one)]
    if not points:
        return Saying(label, words)
    to = "".join(points[0].value.split())
    scheme, mark = (SCHEMES[channel], "?&" if channel is Channel.TEXT else "?")
    return Saying(label, words, act, f"{scheme}{to}{mark}body={quote(words)}")


def _not_told(service: Service, rows: Iterable[Row]) -> Iterable[str]:
    """Every gap, so that a reader knows what to ask."""
    yield from (row.label.rstrip("?") for row in rows if row.words is None)
    gaps = {
        "Who it is for, in their words": service.threshold.for_plain,
        "Who it is not for": service.threshold.not_for_plain,
        "How long people wait": service.waits,
        "How to get in touch": service.public_contact_points,
        "What happens next": service.what_happens_next,
        "Words to say": service.words_to_say.call or service.words_to_say.text or service.words_to_say.email,
        "What to do while you wait": service.while_you_wait,
    }
    yield from (label for label, told in gaps.items() if not told)
