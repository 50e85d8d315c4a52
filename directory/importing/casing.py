"""Names that a register keeps in CAPITALS, as a person would write them."""

import re

SMALL_WORDS = frozenset(
    {"a", "an", "and", "as", "at", "by", "de", "for", "from", "in", "of", "on", "or", "the", "to", "upon", "with"}
)
KEPT_CAPITALS = frozenset(
    {
        "ADHD", "AFC", "AIDS", "AMH", "ASC", "ASD", "ASGMA", "ATU", "BAME", "BME", "BSL", "CAB", "CAFS", "CAFT", "CAMH",
        "CAMHS", "CBT", "CC", "CFS", "CFT", "CIC", "CIO", "CMHT", "COE", "CPFT", "CSE", "CYP", "CYPMHS", "CYPS", "DBS",
        "ECT", "EIP", "EIS", "EPMA", "FC", "FE", "GP", "HIV", "HMP", "ID", "II", "III", "IT", "IV", "LAC", "LD", "LDCAMHS",
        "LGBT", "LGBTQ", "LP", "MH", "MHST", "NDP", "NHS", "NMP", "NSPCC", "OBE", "OCD", "PCC", "PCT", "PE", "PLC",
        "PTA", "PTSA", "PTSD", "RAF", "RCCG", "RMCH", "SEMH", "SEN", "SEND", "SPA", "SPOA", "TA", "TLC", "TM", "TTM", "UK",
        "UTC", "VCSE", "WI", "YMCA", "YOS", "YOT", "YP", "YPS", "YWCA",
    }
)  # fmt: skip
SHORT_WORDS = frozenset({"st", "dr", "mr", "mrs", "rd", "ltd", "nth", "sth", "ctr", "hse", "pk", "ln", "ms", "sq"})
MOSTLY_CAPITALS = 0.7

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def tidy_capitals(name: str, keep: frozenset[str] = frozenset()) -> str:
    """Title case for a name that shouts; a name that does not is left as it is. `keep` are further words in capitals."""
    letters = [char for char in name if char.isalpha()]
    if not letters or sum(char.isupper() for char in letters) < MOSTLY_CAPITALS * len(letters) or _is_an_acronym(name, keep):
        return name
    kept = KEPT_CAPITALS | keep
    return _WORD.sub(lambda word: _cased(word, name, kept), name)


def _is_an_acronym(name: str, keep: frozenset[str]) -> bool:
    return name in keep or name in KEPT_CAPITALS or (len(name) <= 5 and name.isalpha() and not re.search("[AEIOUY]", name))


def _cased(found: re.Match[str], name: str, kept: frozenset[str]) -> str:
    word = found[0]
    if word in kept:
        return word
    if word.endswith("S") and word[:-1] in kept and len(word) > 3:
        return f"{word[:-1]}s"
    if any(char.isdigit() for char in word):
        return _with_digits(word)
    lower = word.lower()
    if lower in SMALL_WORDS and not _opens(found, name):
        return lower
    if not re.search("[aeiouy]", lower) and lower not in SHORT_WORDS and len(word) > 1:
        return word
    return _capitalised(lower)


def _with_digits(word: str) -> str:
    """ "1ST" is 1st, "2YR" 2yr; "FP10" and "G4" keep their letters."""
    return word.lower() if re.fullmatch(r"\d+(?:ST|ND|RD|TH|YRS?|S)", word) else word


def _opens(found: re.Match[str], name: str) -> bool:
    before = name[: found.start()].rstrip()
    return not before or before[-1] in '(:/–—"“' or (before[-1] == "-" and name[found.start() - 1] == " ")


def _capitalised(lower: str) -> str:
    if re.match(r"[od]['’]\w{2}", lower):
        return f"{lower[0].upper()}{lower[1]}{lower[2:].capitalize()}"
    if re.match(r"mc[bcdfghjklmnpqrstvwxyz]\w{2}", lower):
        return f"Mc{lower[2:].capitalize()}"
    return lower[0].upper() + lower[1:]
