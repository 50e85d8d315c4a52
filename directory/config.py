"""Settings, read once from the environment. Each one's meaning is in the README."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from directory.domain.checks import Cycles, read_cycles

ROOT = Path(__file__).parent.parent
PREFIX = "DIRECTORY_"
APPROVALS = ("clinical_safety_officer", "safeguarding_lead", "information_governance_lead", "young_peoples_panel")


@dataclass(frozen=True)
class Settings:
    """What makes a directory a partnership's own. Councils are codes; none at all means everywhere is covered."""

    data: Path = ROOT / "instance"
    seed: Path = ROOT / "seed"
    secret_key: str = ""
    name: str = "Someone to talk to"
    place_name: str = ""
    councils: tuple[str, ...] = ()
    contact: str = ""
    leave_to: str = "https://www.bbc.co.uk/weather"
    address: str = "http://127.0.0.1:5000"
    live: bool = False
    check_every: tuple[str, ...] = ()
    now: str = ""
    trusted_hosts: tuple[str, ...] = ()
    clinical_safety_officer: str = ""
    safeguarding_lead: str = ""
    information_governance_lead: str = ""
    young_peoples_panel: str = ""
    mail_host: str = ""
    mail_port: str = "587"
    mail_user: str = ""
    mail_password: str = field(default="", repr=False)
    mail_from: str = ""
    mail_security: str = "starttls"

    @property
    def database(self) -> Path:
        return self.data / "directory.sqlite3"

    @property
    def postcodes(self) -> Path:
        return self.data / "postcodes.sqlite3"

    @property
    def index(self) -> Path:
        return self.data / "index"

    @property
    def letters(self) -> Path:
        """Where letters are kept when no mail server is named."""
        return self.data / "mail"

    @property
    def is_secure(self) -> bool:
        """Pages are reached by https; without it a sign-in could be read on its way."""
        return self.live or self.address.startswith("https:")

    @property
    def cycles(self) -> Cycles:
        """How often listings are to be checked; raises ValueError with a sentence when the setting cannot be read."""
        return read_cycles(self.check_every)

    @property
    def is_approved(self) -> bool:
        """Everybody who must approve before launch has been named."""
        return all(getattr(self, approval) for approval in APPROVALS)


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Settings from `DIRECTORY_...`; lists are split at commas, yes or no is 1 or 0."""
    given: dict[str, object] = {}
    for name, default in vars(Settings()).items():
        typed = environ.get(PREFIX + name.upper(), "").strip()
        if typed:
            given[name] = _like(default, typed)
    return Settings(**given)  # type: ignore[arg-type]  # each is made like its default


def _like(default: object, typed: str) -> object:
    if isinstance(default, bool):
        return typed.lower() in ("1", "true", "yes", "on")
    if isinstance(default, tuple):
        return tuple(part.strip() for part in typed.split(",") if part.strip())
    return Path(typed) if isinstance(default, Path) else typed
