"""What an operator types, and what the screen says back."""

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from api.replay.command import replay
from api.replay.read_wishes import read_place, read_speed
from domains.kernel.geo import LatLon

app = typer.Typer()
app.command()(replay)

DEVICE = "01900000-0000-7000-8000-000000000001.secret"


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(words), env={"COLUMNS": "200", "TERM": "dumb"})
    return result.exit_code, result.output


def test_a_speed_is_a_number_or_max() -> None:
    assert (read_speed("60"), read_speed("0.5"), read_speed("max")) == (60.0, 0.5, None)
    for nonsense in ("0", "-1", "fast", "inf", "nan"):
        with pytest.raises(typer.BadParameter):
            read_speed(nonsense)


def test_a_place_is_a_point_or_a_school_of_osan() -> None:
    assert read_place(None) is None
    assert read_place("37.15,127.07") == LatLon(37.15, 127.07)
    assert read_place("운산초등학교") == LatLon(37.1524999, 127.0774136)
    for nonsense in ("37.15", "north,east", "91,0", "하버드"):
        with pytest.raises(typer.BadParameter):
            read_place(nonsense)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    code, said = run(str(tmp_path / "nothing.gpx"), "--as", DEVICE)
    assert code == 2
    assert "No such file" in said


def test_a_stranger_to_the_demo_is_told_what_to_do() -> None:
    code, said = run("demo", "--as", "nobody")
    assert code == 2
    assert "is the demo seeded?" in said


def test_a_track_without_times_sends_nothing_and_says_how_to(tmp_path: Path) -> None:
    path = tmp_path / "walk.csv"
    path.write_text("lat,lon\n37.15,127.07\n37.16,127.07\n")
    code, said = run(str(path), "--as", DEVICE)
    assert code == 1
    assert "2 of 2 points have no believable time" in said
    assert "--walk-at" in said
