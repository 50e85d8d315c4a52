"""Up to four services that somebody picked, by their short codes: read, found, compared, and the address of the list."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from flask import request, url_for

from directory.domain.errors import ListingSuspended, ServiceNotFound
from directory.domain.services import Service
from directory.store.services import CODE_LENGTH, get_service_by_code
from directory.web.access import get_db, get_site

ROOM_FOR = 4
LONGEST_CODE = 12
MOST_CODES = 20
# What can still be typed by hand, and leaves room for words in a text message.
LONGEST_ADDRESS = 60
HERE_ONLY = ("//127.0.0.1", "//localhost")


@dataclass(frozen=True)
class Compared:
    """One fact of every service on a list, in the list's order; None where nobody has told us.

    `own` says that every service has its own of these, so that a difference says nothing.
    """

    label: str
    values: tuple[str | None, ...]
    own: bool = False

    @property
    def differs(self) -> bool:
        """Whether two services are known to differ; what nobody has told us says nothing."""
        return not self.own and len({value for value in self.values if value}) > 1

    @property
    def partly_told(self) -> bool:
        """Whether some have told us and others have not."""
        return any(self.values) and not all(self.values)


def compare(columns: Sequence[Mapping[str, str | None]], own: Container[str] = ()) -> list[Compared]:
    """Every fact that somebody has told us of at least one, side by side; one column a service."""
    labels = dict.fromkeys(label for column in columns for label in column)
    rows = [Compared(label, tuple(column.get(label) for column in columns), label in own) for label in labels]
    return [row for row in rows if any(row.values)]


def read_codes(typed: str) -> list[str]:
    """The first codes in the order given, each once, cut to a size that can be looked up. They may be run together."""
    parts = [code for part in re.split(r"[^0-9a-z]+", typed.lower()) for code in _apart(part)]
    return list(dict.fromkeys(part[:LONGEST_CODE] for part in parts if part))[:MOST_CODES]


def _apart(part: str) -> list[str]:
    if len(part) not in range(2 * CODE_LENGTH, ROOM_FOR * CODE_LENGTH + 1, CODE_LENGTH):
        return [part]
    return [part[start : start + CODE_LENGTH] for start in range(0, len(part), CODE_LENGTH)]


def find_listed(codes: Sequence[str]) -> tuple[list[Service], list[str]]:
    """The public services with these codes, each once, and the codes of none. Retired ones are still public."""
    listed: dict[str, Service] = {}
    unknown = []
    for code in codes:
        try:
            service = public_only(get_service_by_code(get_db(), code))
            listed.setdefault(service.id, service)
        except ServiceNotFound:
            unknown.append(code)
    return list(listed.values()), unknown


def public_only(service: Service) -> Service:
    """The service, unless it is held back, or taken down for a time (`ListingSuspended`)."""
    if service.published_on is None:
        raise ServiceNotFound(service.slug)
    if service.suspended:
        raise ListingSuspended(service.name, service.threshold.try_instead)
    return service


def list_address(codes: Sequence[str]) -> str:
    """Where the list is for anybody, written out; run together where it would be too long to type."""
    base = own_address()
    whole = base + url_for("public.show_list", codes=".".join(codes))
    return whole if len(whole) <= LONGEST_ADDRESS else base + url_for("public.show_short_list", codes="".join(codes))


def own_address() -> str:
    """The site's address as it was told; while that leads to this machine only, the one this request came to."""
    told = get_site().address
    return (request.host_url if any(name in told for name in HERE_ONLY) else told).rstrip("/")
