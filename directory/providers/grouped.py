"""The page of a form whose questions each fill one fact."""

from collections.abc import Callable, Iterable
from functools import partial

from flask.typing import ResponseReturnValue

from directory.domain.errors import NotFound
from directory.providers.contents import GROUPS
from directory.providers.desk import Desk, listing_page
from directory.providers.edits import FactForm, edit
from directory.providers.questions import Group, fill_group, read_group, warn_of_group
from directory.providers.typed import Typed

Warn = Callable[[Group, Typed], Iterable[str]]


def form_of_group(group: Group, warn: Warn = warn_of_group) -> FactForm:
    fill, read = partial(fill_group, group), partial(read_group, group)
    return FactForm("providers/questions.html", fill, read, {"group": group}, partial(warn, group), group.is_contact)


class FormNotFound(NotFound):
    """No form of a listing is called this."""


@listing_page("/facts/<group>", ["GET", "POST"], by_link=False)
def change_facts(desk: Desk, group: str) -> ResponseReturnValue:
    if group not in GROUPS:
        raise FormNotFound("There is no such form.")
    found = GROUPS[group]
    return edit(desk, form_of_group(found))
