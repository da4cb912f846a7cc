"""GPX 1.0 and 1.1, read element by element: a broken time costs one point, a torn file its rest."""

from xml.parsers import expat

from api.replay.track import Skipped, Track, TrackPoint, UnreadableTrack, credible
from api.rest.ingest.read_values import moment, number

POINTS = frozenset({"trkpt", "rtept"})
TEXTS = frozenset({"time", "speed", "accuracy"})


def read_gpx(data: bytes) -> Track | UnreadableTrack:
    """The track and route points of a GPX document."""
    reader = _GpxReader()
    fault = reader.read(data)
    if fault is not None and not reader.points:
        return UnreadableTrack(f"not a GPX file: {fault.reason}")
    torn = (fault,) if fault is not None else ()
    return Track(tuple(reader.points), (*reader.skipped, *torn))


class _GpxReader:
    """Gathers points while expat walks the document; any namespace will do."""

    def __init__(self) -> None:
        self.points: list[TrackPoint] = []
        self.skipped: list[Skipped] = []
        self._place: dict[str, str] | None = None
        self._said: dict[str, str] = {}
        self._inside: str | None = None
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = self._refuse_entities

    def read(self, data: bytes) -> Skipped | None:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            return Skipped(error.lineno, expat.errors.messages[error.code])
        except ValueError as error:
            return Skipped(self._parser.CurrentLineNumber, str(error))
        return None

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        if name in POINTS:
            self._place, self._said = attributes, {}
        elif self._place is not None and name in TEXTS:
            self._inside = name

    def _text(self, text: str) -> None:
        if self._inside is not None:
            self._said[self._inside] = self._said.get(self._inside, "") + text

    def _close(self, tag: str) -> None:
        name = _local(tag)
        if name in POINTS and self._place is not None:
            self._take(self._place)
            self._place = None
        elif name == self._inside:
            self._inside = None

    def _take(self, place: dict[str, str]) -> None:
        line = self._parser.CurrentLineNumber
        lat, lon = number(place.get("lat")), number(place.get("lon"))
        if lat is None or lon is None:
            self.skipped.append(Skipped(line, "no coordinates"))
            return
        self.points.append(
            TrackPoint(
                at=credible(moment(self._said.get("time"))),
                lat=lat,
                lon=lon,
                accuracy_m=number(self._said.get("accuracy")),
                speed_mps=number(self._said.get("speed")),
            )
        )

    def _refuse_entities(self, *_: object) -> None:
        raise ValueError("entity declarations are not read")


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]
