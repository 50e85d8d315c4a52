"""Mail that anybody may have: such an address tells nothing of whom somebody works for, and may be their own."""

HOSTS = frozenset(
    (
        "aol.co.uk", "aol.com", "btconnect.com", "btinternet.com", "gmail.com", "googlemail.com", "hotmail.co.uk",
        "hotmail.com", "icloud.com", "live.co.uk", "live.com", "mac.com", "mail.com", "me.com", "msn.com", "ntlworld.com",
        "outlook.com", "proton.me", "protonmail.com", "sky.com", "talktalk.net", "tiscali.co.uk", "virginmedia.com",
        "yahoo.co.uk", "yahoo.com", "ymail.com",
    )
)  # fmt: skip


def is_free_mail(email: str) -> bool:
    return email.strip().casefold().rpartition("@")[2] in HOSTS
