"""The city's lists of schools on the map: again and again, without doubles."""

import os
from pathlib import Path

import pytest

from api.import_schools.run import run
from api.seed.osan_schools import seeded_places
from domains.commute.import_schools import ImportReading
from domains.commute.models import Place
from domains.commute.public import import_places
from domains.kernel.actor import system_actor

CLERK = system_actor("tests.clerk")
DATA = Path(os.environ.get("OSAN_DATA", Path(__file__).parents[3] / "shared" / "data"))


def reading_of(name: str) -> ImportReading:
    file = DATA / "osan_schools" / name
    if not file.exists():
        pytest.skip(f"needs {name}: set OSAN_DATA to the folder of real data")
    reading = run(file)
    assert isinstance(reading, ImportReading)
    return reading


async def test_importing_again_changes_nothing(database, clock, ids):
    places = seeded_places()
    first = await import_places(CLERK, places, clock=clock, ids=ids)
    again = await import_places(CLERK, places, clock=clock, ids=ids)
    assert (first.added, again.added, again.changed) == (len(places), 0, 0)
    assert await Place.all().count() == len(places)


@pytest.mark.data
async def test_the_citys_list_finds_the_seeded_schools_again(database, clock, ids):
    await import_places(CLERK, seeded_places(), clock=clock, ids=ids)
    reading = reading_of("osan_schools.csv")
    outcome = await import_places(CLERK, reading.places, clock=clock, ids=ids)
    assert outcome.added == 0
    assert await Place.all().count() == len(seeded_places())


@pytest.mark.data
async def test_all_of_gyeonggis_child_zones_stand_on_the_map(database, clock, ids):
    reading = reading_of("child_zones_gyeonggi_cp949.csv")
    outcome = await import_places(CLERK, reading.places, clock=clock, ids=ids)
    again = await import_places(CLERK, reading.places, clock=clock, ids=ids)
    assert outcome.added == len(reading.places) > 2500
    assert (again.added, again.changed) == (0, 0)
