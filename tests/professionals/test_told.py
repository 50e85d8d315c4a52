"""What is said back of how a child stands with CAMHS."""

import pytest


@pytest.mark.parametrize(
    ("camhs", "said"),
    [
        ("refused", "CAMHS: said no (wrong age)"),
        ("waiting", "CAMHS: referred, waiting"),
        ("under", "Open to CAMHS now"),
    ],
)
def test_a_reason_for_a_no_is_said_of_a_no_alone(browser, camhs, said):
    told = {"need": "low-mood", "age": "15", "camhs": camhs, "refusal": "age"}
    page = browser.open(browser.reply("/professionals/find", method="POST", data=told).location)

    assert said in page.text.split("Change what you told us")[0]
    assert ("If they said no, choose “Said no”." in page.text) is (camhs != "refused")
    assert "open to camhs" not in page.text
