"""From what was typed to plain words: one alphabet, one case, no apostrophes, text-speak written out."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

TEXT_LIMIT = 300

WORD = re.compile(r"[a-z0-9]+(?:['’`´][a-z]+)*|[,.;:!?()\n]")
APOSTROPHES = re.compile(r"['’`´]")
LONG_RUN = re.compile(r"([a-z])\1{2,}")


DIGITS = {"2": "to", "4": "for"}


@dataclass(frozen=True)
class DigitWords:
    """The words beside which a 2 is "to" or "too" and a 4 is "for"."""

    before: frozenset[str]
    after: frozenset[str]


@dataclass(frozen=True)
class Word:
    """One word as it is read. `typed` is what stood there; `starts` says that a comma or full stop came before.

    A fact is part of an age or a place: left as it is, and not a word to look for.
    """

    text: str
    typed: str
    starts: bool = False
    is_fact: bool = False


def clean(text: str, emoji: Mapping[str, str] = {}) -> str:  # never written to
    """One line of printable characters, at most 300, with the emoji that say something written as words."""
    for sign, meaning in emoji.items():
        if sign in text:
            text = text.replace(sign, f" {meaning} ")
    plain = unicodedata.normalize("NFKC", text[: 4 * TEXT_LIMIT])
    printable = "".join(char if char.isprintable() else _gap_for(char) for char in plain)
    return " ".join(printable.split())[:TEXT_LIMIT].strip()


def _gap_for(char: str) -> str:
    return "" if unicodedata.category(char) == "Cf" else " "


def lowered(text: str, number_words: Mapping[str, str]) -> str:
    """Lower case without accents, filters got round (`su*cide`) and `fourteen` as 14."""
    without_accents = "".join(
        char for char in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(char)
    )
    spelt = _short_forms(_unstarred(without_accents))
    return re.sub(r"[a-z]+", lambda match: number_words.get(match.group(), match.group()), spelt)


def _short_forms(text: str) -> str:
    """Those that would be other words without their apostrophe: `i'll` is not `ill`, `we're` is not `were`."""
    text = re.sub(r"(?<=[a-z])['’]ll\b", " will", text)
    text = re.sub(r"\bwe['’]re\b", "we are", text)
    text = re.sub(r"\by/o\b", "yo", text)
    return re.sub(r"(?<=[a-z])['’]d\b", " would", text)


def split_words(text: str, facts: Sequence[tuple[int, int]] = ()) -> list[Word]:
    """Words without apostrophes, each knowing whether a new clause starts with it and whether it lies in a fact."""
    words: list[Word] = []
    starts = True
    for match in WORD.finditer(text):
        typed = match.group()
        if typed[0].isalnum():
            is_fact = any(start < match.end() and match.start() < end for start, end in facts)
            words.append(Word(APOSTROPHES.sub("", typed), typed, starts, is_fact))
            starts = False
        else:
            starts = True
    return words


def _unstarred(text: str) -> str:
    """Letters hidden to get past a filter: `su*cide` loses its star, `s3lf` and `$ad` get their letter back."""
    text = re.sub(r"(?<=[a-z])[*_](?=[a-z])", "", text)
    text = re.sub(r"(?<=[a-z])3(?=[a-z])", "e", text)
    text = re.sub(r"(?<=[a-z])1(?=[a-z])", "i", text)
    text = re.sub(r"(?<=[a-z])0(?=[a-z])", "o", text)
    return re.sub(r"(?<=[a-z])@(?=[a-z])", "a", text)


def shortened(word: str, known: frozenset[str]) -> str:
    """`soooo` as `so`, `sleeeep` as `sleep`: runs of three or more letters cut to two, else to one."""
    if not LONG_RUN.search(word):
        return word
    double, single = LONG_RUN.sub(r"\1\1", word), LONG_RUN.sub(r"\1", word)
    return single if single in known or double not in known else double


def written_out(words: list[Word], text_speak: Mapping[str, str], digits: DigitWords) -> list[Word]:
    """Text-speak as whole words: one typed word may become several."""
    out: list[Word] = []
    for at, word in enumerate(words):
        meaning = None if word.is_fact else text_speak.get(word.text) or _digit_as_word(words, at, digits)
        if meaning is None:
            out.append(word)
            continue
        for number, part in enumerate(meaning.split()):
            out.append(replace(word, text=part, starts=word.starts and number == 0))
    return out


def _digit_as_word(words: list[Word], at: int, digits: DigitWords) -> str | None:
    meaning = DIGITS.get(words[at].text)
    if meaning is None:
        return None
    before = words[at - 1].text if at else ""
    after = words[at + 1].text if at + 1 < len(words) else ""
    return meaning if before in digits.before or after in digits.after else None


class Joins:
    """Words that are one word here, such as `can not` or `i am`, put together: the longest form first."""

    def __init__(self, forms: Mapping[tuple[str, ...], str]) -> None:
        self._forms = forms
        self._lengths: dict[str, list[int]] = {}
        for form in sorted(forms, key=len, reverse=True):
            lengths = self._lengths.setdefault(form[0], [])
            if len(form) not in lengths:
                lengths.append(len(form))

    def rejoined(self, words: list[Word]) -> list[Word]:
        out: list[Word] = []
        at = 0
        while at < len(words):
            length, meaning = self._form_at(words, at)
            out.extend(_merged(words[at : at + length], meaning) if meaning is not None else [words[at]])
            at += length
        return out

    def _form_at(self, words: list[Word], at: int) -> tuple[int, str | None]:
        for length in self._lengths.get(words[at].text, ()):
            meaning = self._forms.get(tuple(word.text for word in words[at : at + length]))
            if meaning is not None:
                return length, meaning
        return 1, None


def _merged(words: list[Word], meaning: str) -> list[Word]:
    typed = " ".join(word.typed for word in words)
    parts = meaning.split()
    fact = all(word.is_fact for word in words)
    return [Word(part, typed, words[0].starts and number == 0, fact) for number, part in enumerate(parts)]
