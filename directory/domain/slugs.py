"""Names as they stand in addresses."""

import re
import unicodedata

SLUG_LENGTH = 70


def slugify(name: str) -> str:
    """Lower-case letters and digits joined by hyphens, cut between words at 70; `listing` when nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", " ", plain.replace("'", "")).split()
    slug = "-".join(words)
    if len(slug) > SLUG_LENGTH:
        slug = slug[:SLUG_LENGTH].rsplit("-", 1)[0]
    return slug or "listing"
