"""A search as it was typed and ticked: what a form posts, a plain link carries and a search token holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

TEXT_LIMIT = 300
CHOICES_LIMIT = 10
SHORT_LIMIT = 40

# Field names in forms and addresses, where they differ from the attribute here.
FIELD_NAMES = {
    "audiences": "for",
    "needs": "need",
    "circumstances": "circumstance",
    "routes": "route",
    "sectors": "sector",
    "working_as": "as",
}

# Parts of a search that words can tell as well as boxes, each with the field that holds it.
TOLD_BY_WORDS = {"need": "needs", "audience": "circumstances", "age": "age", "place": "postcode", "asking": "asking"}


@dataclass(frozen=True)
class SearchRequest:
    """Everything exactly as given, cut to size and cleared of control characters, nothing yet believed.

    `needs`, `how`, `routes`, `sectors` and `audiences` are refinements by slug; `audiences` is the field `for`.
    `without` names parts that are not to be read from the words: "age", "place", "asking", "need:sleep".
    `looked_after_by` is a council; `refusal` says why CAMHS said no; `working_as` (the field `as`) is a profession.
    """

    text: str = ""
    needs: tuple[str, ...] = ()
    postcode: str = ""
    age: str = ""
    gp_postcode: str = ""
    school_postcode: str = ""
    looked_after_by: str = ""
    circumstances: tuple[str, ...] = ()
    asking: str = ""
    camhs: str = ""
    refusal: str = ""
    working_as: str = ""
    how: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    within: str = ""
    without: tuple[str, ...] = ()

    @classmethod
    def from_fields(cls, given: Mapping[str, Sequence[str]]) -> "SearchRequest":
        """Build one from lists of values by field name; names we do not know are passed over."""
        values: dict[str, str | tuple[str, ...]] = {}
        for field in fields(cls):
            typed = given.get(FIELD_NAMES.get(field.name, field.name), ())
            if isinstance(field.default, tuple):
                values[field.name] = _choices(typed)
            elif typed:
                limit = TEXT_LIMIT if field.name == "text" else SHORT_LIMIT
                values[field.name] = _clean(typed[0], limit)
        return cls(**values)  # type: ignore[arg-type]  # names and types come from the fields themselves

    def to_fields(self) -> dict[str, list[str]]:
        """The way back: only what was given, by field name."""
        given: dict[str, list[str]] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value:
                given[FIELD_NAMES.get(field.name, field.name)] = [value] if isinstance(value, str) else list(value)
        return given

    def take_out(self, part: str) -> "SearchRequest":
        """Without one part, such as "age" or "how:phone"; from then on the words do not tell it either."""
        kind, _, slug = part.partition(":")
        name = TOLD_BY_WORDS.get(kind) or next((one for one, field in FIELD_NAMES.items() if field == kind), kind)
        if name not in {field.name for field in fields(self)} - {"text", "without"}:
            return self
        value = getattr(self, name)
        left = tuple(one for one in value if one != slug) if isinstance(value, tuple) else ""
        said = kind in TOLD_BY_WORDS and self.text and len(part) <= SHORT_LIMIT
        without = tuple(dict.fromkeys((*self.without, part)))[-CHOICES_LIMIT:] if said else self.without
        return replace(self, **{name: left, "without": without})  # type: ignore[arg-type]  # as its field's own type

    def put_back(self, part: str) -> "SearchRequest":
        """May be read from the words again."""
        return replace(self, without=tuple(one for one in self.without if one != part))


def _choices(typed: Iterable[str]) -> tuple[str, ...]:
    cleaned = (_clean(value, SHORT_LIMIT) for value in typed)
    return tuple(dict.fromkeys(value for value in cleaned if value))[:CHOICES_LIMIT]


def _clean(typed: str, limit: int) -> str:
    printable = "".join(char if char.isprintable() else " " for char in typed[: 4 * limit])
    return " ".join(printable.split())[:limit].strip()
