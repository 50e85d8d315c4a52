"""What a keeper looks at once a year, fact by fact, and where each is changed."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.domain.eligibility import AudienceMode
from directory.domain.services import Service
from directory.domain.taxonomy import Facet
from directory.finding.wording import Names, ages_in_words, audiences_in_words
from directory.keeping.facts import area_words
from directory.web.filters import lower_after_first
from directory.web.wording import TELLINGS, YES_NO


@dataclass(frozen=True)
class Fact:
    """One fact of a listing. `change` is where it is changed, empty where it cannot be changed here."""

    label: str
    words: str | None
    change: str = ""
    field: str = ""
    unsure: bool = False


def who_facts(service: Service, names: Names) -> tuple[Fact, ...]:
    """Who can use it: what is looked at once a year."""
    return (
        _fact("Ages", ages_in_words(service.age_rules, names) if service.age_rules else None, service, "age_rules"),
        _fact("Places", area_words(service.catchment, names), service, "catchment"),
        _fact("Made for", _audiences(service, names), service, "audiences"),
        _fact("Ways to ask", _labels(service.routes, Facet.ROUTE, names), service, "routes"),
        _fact("It is for", service.threshold.for_plain, service, "threshold"),
        _fact("It is not for", service.threshold.not_for_plain, service, "threshold"),
        _fact("Try instead", service.threshold.try_instead, service, "threshold"),
    )


def telling_facts(service: Service) -> tuple[Fact, ...]:
    trust = service.confidentiality
    told = (("Parents or carers", trust.parents), ("School", trust.school), ("GP", trust.gp))
    alone = trust.agrees_alone_from
    return (
        *(_fact(label, TELLINGS[when] if when else None, service, "confidentiality") for label, when in told),
        _fact("Can people stay nameless?", YES_NO[trust.anonymous], service, "confidentiality"),
        _fact("Agreeing by yourself", f"from age {alone}" if alone is not None else None, service, "confidentiality"),
    )


def _fact(label: str, words: str | None, service: Service, field: str) -> Fact:
    return Fact(label, words, field=field, unsure=field in service.unconfirmed)


def _audiences(service: Service, names: Names) -> str | None:
    if service.audiences is None:
        return None
    modes = (("only", AudienceMode.ONLY), ("welcomes", AudienceMode.WELCOMING))
    told = [(word, sorted(one.slug for one in service.audiences if one.mode is mode)) for word, mode in modes]
    return "; ".join(f"{word} {audiences_in_words(slugs, names)}" for word, slugs in told if slugs) or "everyone"


def _labels(slugs: Iterable[str] | None, facet: Facet, names: Names) -> str | None:
    chosen = set(slugs or ())
    return ", ".join(lower_after_first(term.label for term in names.taxonomy.of(facet) if term.slug in chosen)) or None
