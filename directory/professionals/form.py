"""What the professional form offers to choose from."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.domain.judging import GROWN_UPS
from directory.domain.taxonomy import Facet, Term
from directory.finding.results import Problem
from directory.professionals.told import PROFESSIONS, REFUSALS, STANDINGS
from directory.web.access import get_taxonomy

# As they stand on the page.
FIELDS = ("text", "need", "age", "postcode", "gp_postcode", "school_postcode", "looked_after_by", "camhs", "refusal", "as",
          "circumstance")  # fmt: skip
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FormLists:
    """Each as (value, label). `needs` are grouped: the group's name and its needs."""

    professions: Choices
    needs: tuple[tuple[str, Choices], ...]
    standings: Choices
    refusals: Choices
    circumstances: Choices


def as_on_the_form(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """In the order of their fields; what has no field here comes last."""
    places = {field: place for place, field in enumerate(FIELDS)}
    return tuple(sorted(problems, key=lambda problem: places.get(problem.field, len(FIELDS))))


def form_lists() -> FormLists:
    taxonomy = get_taxonomy()
    groups = ((group.label, tuple(_choice(need) for need in taxonomy.needs_in(group.slug))) for group in taxonomy.groups)
    return FormLists(
        professions=tuple((one.value, words) for one, words in PROFESSIONS.items()),
        needs=tuple(groups),
        standings=tuple((one.value, words) for one, words in STANDINGS.items()),
        refusals=tuple((one.value, words) for one, words in REFUSALS.items()),
        circumstances=tuple(
            (term.slug, _capital(term.professional_term or term.label))
            for term in taxonomy.of(Facet.AUDIENCE)
            if term.slug not in GROWN_UPS
        ),
    )


def _choice(need: Term) -> tuple[str, str]:
    """The professional term first, so that typing finds it; the plain one after it."""
    return need.slug, f"{_capital(need.professional_term or need.label)} ({need.label.lower()})"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
