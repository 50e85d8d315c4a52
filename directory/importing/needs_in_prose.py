"""Needs suggested by what providers write about themselves, with the care such writing needs.

A charity's own account is full of words that are needs elsewhere ("trust", "confidence", "culture"), so only phrases
kept for the purpose count (`seed/provider_words.toml`) and those of the taxonomy's professional terms. Sentences about
raising money are passed over; worship, scouting and wildlife are believed only beside a strong word such as
counselling; services for older people give nothing. Somebody who helps "with mental health" carries `any`.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from directory.domain.errors import ImportRefused
from directory.domain.meaning import Meaning
from directory.domain.taxonomy import ANY_NEED, Facet, Taxonomy

READ_AT_MOST = 8_000
MOST_NEEDS = 8
SUGGESTED_FACETS = {"kinds": Facet.KIND, "how": Facet.HOW}
LISTS = ("help", "passed_over", "often_something_else", "strong", "adults_only", "children_too")
# Only what is said to be suffered is given to a reader made for people's own words.
CLAUSE = re.compile(
    r"\b(?:suffering (?:from|with)|struggl\w+ with|issues such as|problems such as|difficulties such as) ([^.;:]{3,80})"
)
CLAUSE_ENDS = re.compile(r"\b(?:through|by|with|to|and (?:the|their|is|are)|or are|who|that)\b")


class Reader(Protocol):
    """What we need of an understanding of people's own words."""

    def read(self, text: str) -> Meaning: ...


@dataclass(frozen=True)
class ProviderWords:
    """The phrases of `provider_words.toml`, each list as one pattern."""

    lists: Mapping[str, re.Pattern[str]]
    general: Mapping[str, re.Pattern[str]]
    needs: Mapping[str, re.Pattern[str]]
    not_the_need: Mapping[str, re.Pattern[str]]
    others: Mapping[str, Mapping[str, re.Pattern[str]]]


@dataclass(frozen=True)
class ProseReader:
    """Suggests needs, and for those who have any also the kind of help and how it is given."""

    words: ProviderWords = field(repr=False)
    taxonomy: Taxonomy = field(repr=False)
    understanding: Reader | None = field(default=None, repr=False)
    _terms: Mapping[str, re.Pattern[str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_terms", _terms_of(self.taxonomy))

    def read(self, text: str, name: str = "") -> dict[str, frozenset[str] | None]:
        """Fields of a service, of which those the text says nothing of are None."""
        needs = self.needs_in(text, name)
        plain = _plain(f"{name}. {text}")
        others = {
            field: frozenset(slug for slug, pattern in self.words.others[field].items() if pattern.search(plain))
            for field in SUGGESTED_FACETS
        }
        return {"needs": needs, **{field: found or None for field, found in others.items() if needs}}

    def needs_in(self, text: str, name: str = "") -> frozenset[str] | None:
        """The needs a provider's description speaks of, or None when it speaks of none we are for."""
        plain = _plain(f"{name}. {text}")
        if self._is_for_others(plain):
            return None
        sentences = [one for one in re.split(r"[.;!?\n]+", plain) if not self._has("passed_over", one)]
        kept = "\n".join(sentences)
        needs = list(dict.fromkeys([*self._named(kept), *self._suffered(kept)]))
        general = {
            slug
            for slug, pattern in self.words.general.items()
            if any(self._spoken_of(slug, pattern, one) and self._has("help", one) for one in sentences)
        }
        if ANY_NEED in general and not needs:
            return frozenset({ANY_NEED})
        return _without_held(frozenset(needs[:MOST_NEEDS]) | general, self.taxonomy) or None

    def _is_for_others(self, plain: str) -> bool:
        if self._has("adults_only", plain) and not self._has("children_too", plain):
            return True
        return self._has("often_something_else", plain) and not self._has("strong", plain)

    def _has(self, words: str, plain: str) -> bool:
        return bool(self.words.lists[words].search(plain))

    def _named(self, plain: str) -> list[str]:
        """In the order in which they are spoken of."""
        found: list[tuple[int, str]] = []
        for slug, pattern in (*self.words.needs.items(), *self._terms.items()):
            match = self._spoken_of(slug, pattern, plain)
            if match:
                found.append((match.start(), slug))
        return [slug for _, slug in sorted(found)]

    def _spoken_of(self, slug: str, pattern: re.Pattern[str], plain: str) -> re.Match[str] | None:
        unless = self.words.not_the_need.get(slug)
        return pattern.search(unless.sub(" ", plain) if unless else plain)

    def _suffered(self, plain: str) -> list[str]:
        if self.understanding is None:
            return []
        clauses = [CLAUSE_ENDS.split(match[1])[0] for match in CLAUSE.finditer(plain)]
        return [slug for clause in clauses for slug in self.understanding.read(clause).needs[:1]]


def read_provider_words(path: Path, taxonomy: Taxonomy) -> ProviderWords:
    """Return the phrases, or raise `ImportRefused` naming what is wrong with them."""
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
        words = ProviderWords(
            lists={name: _pattern(given[name]) for name in LISTS},
            general=_patterns(given["general"]),
            needs=_patterns(given["needs"]),
            not_the_need=_patterns(given["not_the_need"]),
            others={name: _patterns(given[name]) for name in SUGGESTED_FACETS},
        )
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ImportRefused(f"{path.name} cannot be read: {error}") from error
    except KeyError as error:
        raise ImportRefused(f"{path.name} has no list called {error}.") from error
    facets: dict[Facet, Mapping[str, Any]] = {SUGGESTED_FACETS[name]: words.others[name] for name in SUGGESTED_FACETS}
    facets[Facet.NEED] = {**words.needs, **words.general}
    for facet, by_slug in facets.items():
        for slug in by_slug:
            if not taxonomy.has(facet, slug):
                raise ImportRefused(f"{path.name} speaks of a {facet} “{slug}”, which the taxonomy does not have.")
    return words


def _plain(text: str) -> str:
    """Lower case with hyphens as spaces and without addresses of any kind."""
    plain = re.sub(r"\S+@\S+|(?:https?://|www\.)\S+", " ", text[:READ_AT_MOST].lower().replace("’", "'"))
    return re.sub(r"[ \t/]+", " ", re.sub(r"[-–—‐‑]", " ", plain))


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    plain = sorted((_plain(phrase).strip() for phrase in phrases), key=len, reverse=True)
    written = "|".join(re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"\s") for phrase in plain)
    return re.compile(rf"\b(?:{written})(?!\w)")


def _patterns(given: Mapping[str, Iterable[str]]) -> dict[str, re.Pattern[str]]:
    return {slug: _pattern(phrases) for slug, phrases in given.items()}


def _terms_of(taxonomy: Taxonomy) -> dict[str, re.Pattern[str]]:
    """Professional terms of more than one word: a single one ("contact", "abuse") is too often something else."""
    terms = {
        need.slug: [term.strip() for term in (need.professional_term or "").split(",") if " " in term.strip()]
        for need in taxonomy.needs
    }
    return {slug: _pattern(words) for slug, words in terms.items() if words}


def _without_held(needs: frozenset[str], taxonomy: Taxonomy) -> frozenset[str]:
    """A group is said by any need of it; it is only kept where none of them is named."""
    groups = {term.slug for term in taxonomy.groups}
    return frozenset(
        slug for slug in needs if slug not in groups or not needs & {need.slug for need in taxonomy.needs_in(slug)}
    )
