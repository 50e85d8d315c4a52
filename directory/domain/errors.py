"""What can go wrong, in the words of the directory; doors turn these into pages and exit codes."""


class DirectoryError(Exception):
    """Something the directory itself noticed; its text is fit to be shown."""


class NotFound(DirectoryError):
    """A thing asked for by name is not here."""


class ServiceNotFound(NotFound):
    pass


class OrganisationNotFound(NotFound):
    pass


class ListingSuspended(ServiceNotFound):
    """It is there, and not shown while it is looked into; `try_instead` is what its people say to try."""

    def __init__(self, name: str, try_instead: str | None) -> None:
        super().__init__(name)
        self.name, self.try_instead = name, try_instead


class OrganisationSuspended(OrganisationNotFound):
    """Nothing of it is shown while it is looked into."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name, self.try_instead = name, None


class TermNotFound(NotFound):
    pass


class ReportNotFound(NotFound):
    """No report of something wrong has this receipt or number."""


class PlaceNotUnderstood(DirectoryError):
    """What was typed is no place we know; the text says, kindly, what to type instead."""


class PostcodeFileRefused(DirectoryError):
    """A postcode file that was left unread; the text says why and, where there is one, on which line."""


class ImportRefused(DirectoryError):
    """A whole file of services that could not be read; nothing of it was stored."""


class StoreUnavailable(DirectoryError):
    """The database is missing, damaged or locked away."""


class KeeperNotFound(NotFound):
    """Nobody who keeps listings has this address or number."""


class ClaimNotFound(NotFound):
    """No claim of a listing has this number."""


class EmailNotUnderstood(DirectoryError):
    """What was typed is no email address; the text says what to type instead."""


class SignInRefused(DirectoryError):
    """A code that is wrong, or was tried too often; the text says what to do."""


class LinkEnded(DirectoryError):
    """A link from a letter that was used, replaced, is too old or was never ours."""


class InvitationRefused(DirectoryError):
    """An invitation that somebody may not make, or that makes no sense; the text says why."""


class ClaimRefused(DirectoryError):
    """A claim of a listing that cannot be taken or decided like this; the text says why."""


class LeavingRefused(DirectoryError):
    """Somebody who cannot leave yet, because nobody could let others in."""


class LetterNotSent(DirectoryError):
    """A letter that the mail server did not take; the text says what to look at."""
