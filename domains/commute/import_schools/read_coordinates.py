"""Coordinates as typed by hundreds of offices."""

import re

from domains.commute.import_schools.refusals import RowFault
from domains.kernel.geo import LatLon

DECIMAL = re.compile(r"[+-]?\d{1,9}(\.\d+)?", re.ASCII)

KOREA_LAT = (33.0, 38.7)
KOREA_LON = (124.5, 132.0)
"""From Marado to Goseong, from Baengnyeongdo to Dokdo."""

LARGEST_DEGREES = 180.0


def read_coordinates(lat_cell: str, lon_cell: str) -> LatLon | RowFault:
    """The point of two cells, or what is wrong with them."""
    if not lat_cell or not lon_cell:
        return RowFault.MISSING_COORDINATES
    if not (DECIMAL.fullmatch(lat_cell) and DECIMAL.fullmatch(lon_cell)):
        return RowFault.BAD_COORDINATES
    lat, lon = float(lat_cell), float(lon_cell)
    fault = _fault_of(lat, lon)
    return LatLon(lat, lon) if fault is None else fault


def _fault_of(lat: float, lon: float) -> RowFault | None:
    if lat == 0 and lon == 0:
        return RowFault.MISSING_COORDINATES
    if max(abs(lat), abs(lon)) > LARGEST_DEGREES:
        return RowFault.PROJECTED_COORDINATES
    if _in_korea(lat, lon):
        return None
    return RowFault.SWAPPED_COORDINATES if _in_korea(lon, lat) else RowFault.OUTSIDE_KOREA


def _in_korea(lat: float, lon: float) -> bool:
    return KOREA_LAT[0] <= lat <= KOREA_LAT[1] and KOREA_LON[0] <= lon <= KOREA_LON[1]
