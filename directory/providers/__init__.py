"""The pages of those who keep the listings of their own organisation."""

import directory.providers.home  # noqa: F401  # it hangs its page on the blueprint
from directory.providers.blueprint import bp

__all__ = ["bp"]
