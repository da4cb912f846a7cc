"""A picture of a track, its places and what was found there."""

import math
from pathlib import Path

from domains.commute.crossing import TrackState, Visit, advance
from infra.benchmarks.crossings.evaluate import Course
from infra.benchmarks.crossings.noise import Spoiling, spoil
from infra.benchmarks.crossings.tracks import METRES_PER_DEGREE

WIDTH = 1200.0
MARGIN = 40.0


class _Map:
    """Latitude and longitude to pixels, north up."""

    def __init__(self, course: Course) -> None:
        lats = [point[1] for point in course.track.points]
        lons = [point[2] for point in course.track.points]
        self.top, self.left = max(lats), min(lons)
        self.squeeze = math.cos(math.radians(self.top))
        wide = (max(lons) - self.left) * self.squeeze
        high = self.top - min(lats)
        self.scale = (WIDTH - 2 * MARGIN) / max(wide, high)
        self.height = high * self.scale + 2 * MARGIN

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        x = MARGIN + (lon - self.left) * self.squeeze * self.scale
        return x, MARGIN + (self.top - lat) * self.scale


def draw(course: Course, how: Spoiling, seed: int, into: Path) -> Path:
    """An SVG: the clean way in black, the noisy fixes in orange, places green where visited."""
    chart = _Map(course)
    fixes = [fix for batch in spoil(course.track.points, how, seed).batches for fix in batch]
    visited = _visited(advance(TrackState(), course.fences, fixes).visits)
    marks = [
        *(_dot(*chart.at(fix.lat, fix.lon)) for fix in fixes),
        *(
            _circle(
                *chart.at(c.lat, c.lon),
                c.radius_m / METRES_PER_DEGREE * chart.scale,
                place in visited,
            )
            for place, c in course.places.items()
        ),
        _way([chart.at(lat, lon) for _, lat, lon in course.track.points]),
    ]
    into.mkdir(parents=True, exist_ok=True)
    target = into / f"{course.track.name.split()[0]}.svg"
    target.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:.0f}" height="{chart.height:.0f}">'
        f'<rect width="100%" height="100%" fill="white"/>{"".join(marks)}</svg>',
        encoding="utf-8",
    )
    return target


def _visited(visits: tuple[Visit, ...]) -> set[object]:
    return {visit.place_id for visit in visits}


def _dot(x: float, y: float) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="1.2" fill="#e69f00" opacity="0.5"/>'


def _circle(x: float, y: float, radius: float, visited: bool) -> str:
    colour = "#009e73" if visited else "#999999"
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{colour}" '
        f'fill-opacity="0.06" stroke="{colour}"/>'
    )


def _way(points: list[tuple[float, float]]) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline points="{path}" fill="none" stroke="black" stroke-width="1"/>'
