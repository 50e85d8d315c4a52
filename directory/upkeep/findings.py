"""One thing that was looked at, and whether it is well."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What was looked at, whether it is well, and a sentence: what there is, or what to do about it.

    With `is_advice` it should be done some day, and the directory works all the same.
    """

    what: str
    is_well: bool
    message: str
    is_advice: bool = False

    @property
    def stops(self) -> bool:
        return not self.is_well and not self.is_advice
