"""Which kind of track a file is."""

from collections.abc import Callable
from pathlib import Path

from api.replay.read_csv import read_csv
from api.replay.read_gpx import read_gpx
from api.replay.read_recorder import read_recorder
from api.replay.track import Track, UnreadableTrack

Reader = Callable[[bytes], Track | UnreadableTrack]

BY_SUFFIX: dict[str, Reader] = {
    ".gpx": read_gpx,
    ".rec": read_recorder,
    ".csv": read_csv,
    ".tsv": read_csv,
}


def read_track(path: Path) -> Track | UnreadableTrack:
    """Read a GPX, OwnTracks Recorder or CSV file. Raises OSError when it cannot be opened."""
    data = path.read_bytes()
    track = _reader_of(path.suffix.lower(), data)(data)
    if isinstance(track, Track) and not track.points:
        return UnreadableTrack("the file has no points")
    return track


def _reader_of(suffix: str, data: bytes) -> Reader:
    if suffix in BY_SUFFIX:
        return BY_SUFFIX[suffix]
    start = data[:1000].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"<"):
        return read_gpx
    return read_recorder if b"\t" in start and b"{" in start else read_csv
