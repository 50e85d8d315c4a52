"""What a professional compares: every fact of a service in professional words. None where nobody has told us."""

from collections.abc import Iterable
from datetime import datetime

from directory.domain.eligibility import AudienceMode
from directory.domain.services import ContactPoint, Service, Wait
from directory.domain.taxonomy import Facet, Taxonomy
from directory.finding.results import Found
from directory.finding.wording import Names, ages_in_words, areas_in_words, audiences_in_words
from directory.professionals.checked import main_check
from directory.professionals.contacts import advice_words
from directory.professionals.rows import TELLINGS
from directory.professionals.short_words import STAGES
from directory.web.filters import bare_address, day, listed, lower_after_first
from directory.web.wording import YES_NO, cost_words, hours_words, wait_said, way_in_touch

# Every service has its own of these: that they differ says nothing.
OWN_TO_EACH = ("What it is", "Contacts for professionals only", "Advice line", "Said so on")
# Which field of a listing stands under these: it may have been read from prose, and confirmed by nobody.
READ_FROM = {"Presenting problems": "needs", "Ages": "age_rules", "Catchment": "catchment", "Restricted to": "audiences"}


def professional_facts(found: Found, names: Names, now: datetime) -> dict[str, str | None]:
    """Label to words, in the order they are read: who it takes, how to get in, how long, what is shared."""
    service = found.service
    return {
        "What it is": service.summary,
        **_who(service, names),
        **_ways_in(service, names, now),
        "Waits": _waits(service.waits, names, now),
        **_sharing(service),
        "While waiting for CAMHS": YES_NO[service.usable_while_waiting],
        "After CAMHS said no": YES_NO[service.takes_refused],
        "Cost": _cost(service),
        "Languages": _languages(service),
        "Last checked": _checked(found),
    }


def _who(service: Service, names: Names) -> dict[str, str | None]:
    threshold = service.threshold
    told = {
        "Presenting problems": _terms(service.needs, Facet.NEED, names.taxonomy),
        "Kind of help": _terms(service.kinds, Facet.KIND, names.taxonomy),
        "Threshold": threshold.for_professional or threshold.for_plain,
        "Not for": threshold.not_for_professional or threshold.not_for_plain,
        "Instead": threshold.try_instead,
        "Ages": _capital(ages_in_words(service.age_rules, names)) if service.age_rules else None,
        "Catchment": _catchment(service, names),
        "Restricted to": _restricted(service, names),
    }
    return {label: _marked(words, READ_FROM.get(label), service) for label, words in told.items()}


def _marked(words: str | None, field: str | None, service: Service) -> str | None:
    return f"{words} (read from their text, unconfirmed)" if words and field in service.unconfirmed else words


def _ways_in(service: Service, names: Names, now: datetime) -> dict[str, str | None]:
    confidential = [point for point in service.contact_points if point.professionals_only and point.consent_recorded]
    return {
        "Ways in": _terms(service.routes, Facet.ROUTE, names.taxonomy),
        "Contacts": _contacts(service.public_contact_points, now) or (bare_address(service.url) if service.url else None),
        "Contacts for professionals only": _contacts(confidential, now),
        "Advice line": advice_words(service) or None,
        "Single point of access": _single_point(service),
        "Open to new referrals": YES_NO[service.taking_new_people],
        "Said so on": day(service.taking_new_people_on) if service.taking_new_people_on else None,
    }


def _sharing(service: Service) -> dict[str, str | None]:
    trust = service.confidentiality
    told = (("parents", trust.parents), ("school", trust.school), ("GP", trust.gp))
    said = [f"{who}: {TELLINGS[when]}" for who, when in told if when]
    alone = trust.agrees_alone_from
    return {
        "Who is told": _capital("; ".join(said)) or None,
        "Agreement": f"The young person alone from {alone}" if alone is not None else None,
    }


def _contacts(points: Iterable[ContactPoint], now: datetime) -> str | None:
    return "\n".join(_contact(point, now) for point in points) or None


def _contact(point: ContactPoint, now: datetime) -> str:
    way = way_in_touch(point, now)
    words = way.act if way.shown in way.act else f"{way.act}: {bare_address(way.shown)}"
    return " – ".join(part for part in (words, point.label, hours_words(point.schedules)) if part)


def _waits(waits: Iterable[Wait], names: Names, now: datetime) -> str | None:
    stages = list(STAGES)
    in_order = sorted(waits, key=lambda wait: stages.index(wait.stage))
    return "\n".join(_capital(_wait(wait, names, now)) for wait in in_order) or None


def _wait(wait: Wait, names: Names, now: datetime) -> str:
    said = wait_said(wait, now.date())
    what = STAGES[wait.stage] + (f", {names.taxonomy.label(Facet.NEED, wait.need).lower()}" if wait.need else "")
    return f"{said.words} {what} ({said.said})" if said.holds else f"{what}: not known now"


def _catchment(service: Service, names: Names) -> str | None:
    groups = service.catchment.groups if service.catchment else ()
    worded = [" and ".join(areas_in_words([one], names) for one in group) for group in groups]
    return f"People {listed(list(dict.fromkeys(worded)))}" if worded else None


def _restricted(service: Service, names: Names) -> str | None:
    if service.audiences is None:
        return None
    only = sorted(audience.slug for audience in service.audiences if audience.mode is AudienceMode.ONLY)
    return _capital(audiences_in_words(only, names)) if only else "No one group"


def _single_point(service: Service) -> str | None:
    point = service.single_point
    if point is None:
        return None
    passes = {True: "Passes referrals on", False: "Signposts only", None: ""}[point.passes_on]
    parts = [
        f"Takes: {point.takes}" if point.takes else "",
        f"Does not take: {point.does_not_take}" if point.does_not_take else "",
    ]
    return "\n".join(part for part in (*parts, passes) if part) or None


def _cost(service: Service) -> str | None:
    words = cost_words(service.cost)
    return f"{words}. {service.cost.note}" if words and service.cost and service.cost.note else words


def _languages(service: Service) -> str | None:
    interpreters = {True: "interpreters", False: "no interpreters", None: ""}[service.interpreters]
    return _capital(", ".join(filter(None, (*(service.languages or ()), interpreters)))) or None


def _checked(found: Found) -> str | None:
    main = main_check(found.last_checks)
    if main is None:
        return None
    part, check = main
    return _capital(f"{part} {day(check.checked_on)} ({check.method.value})".strip())


def _terms(slugs: Iterable[str] | None, facet: Facet, taxonomy: Taxonomy) -> str | None:
    """In professional words, in the order of their list."""
    chosen = set(slugs or ())
    terms = (term.professional_term or term.label for term in taxonomy.of(facet) if term.slug in chosen)
    return _capital(", ".join(lower_after_first(terms))) or None


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
