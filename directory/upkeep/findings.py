"""One thing that was looked at, and whether it is well."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What was looked at, whether it is well, and a sentence: what there is, or what to do about it."""

    what: str
    is_well: bool
    message: str
