"""What the operator sees and keeps of an import."""

import csv
import io
from pathlib import Path

from rich.console import Console

from api.import_schools import render, run, write_report
from domains.commute.import_schools import ImportReading, RefusedFile
from tests.commute.import_schools.test_reading_files import a_school, schools


def a_file(folder: Path, *rows: str) -> Path:
    path = folder / "schools.csv"
    path.write_bytes(schools(*rows))
    return path


def shown(outcome: ImportReading | RefusedFile) -> str:
    console = Console(file=io.StringIO(), width=160, record=True)
    render(outcome, console)
    return console.export_text()


def test_the_screen_sums_up_and_names_each_refused_row(tmp_path: Path) -> None:
    swapped = a_school(id="B2", lat="127.07", lon="37.15")
    text = shown(run(a_file(tmp_path, a_school(), swapped)))
    assert "2 rows of school (utf-8-sig)" in text
    assert "elementary" in text
    assert "swapped_coordinates" in text
    assert "exchange" in text
    assert "127.07, 37.15" in text


def test_a_clean_file_shows_no_refusals(tmp_path: Path) -> None:
    assert "Refused" not in shown(run(a_file(tmp_path, a_school())))


def test_a_file_of_something_else_says_what_was_expected(tmp_path: Path) -> None:
    path = tmp_path / "photo.csv"
    path.write_bytes(b"a,b\n1,2\n")
    assert "unknown_columns" in shown(run(path))


def test_the_report_lists_every_refused_row_and_runs_no_formula(tmp_path: Path) -> None:
    bad = [a_school(id=f"B{n}", name="=1+1", lat="x") for n in range(30)]
    reading = run(a_file(tmp_path, *bad))
    assert isinstance(reading, ImportReading)
    write_report(reading, tmp_path / "report.csv")
    text = (tmp_path / "report.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [int(row["line"]) for row in rows] == list(range(2, 32))
    assert {row["name"] for row in rows} == {"'=1+1"}
