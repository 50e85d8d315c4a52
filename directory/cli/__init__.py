"""The commands. Each module is one command or one group of them."""

from flask import Flask

from directory.cli.backup import backup, restore
from directory.cli.corrections import corrections
from directory.cli.crisis import crisis
from directory.cli.doctor import doctor
from directory.cli.export import export
from directory.cli.find import find
from directory.cli.imports import import_
from directory.cli.index import index
from directory.cli.links import links
from directory.cli.people import people
from directory.cli.postcodes import postcodes
from directory.cli.refusals import explained
from directory.cli.reminders import reminders
from directory.cli.seed import seed
from directory.cli.sheets import sheet
from directory.cli.understand import understand

import_.add_command(sheet)
PLAIN = (
    seed,
    postcodes,
    import_,
    index,
    doctor,
    understand,
    find,
    corrections,
    crisis,
    people,
    reminders,
    links,
    export,
    backup,
    restore,
)
# What the directory refuses is a sentence and exit code 1, never a traceback: made so once, however many apps there are.
COMMANDS = tuple(explained(command) for command in PLAIN)


def register_commands(app: Flask) -> None:
    for command in COMMANDS:
        app.cli.add_command(command)
