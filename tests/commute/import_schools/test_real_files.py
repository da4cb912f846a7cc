"""The files that Osan and Gyeonggi really published."""

import os
from collections import Counter
from pathlib import Path

import pytest

from domains.commute.import_schools import ImportReading, RowFault, read_rows
from domains.commute.vocabulary import PlaceKind

SHARED = Path(__file__).parents[4] / "shared" / "data"
DATA = Path(os.environ.get("OSAN_DATA", SHARED)) / "osan_schools"

pytestmark = [
    pytest.mark.data,
    pytest.mark.skipif(not DATA.is_dir(), reason="needs ../shared/data/osan_schools (OSAN_DATA)"),
]


def reading(name: str) -> ImportReading:
    outcome = read_rows((DATA / name).read_bytes())
    assert isinstance(outcome, ImportReading)
    return outcome


def test_the_zones_of_gyeonggi_are_all_accounted_for() -> None:
    result = reading("child_zones_gyeonggi_cp949.csv")
    assert (result.encoding, result.kind) == ("cp949", PlaceKind.CHILD_ZONE)
    assert (result.rows, len(result.places)) == (2822, 2693)
    assert result.refusals_by_fault == Counter(
        {
            RowFault.MISSING_COORDINATES: 126,
            RowFault.CONFLICTING_DUPLICATE: 2,
            RowFault.DUPLICATE: 1,
        }
    )


def test_every_zone_and_school_of_osan_is_imported() -> None:
    zones = reading("osan_child_zones_20200916_cp949.csv")
    schools = reading("osan_schools.csv")
    assert (len(zones.places), len(zones.refused)) == (91, 0)
    assert (len(schools.places), len(schools.refused)) == (41, 0)
    assert schools.kind is PlaceKind.SCHOOL
    assert all("오산시" in zone.address for zone in zones.places)


def test_reading_twice_gives_the_same_keys() -> None:
    once = reading("child_zones_gyeonggi_cp949.csv")
    again = reading("child_zones_gyeonggi_cp949.csv")
    assert once == again
    assert len({place.source_key for place in once.places}) == len(once.places)
