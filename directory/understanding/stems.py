"""One stem for the forms of a word, light enough that an editor can foresee it: `worried`, `worries` are `worry`."""

VOWELS = frozenset("aeiouy")
SHORTEST_STEM = 3
# `cute` is not `cut`: so short a word keeps its e.
LONGEST_WITH_E = 4
SIBILANTS = ("ss", "sh", "ch", "x", "z")

IRREGULAR = {
    "dying": "die", "lying": "lie", "going": "go", "gone": "go", "went": "go", "doing": "do", "did": "do",
    "done": "do", "being": "be", "seeing": "see", "seen": "see", "saw": "see", "took": "take", "taken": "take",
    "ate": "eat", "eaten": "eat", "felt": "feel", "kept": "keep", "told": "tell", "said": "say", "slept": "sleep",
    "threw": "throw", "thrown": "throw", "broke": "break", "broken": "break", "sent": "send", "made": "make",
    "drank": "drink", "had": "have", "has": "have", "beaten": "beat", "fell": "fall", "fallen": "fall", "ran": "run",
    "got": "get", "gotten": "get", "fought": "fight", "stole": "steal", "stolen": "steal", "spoke": "speak",
    "spoken": "speak", "wet": "wet", "bled": "bleed", "stuck": "stick", "bitten": "bit", "woke": "wake", "woken": "wake",
    "panicking": "panic", "panicked": "panic", "panics": "panic", "used": "used", "news": "news", "bed": "bed",
    "scar": "scarr", "scars": "scarr", "scarred": "scarr", "hanged": "hang", "hung": "hang", "drugs": "drug", "need": "need",
    "does": "do", "plane": "plane", "planes": "plane", "hanging": "hang", "shaking": "shake", "shook": "shake",
    "shaken": "shake", "bleeding": "bleed", "cared": "care", "stared": "stare", "caring": "care", "lay": "lie", "sat": "sit",
    "stood": "stand", "drove": "drive", "driven": "drive", "bought": "buy", "brought": "bring", "caught": "catch",
    "left": "left",
}  # fmt: skip


def stem(word: str) -> str:
    """The stem two forms of a word share; short words are their own."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) <= SHORTEST_STEM:
        return word
    return _without_last_e(_without_ending(word))


def words_of(line: str) -> frozenset[str]:
    return frozenset(line.split())


def stems_of(line: str) -> frozenset[str]:
    """The stems of all words of a line."""
    return frozenset(map(stem, line.split()))


def _without_ending(word: str) -> str:
    if word.endswith(("ies", "ied")):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith("ing") and _can_stand(word[:-3]):
        return _whole(word[:-3])
    if word.endswith("ed") and not word.endswith("eed") and _can_stand(word[:-2]):
        return _whole(word[:-2])
    if word.endswith("es") and word[:-2].endswith(SIBILANTS):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _can_stand(rest: str) -> bool:
    return len(rest) >= SHORTEST_STEM and not VOWELS.isdisjoint(rest)


def _whole(rest: str) -> str:
    """What an ending was put to: `hitt` is `hit`, and `hat`, which would have doubled its t, is `hate`."""
    if rest[-1] == rest[-2] and rest[-1] not in "lsz":
        return rest[:-1]
    is_short = len(rest) == SHORTEST_STEM and rest[0] not in VOWELS and rest[1] in VOWELS
    return f"{rest}e" if is_short and rest[2] not in VOWELS and rest[2] not in "wx" else rest


def _without_last_e(word: str) -> str:
    return word[:-1] if word.endswith("e") and len(word) > LONGEST_WITH_E else word
