"""Tracks in CSV: whatever the columns are called."""

import csv
import io

from api.replay.track import Skipped, Track, TrackPoint, UnreadableTrack, credible
from api.rest.ingest.read_values import moment, number

ALIASES: dict[str, tuple[str, ...]] = {
    "lat": ("lat", "latitude", "위도", "y"),
    "lon": ("lon", "lng", "long", "longitude", "경도", "x"),
    "at": ("time", "timestamp", "datetime", "at", "tst", "date_time", "recorded_at", "시각"),
    "accuracy_m": ("accuracy", "acc", "accuracy_m", "horizontal_accuracy", "정확도"),
    "speed_mps": ("speed_mps", "speed"),
}


def read_csv(data: bytes) -> Track | UnreadableTrack:
    """The points of a table with a header line, in UTF-8 or CP949."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp949", errors="replace")
    dialect = ";" if ";" in text.partition("\n")[0] else ","
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=dialect)
    columns = _columns(table.fieldnames or ())
    if not columns.keys() >= {"lat", "lon"}:
        return UnreadableTrack("no header line with lat and lon")
    return _read(table, columns)


def _columns(header: object) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in header if isinstance(header, list) else []:
        for field, aliases in ALIASES.items():
            if name.strip().lower() in aliases:
                found.setdefault(field, name)
    return found


def _read(table: "csv.DictReader[str]", columns: dict[str, str]) -> Track | UnreadableTrack:
    points: list[TrackPoint] = []
    skipped: list[Skipped] = []
    try:
        for row in table:
            point = _point({field: row.get(name) or "" for field, name in columns.items()})
            if point is None:
                skipped.append(Skipped(table.line_num, "no coordinates"))
            else:
                points.append(point)
    except csv.Error as error:
        skipped.append(Skipped(table.line_num, str(error)))
    return Track(tuple(points), tuple(skipped))


def _point(said: dict[str, str]) -> TrackPoint | None:
    lat, lon = number(said["lat"]), number(said["lon"])
    if lat is None or lon is None:
        return None
    return TrackPoint(
        at=credible(moment(said.get("at"))),
        lat=lat,
        lon=lon,
        accuracy_m=number(said.get("accuracy_m")),
        speed_mps=number(said.get("speed_mps")),
    )
