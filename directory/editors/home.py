"""The first page of an editor: what waits, pile by pile, the most pressing first."""

from dataclasses import dataclass
from itertools import groupby

from flask import render_template

from directory.accounts.guards import Access, get_keeper, open_to
from directory.domain.keepers import Keeper, Role
from directory.editors.blueprint import bp
from directory.editors.piles import PILES, Pile
from directory.web.access import get_db, get_now


@dataclass(frozen=True)
class Shown:
    """A pile as an editor sees it; `waiting` is None where it only leads to a page."""

    pile: Pile
    waiting: int | None


@bp.get("/editors")
@open_to(Access.EDITOR)
def home() -> str:
    keeper = get_keeper()
    groups = [(heading, [_shown(one) for one in piles]) for heading, piles in groupby(_piles_for(keeper), _heading)]
    return render_template("editors/home.html", keeper=keeper, groups=groups)


def _piles_for(keeper: Keeper) -> list[Pile]:
    return [one for one in PILES if keeper.role is Role.ADMIN or not one.admins_only]


def _heading(pile: Pile) -> str:
    return pile.group


def _shown(pile: Pile) -> Shown:
    return Shown(pile, pile.count(get_db(), get_now()) if pile.count else None)
