"""How letters are sent: by a mail server; where nothing is at stake, into a folder, with the link printed."""

import re
import secrets
import smtplib
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from pathlib import Path
from typing import Protocol

from directory.domain.errors import LetterNotSent
from directory.mail.letters import Letter

TIMEOUT_SECONDS = 20
NOT_TAKEN = "The mail server did not take the letter ({}). Look at the settings DIRECTORY_MAIL_..., then try again."
NO_SERVER = "No mail server is named, so no letter can be sent. Set DIRECTORY_MAIL_HOST and DIRECTORY_MAIL_FROM."
SECURITIES = ("starttls", "tls", "none")


class Post(Protocol):
    def send(self, letter: Letter) -> None:
        """Hand a letter over, or raise `LetterNotSent`."""


@dataclass(frozen=True)
class MailServer:
    """Sends by SMTP. `security` is `starttls`, `tls` or `none`; without a user nobody signs in there."""

    host: str
    port: int
    sender: str
    sender_name: str
    user: str = ""
    password: str = ""
    security: str = "starttls"

    def send(self, letter: Letter) -> None:
        try:
            with self._open() as server:
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(as_message(letter, self.sender, self.sender_name))
        except (OSError, smtplib.SMTPException) as error:
            raise LetterNotSent(NOT_TAKEN.format(type(error).__name__)) from error

    @contextmanager
    def _open(self) -> Iterator[smtplib.SMTP]:
        if self.security == "tls":
            with smtplib.SMTP_SSL(
                self.host, self.port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
            ) as sealed:
                yield sealed
            return
        with smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS) as server:
            if self.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            yield server


def say_at_once(sentence: str) -> None:
    print(sentence, flush=True)


@dataclass(frozen=True)
class Folder:
    """Keeps letters as files, for trying things out; says where the link of each leads, and not to whom it went."""

    folder: Path
    sender: str
    sender_name: str
    say: Callable[[str], None] = say_at_once

    def send(self, letter: Letter) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = self.folder / f"{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(4)}.eml"
        file.touch(mode=0o600)
        file.write_bytes(as_message(letter, self.sender, self.sender_name).as_bytes())
        self.say(f"A letter is in {file}" + (f". Its link: {letter.link}" if letter.link else ""))


class NoPost:
    """A live directory without a mail server: nothing is written where others may read it."""

    def send(self, letter: Letter) -> None:
        raise LetterNotSent(NO_SERVER)


def open_post(
    *, host: str, port: str, user: str, password: str, sender: str, security: str, name: str, folder: Path, live: bool
) -> Post:
    """What the settings ask for; a `ValueError` says which of them makes no sense."""
    if security not in SECURITIES:
        raise ValueError(f"DIRECTORY_MAIL_SECURITY must be one of: {', '.join(SECURITIES)}")
    if not re.fullmatch(r"[1-9]\d{0,4}", port):
        raise ValueError("DIRECTORY_MAIL_PORT must be a number, like 587")
    if host and not sender:
        raise ValueError("DIRECTORY_MAIL_FROM must be the address that letters come from, like directory@example.org")
    if host:
        return MailServer(host, int(port), sender, name, user, password, security)
    return NoPost() if live else Folder(folder, sender or "directory@example.org", name)


def as_message(letter: Letter, sender: str, sender_name: str) -> EmailMessage:
    """Marked as written by a machine, so that no holiday reply comes back."""
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(sender_name, addr_spec=sender)
    message["To"] = letter.to
    message["Subject"] = letter.subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message
