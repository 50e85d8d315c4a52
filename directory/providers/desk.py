"""A listing in front of somebody who keeps it: signed in, or by the personal link of a reminder."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import Access, get_keeper, get_reminder, open_to
from directory.domain.keepers import Keeper
from directory.domain.services import Service
from directory.providers.blueprint import bp
from directory.store.services import get_service, get_service_by_slug
from directory.web.access import get_db


@dataclass(frozen=True)
class Desk:
    """One listing, who has it in front of them, and the link they came by; none where they are signed in."""

    service: Service
    keeper: Keeper
    link: str = ""

    @property
    def is_theirs(self) -> bool:
        """Whether they speak for the service; an editor who does not has come to look after it for them."""
        return self.service.organisation_id in self.keeper.organisations

    @property
    def publishes_at_once(self) -> bool:
        """An editor who looks after it for them: nobody reads their edit before it is public."""
        return self.keeper.role.is_editor and not self.is_theirs

    def address(self, page: str, **values: Any) -> str:
        """Another page of this listing, reached in the same way."""
        if self.link:
            return url_for(f"providers.{page}_by_link", link=self.link, **values)
        return url_for(f"providers.{page}", slug=self.service.slug, **values)


Page = Callable[..., ResponseReturnValue]


def listing_page(rule: str, methods: Sequence[str] = ("GET",), *, by_link: bool = True) -> Callable[[Page], Page]:
    """Hang a page of a listing on its address for those signed in, and on that of a reminder's link as well."""

    def hang(page: Page) -> Page:
        def signed_in(slug: str, **named: Any) -> ResponseReturnValue:
            return page(Desk(get_service_by_slug(get_db(), slug), get_keeper()), **named)

        def with_link(link: str, **named: Any) -> ResponseReturnValue:
            return page(Desk(get_service(get_db(), get_reminder().service_id), get_keeper(), link), **named)

        name = page.__name__
        said = open_to(Access.LISTING)(signed_in)
        bp.add_url_rule(f"/manage/services/<slug>{rule}", name, said, methods=list(methods))
        if by_link:
            also_said = open_to(Access.REMINDER)(with_link)
            bp.add_url_rule(f"/manage/reminder/<link>{rule}", f"{name}_by_link", also_said, methods=list(methods))
        return page

    return hang
