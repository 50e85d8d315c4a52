"""Letters to keepers: plain text, short and kind. Each is a file that opens with its subject."""

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

SUBJECT = "Subject: "


@dataclass(frozen=True)
class Letter:
    """What goes to one address. `link` is what it is for, where it is for one: shown to whoever tries things out."""

    to: str
    subject: str
    text: str
    link: str = ""


class Letters:
    """Writes letters from the files of a folder. `address` is the site's own; links are made from nothing else."""

    def __init__(self, folder: Path, *, name: str, address: str, contact: str = "") -> None:
        self._address = address.rstrip("/")
        self._files = Environment(  # noqa: S701  # plain text: nothing is to be escaped
            loader=FileSystemLoader(folder),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._files.globals.update(name=name, address=self._address, contact=contact)

    def write(self, which: str, to: str, *, path: str = "", **facts: object) -> Letter:
        """The letter in the file of that name; `path` is the page that its link opens."""
        link = self._address + path if path else ""
        first, _, text = self._files.get_template(f"{which}.txt").render(link=link, **facts).partition("\n")
        return Letter(to, one_line(first.removeprefix(SUBJECT)), text.strip() + "\n", link)


def one_line(text: str) -> str:
    """A subject may not hold what would begin another header."""
    return " ".join(text.split())
