"""Letters on their way out. Those that a stranger could ask for go behind the page, so that its speed tells nothing."""

import logging
from collections.abc import Callable
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

    def send_later(self, letter: Letter) -> None:
        """Beside whatever else is going on."""
        self._start(self._try, letter)

    def write_later(self, which: str, to: str | None, *, path: str = "", **facts: object) -> None:
        """The same with the writing. To nobody takes as long, and is not sent."""
        self._start(self._write, which, to, path, facts)

    def wait(self) -> None:
        """Until all are sent."""
        for thread in self.under_way:
            thread.join()

    def _start(self, what: Callable[..., None], *given: object) -> None:
        self.under_way = [thread for thread in self.under_way if thread.is_alive()]
        thread = Thread(target=what, args=given)
        self.under_way.append(thread)
        thread.start()

    def _write(self, which: str, to: str | None, path: str, facts: dict[str, object]) -> None:
        letter = self.letters.write(which, to or "", path=path, **facts)
        if to is not None:
            self._try(letter)

    def _try(self, letter: Letter) -> None:
        """A letter that is not taken is logged, and not to whom it was."""
        try:
            self.post.send(letter)
        except LetterNotSent as error:
            LOG.error("A letter could not be sent: %s", type(error.__cause__ or error).__name__)


def post_room() -> PostRoom:
    found: PostRoom = current_app.extensions["post_room"]
    return found
