"""What a command refuses is said in a sentence."""

import sqlite3
from typing import Any

import click
from flask.cli import with_appcontext

from directory.domain.errors import DirectoryError


def explained(command: click.Command) -> click.Command:
    """The same command, with the directory's own errors, and the database's, as a message and exit code 1."""
    if isinstance(command, click.Group):
        for one in command.commands.values():
            explained(one)
    elif command.callback is not None:
        command.callback = with_appcontext(_explaining(command.callback))
    return command


def _explaining(callback: Any) -> Any:
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return callback(*args, **kwargs)
        except DirectoryError as error:
            raise click.ClickException(str(error)) from error
        except sqlite3.OperationalError as error:
            raise click.ClickException(f"The database could not be used: {error}. Try: flask doctor") from error

    run.__doc__ = callback.__doc__
    return run
