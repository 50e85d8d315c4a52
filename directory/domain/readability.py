"""How hard a text is to read, roughly: enough to choose the plainer of two."""

import re

# A final "e", and "es" or "ed" after most letters, are not spoken.
_SILENT = re.compile(r"(?:[^laeiouy]es|[^dtaeiouy]ed|[^lae]e)$")
_VOWELS = re.compile(r"[aeiouy]+")


def grade(text: str) -> float:
    """Flesch and Kincaid's school grade: 0.39 words a sentence, 11.8 syllables a word. No words are no grade at all."""
    sentences = [one for one in re.split(r"[.?!]+\s+|\n", f"{text}\n") if re.search(r"[A-Za-z]", one)]
    words = re.findall(r"[A-Za-z]+(?:['’][a-z]+)?", text)
    if not words:
        return 0.0
    spoken = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * spoken / len(words) - 15.59


def syllables(word: str) -> int:
    """Letters said one by one, such as ADHD, are one each."""
    if word.isupper() and len(word) > 1:
        return len(word)
    plain = re.sub(r"['’].*", "", word.lower())
    return max(1, len(_VOWELS.findall(_SILENT.sub("", plain))))
