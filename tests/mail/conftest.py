"""A real mail server on this machine, and what came to it."""

import email
from contextlib import contextmanager
from email.policy import default

import pytest
from aiosmtpd.controller import Controller

from tests.browser.conftest import _free_port


class Inbox:
    def __init__(self):
        self.received = []

    async def handle_DATA(self, server, session, envelope):
        self.received.append((envelope.rcpt_tos, email.message_from_bytes(envelope.content, policy=default)))
        return "250 Taken"


@pytest.fixture
def mail_server():
    with running_mail_server() as server:
        yield server


@contextmanager
def running_mail_server():
    """A real one on this machine; what came is in its inbox."""
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=_free_port())
    controller.start()
    controller.inbox = inbox
    try:
        yield controller
    finally:
        controller.stop()
