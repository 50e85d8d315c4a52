"""Which addresses anybody may have."""

import pytest

from directory.domain.free_mail import is_free_mail


@pytest.mark.parametrize(
    ("email", "is_free"),
    [
        ("pat@gmail.com", True),
        (" Pat.Smith@Hotmail.CO.UK ", True),
        ("pat@gmail.com.example.org", False),
        ("gmail.com@example.org", False),
        ("help@example.org", False),
    ],
)
def test_an_address_that_anybody_may_have_is_known_by_its_host(email, is_free):
    assert is_free_mail(email) is is_free
