"""The fixtures of the publishing room: a public listing, and what a search says of it."""

from tests.publishing.conftest import published, verdict

__all__ = ["published", "verdict"]
