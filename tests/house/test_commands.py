"""Every command says what it is for."""

import click
import pytest

from directory.cli import COMMANDS


def all_commands(commands, path=()):
    for command in commands:
        yield " ".join((*path, command.name)), command
        if isinstance(command, click.Group):
            yield from all_commands(command.commands.values(), (*path, command.name))


@pytest.mark.parametrize(("name", "command"), list(all_commands(COMMANDS)))
def test_every_command_and_every_option_has_help(name, command):
    assert command.help, name
    assert all(option.help for option in command.params if isinstance(option, click.Option)), name
