"""Every recording that people have, with the dirt that real ones carry."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.replay.read_csv import read_csv
from api.replay.read_gpx import read_gpx
from api.replay.read_recorder import read_recorder
from api.replay.read_track import read_track
from api.replay.track import Track, TrackPoint, UnreadableTrack

SHARED = Path(__file__).parents[3] / "shared" / "data"
DATA = Path(os.environ.get("OSAN_DATA", SHARED)) / "transit_gps"
needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason="needs ../shared/data/transit_gps (OSAN_DATA)"
)

GPX = """<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">
 <metadata><time>2019-02-18T07:45:50Z</time></metadata>
 <wpt lat="1" lon="2"><time>2019-02-18T07:45:50Z</time></wpt>
 <trk><trkseg>
  <trkpt lat="37.15" lon="127.07"><ele>1</ele><time>2026-11-22T23:00:00Z</time></trkpt>
  <trkpt lat="37.16" lon="127.07"><time>1901-12-13T20:45:52.2073437Z</time></trkpt>
  <trkpt lat="37.17" lon="127.07"><time>soon</time></trkpt>
  <trkpt lat="north" lon="127.07"/>
  <trkpt lat="37.18" lon="127.07"/>
 </trkseg></trk>
</gpx>
"""
REC = (
    "2026-11-22T23:00:00Z\t*                 \t"
    '{"_type":"location","lat":37.15,"lon":127.07,"tst":1795388400,"acc":12,"vel":36}\n'
    '2026-11-22T23:00:05Z\tlwt               \t{"_type":"lwt","tst":1795388405}\n'
    "2026-11-22T23:00:07Z\t*                 \t"
    '{"_type":"location","lat":null,"lon":127.07,"tst":1795388407}\n'
    "\n"
    "garbage\n"
)


def a_track(outcome: Track | UnreadableTrack) -> Track:
    assert isinstance(outcome, Track), outcome
    return outcome


def test_gpx_keeps_points_whose_time_is_broken_but_not_the_time() -> None:
    track = a_track(read_gpx(GPX.encode()))
    assert [point.lat for point in track.points] == [37.15, 37.16, 37.17, 37.18]
    at = datetime(2026, 11, 22, 23, tzinfo=UTC)
    assert [point.at for point in track.points] == [at, None, None, None]
    assert [(bad.line, bad.reason) for bad in track.skipped] == [(9, "no coordinates")]


def test_a_torn_gpx_gives_what_it_still_has() -> None:
    track = a_track(read_gpx(GPX.encode()[:520]))
    assert len(track.points) >= 2
    assert "no element" in track.skipped[-1].reason or "unclosed" in track.skipped[-1].reason


def test_a_gpx_that_would_unfold_for_ever_is_not_read() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY x "xxxxxxxx"><!ENTITY y "&x;&x;">]><gpx>&y;</gpx>'
    outcome = read_gpx(bomb)
    assert isinstance(outcome, UnreadableTrack)
    assert "entity" in outcome.reason


def test_a_recorder_file_gives_its_locations_in_our_units() -> None:
    track = a_track(read_recorder(REC.encode()))
    at = datetime.fromtimestamp(1795388400, UTC)
    assert track.points == (TrackPoint(at, 37.15, 127.07, 12.0, pytest.approx(10.0)),)
    assert [bad.line for bad in track.skipped] == [3, 5]


@pytest.mark.parametrize(
    "text",
    [
        "lat,lon,time,accuracy\n37.15,127.07,2026-11-22T23:00:00Z,12\n",
        "Timestamp;Longitude;Latitude;Acc\n1795388400;127.07;37.15;12\n",
        "위도,경도,시각,정확도\n37.15,127.07,2026-11-23T08:00:00+09:00,12\n",
        "\ufeffid,LNG,LAT,tst,horizontal_accuracy\n1,127.07,37.15,1795388400000,12\n",
    ],
)
def test_csv_columns_may_be_called_many_things(text: str) -> None:
    at = datetime(2026, 11, 22, 23, tzinfo=UTC)
    assert a_track(read_csv(text.encode())).points == (TrackPoint(at, 37.15, 127.07, 12.0),)


def test_csv_rows_without_coordinates_are_named() -> None:
    track = a_track(read_csv(b"lat,lon\n37.1,127.0\n,\nx,y\n37.2,127.0\n"))
    assert len(track.points) == 2
    assert [bad.line for bad in track.skipped] == [3, 4]


@pytest.mark.parametrize("data", [b"", b"a,b\n1,2\n", b"\x00\xff\xfe", b"<html></html>"])
def test_what_is_no_track_says_so(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "something"
    path.write_bytes(data)
    assert isinstance(read_track(path), UnreadableTrack)


@pytest.mark.parametrize(("name", "text"), [("walk.GPX", GPX), ("2026-11", REC), ("walk", GPX)])
def test_the_kind_of_file_is_found_out(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    assert a_track(read_track(path)).points


@pytest.mark.data
@needs_data
def test_the_real_bus_ride_has_all_its_points() -> None:
    track = a_track(read_track(DATA / "bus304_limerick_2019-02-18.gpx"))
    assert len(track.points) == 2144
    assert all(point.at is not None for point in track.points)


@pytest.mark.data
@needs_data
@pytest.mark.parametrize(
    ("name", "points", "timed"),
    [("hike_Mojstrovka.gpx", 184, 0), ("hike_korita-zbevnica.gpx", 871, 513)],
)
def test_real_walks_with_broken_times_are_read(name: str, points: int, timed: int) -> None:
    track = a_track(read_track(DATA / name))
    assert len(track.points) == points
    assert sum(point.at is not None for point in track.points) == timed
