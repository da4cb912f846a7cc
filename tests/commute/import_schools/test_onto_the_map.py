"""An import puts places on the map, and doing it again changes nothing."""

import io
from pathlib import Path

import pytest
import typer
from rich.console import Console

from api.import_schools.command import import_file
from domains.commute.models import Place
from tests.commute.import_schools.test_reading_files import a_school, schools


@pytest.fixture
def told(database, clock, ids, tmp_path: Path):
    async def import_rows(*rows: str, content: bytes | None = None) -> str:
        path = tmp_path / "schools.csv"
        path.write_bytes(content or schools(*rows))
        console = Console(file=io.StringIO(), width=160, record=True)
        report = tmp_path / "report.csv"
        await import_file(path, report=report, console=console, clock=clock, ids=ids)
        return console.export_text()

    return import_rows


async def test_good_rows_go_on_the_map_and_bad_ones_into_the_report(told, tmp_path: Path) -> None:
    said = await told(a_school(), a_school(id="B2", lat=""))
    assert "On the map: 1 added, 0 changed, 0 as they were" in said
    assert [(place.name, place.lat) for place in await Place.all()] == [("가람초등학교", 37.1503)]
    assert "missing_coordinates" in (tmp_path / "report.csv").read_text("utf-8-sig")


async def test_importing_again_changes_nothing_and_a_correction_only_its_place(told) -> None:
    rows = [a_school(id=f"B{n}", name=f"제{n}초등학교") for n in range(5)]
    await told(*rows)
    assert "0 added, 0 changed, 5 as they were" in await told(*rows)
    rows[3] = a_school(id="B3", name="제3초등학교", lat="37.1600")
    assert "0 added, 1 changed, 4 as they were" in await told(*rows)
    assert await Place.all().count() == 5


async def test_a_file_of_another_kind_leaves_the_map_alone(told) -> None:
    with pytest.raises(typer.Exit):
        await told(content=b"a,b\n1,2\n")
    assert await Place.all().count() == 0
