"""Letters on their way out. Those that a stranger could ask for go behind the page, so that its speed tells nothing."""

import logging
from dataclasses import dataclass, field
from threading import Thread

from flask import current_app

from directory.domain.errors import LetterNotSent
from directory.mail.letters import Letter, Letters
from directory.mail.post import Post

LOG = logging.getLogger("directory.requests")


@dataclass
class PostRoom:
    """The letters of this directory and how they are sent."""

    letters: Letters
    post: Post
    under_way: list[Thread] = field(default_factory=list)

    def send(self, letter: Letter) -> None:
        """Now, or raise `LetterNotSent`."""
        self.post.send(letter)

    def write_later(self, which: str, to: str | None, *, path: str = "", **facts: object) -> None:
        """Write and send beside whatever else is going on. To nobody takes as long, and is not sent."""
        self.under_way = [thread for thread in self.under_way if thread.is_alive()]
        thread = Thread(target=self._write, args=(which, to, path, facts))
        self.under_way.append(thread)
        thread.start()

    def wait(self) -> None:
        """Until all are sent."""
        for thread in self.under_way:
            thread.join()

    def _write(self, which: str, to: str | None, path: str, facts: dict[str, object]) -> None:
        """A letter that is not taken is logged, and not to whom it was."""
        letter = self.letters.write(which, to or "", path=path, **facts)
        try:
            if to is not None:
                self.post.send(letter)
        except LetterNotSent as error:
            LOG.error("A letter could not be sent: %s", type(error.__cause__ or error).__name__)


def post_room() -> PostRoom:
    found: PostRoom = current_app.extensions["post_room"]
    return found
