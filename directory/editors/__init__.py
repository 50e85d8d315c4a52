"""The pages of those who keep the whole directory true."""

import directory.editors.home  # noqa: F401  # it hangs its page on the blueprint
from directory.editors.blueprint import bp

__all__ = ["bp"]
