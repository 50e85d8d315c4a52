"""Every command says what it is for."""

import click
import pytest

from directory.application import create_app
from directory.cli import COMMANDS
from directory.config import Settings


def all_commands(commands, path=()):
    for command in commands:
        yield " ".join((*path, command.name)), command
        if isinstance(command, click.Group):
            yield from all_commands(command.commands.values(), (*path, command.name))


@pytest.mark.parametrize(("name", "command"), list(all_commands(COMMANDS)))
def test_every_command_and_every_option_has_help(name, command):
    assert command.help, name
    assert all(option.help for option in command.params if isinstance(option, click.Option)), name


def test_an_app_more_wraps_no_command_again(tmp_path):
    before = COMMANDS[0].callback
    create_app(Settings(data=tmp_path, secret_key="made up for tests only"))

    assert COMMANDS[0].callback is before
