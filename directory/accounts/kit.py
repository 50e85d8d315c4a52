"""What keepers need, put onto the application in one go."""

from collections.abc import Sequence

from flask import Flask

from directory.accounts.alarm import sound_alarm
from directory.accounts.cookies import CookiesForKeepersOnly
from directory.accounts.guards import FORM_TOKEN, LINK_ENDED, form_token, get_signed_in, show_refusal
from directory.accounts.locks import Locks, in_groups
from directory.accounts.posting import PostRoom
from directory.domain.errors import LinkEnded
from directory.mail.letters import Letters
from directory.mail.post import Post
from directory.web.bell import tie_to_bell


def install_accounts(app: Flask, secrets: Sequence[str], letters: Letters, post: Post) -> None:
    app.extensions["locks"] = Locks(secrets)
    app.extensions["post_room"] = PostRoom(letters, post)
    tie_to_bell(app.extensions, sound_alarm)
    app.wsgi_app = CookiesForKeepersOnly(app.wsgi_app)  # type: ignore[method-assign]
    app.jinja_env.globals.update(form_token=form_token, form_token_name=FORM_TOKEN, get_signed_in=get_signed_in)
    app.jinja_env.filters["in_groups"] = in_groups
    app.register_error_handler(LinkEnded, lambda _: show_refusal(LINK_ENDED))
