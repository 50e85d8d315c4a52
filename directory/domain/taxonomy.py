"""The closed lists a service is described with: needs in groups, and the small facets beside them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property
from uuid import NAMESPACE_URL, UUID, uuid5

from directory.domain.errors import TermNotFound

ANY_NEED = "any"
SUPPORT_FLAG = "support"
EXIT_FLAG = "exit"


class Facet(StrEnum):
    NEED = "need"
    AUDIENCE = "audience"
    KIND = "kind"
    HOW = "how"
    ROUTE = "route"
    NHS_ROLE = "nhs_role"
    LEVEL = "level"


class NeedFit(IntEnum):
    """How closely a service's needs answer a wanted one; lower is closer."""

    EXACT = 0
    GROUP = 1
    ANY = 2
    NONE = 3


@dataclass(frozen=True)
class Term:
    """One entry of a facet. The slug is for ever; the words around it may be improved."""

    facet: Facet
    slug: str
    label: str
    professional_term: str | None = None
    description: str | None = None
    parent: str | None = None
    flags: frozenset[str] = frozenset()
    successor: str | None = None

    @property
    def id(self) -> UUID:
        """The same on every installation: UUID 5 of a fixed text, whatever this site's own address."""
        return uuid5(NAMESPACE_URL, f"https://terms.example.org/{self.facet}/{self.slug}")


@dataclass(frozen=True)
class Taxonomy:
    """Every term of every facet, in the order they are shown."""

    terms: tuple[Term, ...]
    _by_key: dict[tuple[Facet, str], Term] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_key", {(term.facet, term.slug): term for term in self.terms})

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    def get(self, facet: Facet, slug: str) -> Term:
        """Return one term, or raise `TermNotFound`."""
        try:
            return self._by_key[facet, slug]
        except KeyError as error:
            raise TermNotFound(f"{facet}/{slug}") from error

    def has(self, facet: Facet, slug: str) -> bool:
        return (facet, slug) in self._by_key

    def label(self, facet: Facet, slug: str) -> str:
        """The words people read for a slug; the slug itself when it is not one of ours."""
        term = self._by_key.get((facet, slug))
        return term.label if term else slug

    def of(self, facet: Facet) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.facet is facet)

    @cached_property
    def groups(self) -> tuple[Term, ...]:
        """The eight groups of needs, without `any`."""
        return tuple(term for term in self.of(Facet.NEED) if term.parent is None and term.slug != ANY_NEED)

    @cached_property
    def needs(self) -> tuple[Term, ...]:
        """The 47 needs themselves, without groups and `any`."""
        return tuple(term for term in self.of(Facet.NEED) if term.parent is not None)

    def needs_in(self, group: str) -> tuple[Term, ...]:
        return tuple(term for term in self.needs if term.parent == group)

    @cached_property
    def _parents(self) -> dict[str, str | None]:
        return {term.slug: term.parent for term in self.of(Facet.NEED)}

    @cached_property
    def _children(self) -> dict[str, frozenset[str]]:
        return {group.slug: frozenset(need.slug for need in self.needs_in(group.slug)) for group in self.groups}

    def answers(self, wanted: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """The slugs a service may carry to answer `wanted`: exactly, by its group, and by `any`.

        A wanted group is answered exactly by the group or by anything beneath it; `any` exactly by help with any worry,
        then by a whole group, then by every need there is.
        """
        everything = frozenset({ANY_NEED})
        if wanted == ANY_NEED:
            return everything, frozenset(self._children), frozenset(self._parents) - everything
        if wanted in self._children:
            return self._children[wanted] | {wanted}, frozenset(), everything
        group = self._parents.get(wanted)
        return frozenset({wanted}), frozenset({group} if group else ()), everything

    def fit(self, carried: Iterable[str], wanted: str) -> NeedFit:
        """How closely the needs a service carries answer one wanted need or group."""
        slugs = frozenset(carried)
        for fit, answering in zip(NeedFit, self.answers(wanted), strict=False):
            if slugs & answering:
                return fit
        return NeedFit.NONE
