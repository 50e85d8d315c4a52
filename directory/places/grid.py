"""The National Grid of Great Britain turned into latitude and longitude.

Airy 1830 and the transverse Mercator of the National Grid, then the seven-figure Helmert shift to WGS84, as given in
Ordnance Survey's "A guide to coordinate systems in Great Britain". Good to about five metres. Names of terms (nu, rho,
eta, t) are the guide's; constants are worked out beforehand because a national file asks 1.7 million times.
"""

from math import atan2, cos, degrees, radians, sin, sqrt, tan

AIRY_A, AIRY_B = 6377563.396, 6356256.909
WGS84_A, WGS84_B = 6378137.0, 6356752.3141
AIRY_E2 = 1 - (AIRY_B / AIRY_A) ** 2
WGS84_E2 = 1 - (WGS84_B / WGS84_A) ** 2
WGS84_SECOND_E2 = (WGS84_A / WGS84_B) ** 2 - 1

SCALE = 0.9996012717  # on the central meridian
ORIGIN_LATITUDE, ORIGIN_LONGITUDE = radians(49), radians(-2)
FALSE_EASTING, FALSE_NORTHING = 400_000.0, -100_000.0
A, B = AIRY_A * SCALE, AIRY_B * SCALE
N = (AIRY_A - AIRY_B) / (AIRY_A + AIRY_B)
ARC_0 = 1 + N + 5 / 4 * (N**2 + N**3)
ARC_1 = 3 * (N + N**2) + 21 / 8 * N**3
ARC_2 = 15 / 8 * (N**2 + N**3)
ARC_3 = 35 / 24 * N**3

# The guide gives the shift from WGS84; these are its figures with the signs changed, to come back.
SHIFT_X, SHIFT_Y, SHIFT_Z = 446.448, -125.157, 542.060  # metres
TURN_X, TURN_Y, TURN_Z = (radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))
STRETCH = 1 - 20.4894e-6


def to_degrees(easting: float, northing: float) -> tuple[float, float]:
    """Latitude and longitude, WGS84, of a point of the National Grid given in metres."""
    return _shift(*_unproject(easting - FALSE_EASTING, northing - FALSE_NORTHING))


def _meridian_arc(latitude: float) -> float:
    """Metres along the central meridian from the true origin."""
    less, more = latitude - ORIGIN_LATITUDE, latitude + ORIGIN_LATITUDE
    return B * (
        ARC_0 * less
        - ARC_1 * sin(less) * cos(more)
        + ARC_2 * sin(2 * less) * cos(2 * more)
        - ARC_3 * sin(3 * less) * cos(3 * more)
    )


def _unproject(east: float, north: float) -> tuple[float, float]:
    """Latitude and longitude in radians on the Airy ellipsoid, from metres off the true origin."""
    latitude = north / A + ORIGIN_LATITUDE
    while abs(rest := north - _meridian_arc(latitude)) >= 0.001:
        latitude += rest / A

    bend = 1 - AIRY_E2 * sin(latitude) ** 2
    nu = A / sqrt(bend)
    rho = nu * (1 - AIRY_E2) / bend
    eta2 = nu / rho - 1
    t = tan(latitude)
    t2 = t * t
    t4 = t2 * t2
    x = east / nu
    x2 = x * x
    up = x2 / 2 - x2**2 / 24 * (5 + 3 * t2 + eta2 - 9 * t2 * eta2) + x2**3 / 720 * (61 + 90 * t2 + 45 * t4)
    along = (
        1
        - x2 / 6 * (nu / rho + 2 * t2)
        + x2**2 / 120 * (5 + 28 * t2 + 24 * t4)
        - x2**3 / 5040 * (61 + 662 * t2 + 1320 * t4 + 720 * t4 * t2)
    )
    return latitude - t * nu / rho * up, ORIGIN_LONGITUDE + x / cos(latitude) * along


def _shift(latitude: float, longitude: float) -> tuple[float, float]:
    """From the Airy ellipsoid, in radians, to WGS84, in degrees; heights are taken as nought."""
    sine = sin(latitude)
    nu = AIRY_A / sqrt(1 - AIRY_E2 * sine * sine)
    across = nu * cos(latitude)
    x, y, z = across * cos(longitude), across * sin(longitude), nu * (1 - AIRY_E2) * sine
    return _to_latitude_longitude(
        SHIFT_X + STRETCH * x - TURN_Z * y + TURN_Y * z,
        SHIFT_Y + TURN_Z * x + STRETCH * y - TURN_X * z,
        SHIFT_Z - TURN_Y * x + TURN_X * y + STRETCH * z,
    )


def _to_latitude_longitude(x: float, y: float, z: float) -> tuple[float, float]:
    """Bowring's formula: exact to far less than a millimetre near the ground."""
    across = sqrt(x * x + y * y)
    theta = atan2(z * WGS84_A, across * WGS84_B)
    latitude = atan2(
        z + WGS84_SECOND_E2 * WGS84_B * sin(theta) ** 3,
        across - WGS84_E2 * WGS84_A * cos(theta) ** 3,
    )
    return degrees(latitude), degrees(atan2(y, x))
