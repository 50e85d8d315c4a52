"""Which check stands for a whole listing, and what of it was looked at where that is not all."""

from directory.domain.checks import Check, LastChecks


def main_check(last: LastChecks) -> tuple[str, Check] | None:
    """The older of both with an empty part; else the one there is, of its part; None where nobody has looked."""
    if last.of_all:
        return "", last.of_all
    told = (("contact", last.contact), ("who for", last.eligibility))
    return next(((part, check) for part, check in told if check), None)
