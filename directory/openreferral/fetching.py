"""A feed over the web: page by page, with a limit on everything that could go on for ever."""

import socket
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from directory.domain.errors import ImportRefused
from directory.openreferral.documents import is_page, services_in
from directory.openreferral.files import Feed, parse_json

TIMEOUT_SECONDS = 30
MOST_BYTES_OF_A_REPLY = 50 * 1024 * 1024
MOST_PAGES = 5_000
MOST_SERVICES = 100_000
MOST_REDIRECTS = 5
WHO_ASKS = "service-directory-import/1"
NOT_A_LIST = ("service_at_locations", "locations", "contacts", "cost_options")

Fetch = Callable[[str], bytes]


class FewRedirects(urllib.request.HTTPRedirectHandler):
    max_redirections = MOST_REDIRECTS

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:  # noqa: PLR0917  # urllib calls it so
        if urlsplit(newurl).scheme not in ("http", "https"):
            raise ImportRefused(f"{req.full_url} leads somewhere that is not on the web.")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(address: str) -> bytes:
    """What stands at an address, or `ImportRefused` with the reason in words."""
    if urlsplit(address).scheme not in ("http", "https"):
        raise ImportRefused(f"{address} is not a web address.")
    request = urllib.request.Request(address, headers={"Accept": "application/json", "User-Agent": WHO_ASKS})  # noqa: S310  # checked above
    opener = urllib.request.build_opener(FewRedirects)
    try:
        with opener.open(request, timeout=TIMEOUT_SECONDS) as reply:
            content: bytes = reply.read(MOST_BYTES_OF_A_REPLY + 1)
    except urllib.error.HTTPError as error:
        raise ImportRefused(f"{address} answered with {error.code} {error.reason}.") from error
    except (TimeoutError, socket.timeout) as error:  # noqa: UP041  # the same since 3.10, said for the reader
        raise ImportRefused(f"{address} did not answer within {TIMEOUT_SECONDS} seconds.") from error
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise ImportRefused(f"{address} could not be reached ({getattr(error, 'reason', error)}).") from error
    if len(content) > MOST_BYTES_OF_A_REPLY:
        raise ImportRefused(f"{address} sent more than 50 MB in one reply. Nothing was stored.")
    return content


def read_feed_at(address: str, fetch: Fetch = fetch) -> Feed:
    """Every service of a feed: a single one, or a list with all its pages, each service with its details.

    An address of a whole API is answered from its `/services`.
    """
    document = parse_json(fetch(address), address)
    if not is_page(document) and not isinstance(document, list) and not any(services_in(document)):
        address = _beneath(address, "services")
        document = parse_json(fetch(address), address)
    remarks: list[str] = []
    services = []
    for page in _pages(address, document, fetch):
        services += [_in_full(one, address, fetch, remarks) for one in services_in(page)]
        if len(services) > MOST_SERVICES:
            raise ImportRefused(f"{address} holds more than {MOST_SERVICES:,} services. Nothing was stored.")
    if not services and not is_page(document):
        raise ImportRefused(f"There are no services at {address}. Is it an Open Referral feed?")
    return Feed(services, remarks[:20])


def _pages(address: str, document: Any, fetch: Fetch) -> Iterator[Any]:
    """The first page and those that follow, until one is the last, is empty, or says nothing new."""
    seen: set[str] = set()
    for _ in range(MOST_PAGES):
        ids = {str(one.get("id")) for one in services_in(document)}
        if ids and ids <= seen:
            return
        seen |= ids
        yield document
        following = _next_page(address, document) if ids else None
        if following is None:
            return
        document = parse_json(fetch(following), following)
    raise ImportRefused(f"{address} has more than {MOST_PAGES:,} pages. Nothing was stored.")


def _next_page(address: str, document: Any) -> str | None:
    if not isinstance(document, dict):
        return None
    link = document.get("next") or document.get("next_page_url")
    if isinstance(link, str) and link:
        return urljoin(address, link)
    number = _number(document, "page_number", "number", "page")
    total = _number(document, "total_pages", "totalPages")
    is_last = document.get("last_page", document.get("last"))
    if number is None or is_last is True or (total is not None and number >= total) or (total is None and is_last is None):
        return None
    return _with_page(address, number + 1)


def _number(document: dict[str, Any], *names: str) -> int | None:
    found = (document.get(name) for name in names)
    return next((one for one in found if isinstance(one, int) and not isinstance(one, bool)), None)


def _with_page(address: str, number: int) -> str:
    parts = urlsplit(address)
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "page"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("page", str(number))])))


def _in_full(service: dict[str, Any], address: str, fetch: Fetch, remarks: list[str]) -> dict[str, Any]:
    """A list of HSDS 3 names services only; what else is known of one stands at its own address."""
    if any(key in service for key in NOT_A_LIST) or not service.get("id") or "min_age" in service:
        return service
    own = _beneath(address, quote(str(service["id"]), safe=""))
    try:
        found = next(iter(services_in(parse_json(fetch(own), own))), None)
    except ImportRefused as refusal:
        remarks.append(f"{refusal} What its list says of it was used.")
        return service
    return found or service


def _beneath(address: str, name: str) -> str:
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{name}", query=""))
