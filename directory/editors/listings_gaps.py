"""What a listing does not tell, in words."""

from directory.domain.services import Service

CONTACT, NEEDS = "a way to get in touch", "what it helps with"
TO_PUT_IN = {
    "needs": NEEDS,
    "age_rules": "ages",
    "catchment": "places",
    "summary": "what it is, in a sentence",
}


def lacks(service: Service) -> list[str]:
    """What somebody who reads a listing would miss first."""
    missing = [label for field, label in TO_PUT_IN.items() if not getattr(service, field)]
    if not service.public_contact_points and not service.url:
        missing.insert(0, CONTACT)
    return missing
