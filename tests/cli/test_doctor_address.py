"""Lists that are handed over are typed from paper: the doctor says when the site's own name makes them too long."""

import pytest

from directory.store.services import CODE_LENGTH
from directory.upkeep.readiness import examine_address
from directory.web.picked import LONGEST_ADDRESS, ROOM_FOR


@pytest.mark.parametrize(
    ("host", "is_short"), [("a" * 29, True), ("a" * 30, False), ("young-peoples-help.portsmouth-city-council.gov.uk", False)]
)
def test_an_address_that_makes_lists_too_long_to_type_is_said_and_stops_nothing(host, is_short):
    address = f"https://{host}"
    finding = examine_address(f"{address}/")
    of_four = f"{address}/l/" + "x" * CODE_LENGTH * ROOM_FOR

    assert finding.is_well is is_short is (len(of_four) <= LONGEST_ADDRESS)
    assert not finding.stops


def test_doctor_looks_at_the_address(run):
    assert "address: short enough" in run("doctor").output
