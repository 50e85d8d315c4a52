"""Looking at one web address as politely as can be: the head of the page, and nothing that is not on the open web."""

import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address
from threading import Timer
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from directory.domain.links import LinkOutcome, Look

TIMEOUT_SECONDS = 10
# However slowly a site sends what it sends.
MOST_SECONDS = 25
MOST_HOPS = 5
FOR_GOOD = (301, 308)
HOPS = (301, 302, 303, 307, 308)
GONE = (404, 410)
TURNED_AWAY = (401, 403, 405, 406, 429, 451, 999)
PORTS = {"http": 80, "https": 443}
IN_PATHS = "/%:=&?~+!$,;'@()*[]#"


class Private(Exception):
    """The address is one of a private network, or of this machine: nobody else could open it."""


def is_on_the_web(ip: str) -> bool:
    return ip_address(ip).is_global and not ip_address(ip).is_multicast


@dataclass(frozen=True)
class LinkReader:
    """Says who it is. `may_visit` decides by network address, after the name was looked up and before anything is sent."""

    agent: str
    may_visit: Callable[[str], bool] = is_on_the_web
    timeout: float = TIMEOUT_SECONDS

    def look(self, address: str) -> Look:
        """Ask for the head only; where a site minds that, for the page, of which nothing is read."""
        try:
            return self._follow(address)
        except Private:
            return Look(LinkOutcome.PRIVATE)
        except (socket.gaierror, UnicodeError, ValueError):
            return Look(LinkOutcome.NO_SITE)
        except ssl.SSLError:
            return Look(LinkOutcome.UNSAFE)
        except HTTPException:
            return Look(LinkOutcome.TROUBLE)
        except OSError:
            return Look(LinkOutcome.NO_ANSWER)

    def _follow(self, address: str) -> Look:
        here, for_good = address, None
        all_for_good = True
        for _ in range(MOST_HOPS + 1):
            status, leads_to = self._ask(here)
            if status not in HOPS or not leads_to:
                return Look(_outcome(status, moved=for_good), for_good if status < 400 else None)
            here = urljoin(here, leads_to)
            all_for_good = all_for_good and status in FOR_GOOD
            for_good = here if all_for_good and not _is_same(address, here) else for_good
        return Look(LinkOutcome.TROUBLE)

    def _ask(self, address: str) -> tuple[int, str | None]:
        status, leads_to = self._send("HEAD", address)
        return (status, leads_to) if status < 400 else self._send("GET", address)

    def _send(self, method: str, address: str) -> tuple[int, str | None]:
        parts = urlsplit(address)
        line = self._open(parts)
        limit = Timer(MOST_SECONDS, lambda: line.shutdown(socket.SHUT_RDWR))
        limit.daemon = True
        limit.start()
        try:
            connection = HTTPConnection(parts.hostname or "", _port(parts), timeout=self.timeout)
            connection.sock = line
            path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=IN_PATHS)
            connection.request(method, path, headers={"User-Agent": self.agent, "Accept": "*/*", "Connection": "close"})
            reply = connection.getresponse()
            return reply.status, reply.getheader("Location")
        finally:
            limit.cancel()
            line.close()

    def _open(self, parts: SplitResult) -> socket.socket:
        """To the very address that was looked at, so that a name cannot lead elsewhere a moment later."""
        if parts.scheme not in PORTS or not parts.hostname:
            raise ValueError("not a web address")
        host = parts.hostname.encode("idna").decode()
        found = socket.getaddrinfo(host, _port(parts), type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
        if not all(self.may_visit(one) for one in addresses):
            raise Private
        line = socket.create_connection((addresses[0], _port(parts)), timeout=self.timeout)
        if parts.scheme == "http":
            return line
        try:
            return ssl.create_default_context().wrap_socket(line, server_hostname=host)
        except BaseException:
            line.close()
            raise


def _port(parts: SplitResult) -> int:
    return parts.port or PORTS[parts.scheme]


def _outcome(status: int, *, moved: str | None) -> LinkOutcome:
    if status in GONE:
        return LinkOutcome.GONE
    if status in TURNED_AWAY:
        return LinkOutcome.NOT_TOLD
    if status >= 400:
        return LinkOutcome.TROUBLE
    return LinkOutcome.MOVED if moved else LinkOutcome.WORKS


def _is_same(one: str, other: str) -> bool:
    """But for what browsers add by themselves."""
    return _bare(one) == _bare(other)


def _bare(address: str) -> str:
    parts = urlsplit(address)
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"
