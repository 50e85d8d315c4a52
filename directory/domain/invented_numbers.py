"""Numbers that nobody answers, made for stories and demonstrations."""

import re

# The ranges Ofcom keeps for drama.
INVENTED_NUMBER = re.compile(r"^(01632960|07700900)\d{3}$")


def is_invented(number: str) -> bool:
    return bool(INVENTED_NUMBER.match(re.sub(r"\D", "", number.replace("+44", "0"))))
