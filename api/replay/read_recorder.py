"""The OwnTracks Recorder's `.rec` files: time, kind and payload, parted by tabs."""

from api.replay.track import Skipped, Track, TrackPoint, UnreadableTrack, credible
from api.rest.ingest.hear_owntracks import hear_owntracks
from domains.commute.public import ReportedFix

COLUMNS = 3


def read_recorder(data: bytes) -> Track | UnreadableTrack:
    """The locations of a recording; lines that are other messages are not missed."""
    points: list[TrackPoint] = []
    skipped: list[Skipped] = []
    for line, text in enumerate(data.splitlines(), start=1):
        if not text.strip():
            continue
        columns = text.split(b"\t", COLUMNS - 1)
        if len(columns) < COLUMNS:
            skipped.append(Skipped(line, "not a recorder line"))
            continue
        heard = hear_owntracks(columns[-1])
        points += [_point(fix) for fix in heard.fixes]
        skipped += [Skipped(line, refused.reason) for refused in heard.refused]
    if not points:
        return UnreadableTrack("no locations of an OwnTracks recorder in this file")
    return Track(tuple(points), tuple(skipped))


def _point(fix: ReportedFix) -> TrackPoint:
    return TrackPoint(credible(fix.at), fix.lat, fix.lon, fix.accuracy_m, fix.speed_mps)
