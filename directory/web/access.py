"""The shelves, within a request. `create_app` puts the object that holds them into `app.extensions["directory"]`."""

from datetime import datetime
from typing import Any, Protocol

from flask import current_app
from sqlite_utils import Database

from directory.domain.taxonomy import Taxonomy


class Site(Protocol):
    """What the pages need of the settings."""

    @property
    def name(self) -> str: ...
    @property
    def contact(self) -> str: ...
    @property
    def leave_to(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def live(self) -> bool: ...
    @property
    def safeguarding_lead(self) -> str: ...
    @property
    def is_approved(self) -> bool: ...
    @property
    def is_secure(self) -> bool: ...


def get_directory() -> Any:
    return current_app.extensions["directory"]


def get_site() -> Site:
    site: Site = get_directory().settings
    return site


def get_db() -> Database:
    """The database of this request, or raise `StoreUnavailable`."""
    db: Database = get_directory().db()
    return db


def get_taxonomy() -> Taxonomy:
    taxonomy: Taxonomy = get_directory().taxonomy()
    return taxonomy


def get_now() -> datetime:
    """The one clock, in London."""
    now: datetime = get_directory().now()
    return now
