"""Judge every track under every noise, and compare with the truth."""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from uuid import UUID

from domains.commute.crossing import FenceIndex, Geofence, TrackState, Visit, advance
from infra.benchmarks.crossings import truth
from infra.benchmarks.crossings.noise import Spoiling, Spoilt, spoil
from infra.benchmarks.crossings.places import seed_places
from infra.benchmarks.crossings.score import Tally, score
from infra.benchmarks.crossings.tracks import Track, bus_stops, recorded_tracks, school_day

SEED = 304
SEEDS = (1, 2, 3)
PLACES = (300, 150, 100)
NOISES = [
    Spoiling("clean, says 5 m"),
    Spoiling("clean, says nothing", says="nothing"),
    *(
        Spoiling(f"{jitter} m, {words}", jitter, says, messy=True)
        for jitter in (5, 10, 30, 50, 100)
        for says, words in (("truth", "says so"), ("nothing", "says nothing"))
    ),
    Spoiling("30 m, claims 5 m", 30, "lies", messy=True),
    Spoiling("30 m, says so, gaps", 30, gaps=12, messy=True),
    Spoiling("30 m, says so, 2% at 300 m", 30, outliers=0.02, messy=True),
]


@dataclass(frozen=True)
class Course:
    """A track with the places about it and their dense truth."""

    track: Track
    places: dict[UUID, truth.Circle]
    walked: list[truth.Point]
    fences: FenceIndex


@dataclass
class Outcome:
    """Of one noise on one track, over the seeds."""

    enter: Tally = field(default_factory=Tally)
    exit: Tally = field(default_factory=Tally)
    fixes: int = 0
    cpu_s: float = 0.0


def band_of(how: Spoiling) -> truth.Band:
    """Too close to call: one standard deviation of the jitter, and at least 10 m, twice what the
    best phone claims; for the dwell as many seconds."""
    width = max(10.0, how.jitter_m)
    return truth.Band(metres=width, seconds=width)


def tolerance_of(how: Spoiling) -> float:
    """Seconds by which a crossing may be misplaced: at a slow walk two deviations' worth."""
    return max(15.0, 2 * how.jitter_m)


@cache
def courses() -> list[Course]:
    tracks = [*recorded_tracks(), school_day(SEED)]
    return [
        _course(track, count, bus_stops() if index == 0 else [])
        for index, (track, count) in enumerate(zip(tracks, PLACES, strict=True))
    ]


def _course(track: Track, count: int, stops: list[tuple[float, float]]) -> Course:
    places = seed_places(track, count, stops=stops, seed=SEED)
    fences = FenceIndex(
        Geofence(place, c.lat, c.lon, c.radius_m, c.dwell_s, c.exit_radius_m)
        for place, c in places.items()
    )
    return Course(track, places, truth.dense(track.points), fences)


@cache
def truths(course: int, band: truth.Band, tolerance_s: float) -> dict[UUID, truth.Truth]:
    there = courses()[course]
    return {
        place: truth.judge(there.walked, circle, band, tolerance_s)
        for place, circle in there.places.items()
    }


def evaluate(course: int, how: Spoiling, *, band: truth.Band | None = None) -> Outcome:
    """Feed the spoilt track in batches, as a phone would, and score every place."""
    outcome = Outcome()
    known = truths(course, band or band_of(how), tolerance_of(how))
    for seed in SEEDS if how.jitter_m or how.gaps else SEEDS[:1]:
        spoilt = spoil(courses()[course].track.points, how, seed)
        visits = _judge(courses()[course].fences, spoilt, outcome)
        for place, told in known.items():
            _score_place(outcome, visits[place], told, how, spoilt)
    return outcome


def _judge(fences: FenceIndex, spoilt: Spoilt, outcome: Outcome) -> dict[UUID, list[Visit]]:
    state = TrackState()
    latest: dict[tuple[UUID, float], Visit] = {}
    started = time.process_time()
    for batch in spoilt.batches:
        judged = advance(state, fences, batch)
        state = judged.state
        latest.update({(v.place_id, v.entered.at): v for v in judged.told})
    outcome.cpu_s += time.process_time() - started
    outcome.fixes += sum(map(len, spoilt.batches))
    visits: dict[UUID, list[Visit]] = defaultdict(list)
    for visit in latest.values():
        visits[visit.place_id].append(visit)
    return visits


def _score_place(
    outcome: Outcome, visits: Sequence[Visit], told: truth.Truth, how: Spoiling, spoilt: Spoilt
) -> None:
    entered = [visit.entered.at for visit in visits]
    left = [visit.left.at for visit in visits if visit.left]
    for tally, kind, found in ((outcome.enter, "enter", entered), (outcome.exit, "exit", left)):
        tally.add(score(kind, found, told, tolerance_s=tolerance_of(how), gaps=spoilt.gaps))


def pooled(outcomes: Sequence[Outcome]) -> Outcome:
    total = Outcome()
    for outcome in outcomes:
        total.enter.add(outcome.enter)
        total.exit.add(outcome.exit)
        total.fixes += outcome.fixes
        total.cpu_s += outcome.cpu_s
    return total


def run_all(noises: Sequence[Spoiling] = NOISES) -> Iterator[tuple[Spoiling, list[Outcome]]]:
    for how in noises:
        yield how, [evaluate(course, how) for course in range(len(courses()))]
