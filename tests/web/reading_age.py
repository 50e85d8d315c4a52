"""Our own sentences, as they stand on a page, and how hard they are to read."""

import re
from html.parser import HTMLParser

import textstat

IN_LINE = {"a", "abbr", "b", "br", "button", "em", "small", "span", "strong", "img", "input"}
NOT_READ = {"script", "style", "svg", "title", "option", "textarea", "head"}
# Credits and the wording of licences and the law are quoted, not ours to shorten.
NOT_OURS = ("Contains ", "Council names and codes", "The law:", "Used under", "Used here under", "It is used under")
FEWEST_WORDS = 3


class _Blocks(HTMLParser):
    """The text of each block of a page, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.blocks = [""]
        self._hidden = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in NOT_READ
        if tag not in IN_LINE:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in NOT_READ
        if tag not in IN_LINE:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.blocks[-1] += data


def own_sentences(html: str, names: tuple[str, ...] = ()) -> list[str]:
    """Whole sentences, each once, without numbers, addresses and the names given; labels and headings are no sentences."""
    found: dict[str, None] = {}
    for block in _Blocks(html).blocks:
        text = " ".join(block.split())
        if text.startswith(NOT_OURS):
            continue
        for name in names:
            text = text.replace(name, "it")
        for sentence in re.split(r"(?<=[.?!])\s+(?=[A-Z“])", text):
            plain = re.sub(r"\S*(?:@|://|\w\.\w)\S*|\b\d[\d ]*\d\b|\b\w*\d\w*\b", "it", sentence)
            if plain.rstrip("”’)").endswith((".", "?", "!", ":")) and len(plain.split()) >= FEWEST_WORDS:
                found[plain.replace("’", "'")] = None
    return list(found)


def grade(sentences: list[str]) -> float:
    """Flesch and Kincaid's grade: 0.39 words a sentence, 11.8 syllables a word."""
    words = [word for sentence in sentences for word in re.findall(r"[A-Za-z']+", sentence)]
    if not words:
        return 0.0
    syllables = sum(textstat.syllable_count(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def worst(sentences: list[str], how_many: int = 8) -> list[str]:
    hardest = sorted(sentences, key=lambda one: -grade([one]))[:how_many]
    return [f"{grade([one]):.1f}  {one}" for one in hardest]
