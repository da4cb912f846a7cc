"""A child's track while it is being judged: the working form of a `TrackState`."""

import math
from collections.abc import Collection
from uuid import UUID

from domains.commute.crossing.assumptions import (
    LONGEST_WINDOW,
    OUTLIERS_IN_A_ROW,
    SIGHT_M,
    TRACK_BREAK_S,
)
from domains.commute.crossing.fence_index import FenceIndex, cell_of
from domains.commute.crossing.fence_state import FenceState, Side
from domains.commute.crossing.fix import Fix
from domains.commute.crossing.gait import Gaits
from domains.commute.crossing.geofence import Geofence
from domains.commute.crossing.motion import Estimate
from domains.commute.crossing.noise import NoiseMeter
from domains.commute.crossing.outlier import implausible
from domains.commute.crossing.plane import SPAN_M, Plane
from domains.commute.crossing.track_state import TrackState
from domains.commute.crossing.visit import Visit
from domains.commute.crossing.watch_fence import FenceWatch
from domains.kernel.geo import METRES_PER_DEGREE

_STRIDE_DEG = 200.0 / METRES_PER_DEGREE
_MOST_STRIDES = 60


class Track:
    """Takes fixes in order of time and tells the visits that each one decides."""

    def __init__(
        self, state: TrackState, index: FenceIndex, watched: Collection[UUID] | None
    ) -> None:
        self.index = index
        self.watched = watched
        self.at = state.at
        self.last = state.last
        self.suspects = list(state.suspects)
        self.noise = NoiseMeter(state.noise)
        self.states = {held.place_id: held.copy() for held in state.fences}
        self.plane = Plane.at(*state.origin) if state.origin else None
        self.tail = _tail_estimate(state)
        self.gaits = Gaits.resume(state)
        self._cells: frozenset[int] = frozenset()
        self._near: tuple[Geofence, ...] = ()

    def freeze(self) -> TrackState:
        """The state from which judging can go on."""
        gaits, tail, plane = self.gaits, self.tail, self.plane
        return TrackState(
            at=self.at,
            last=self.last,
            suspects=tuple(self.suspects),
            noise=self.noise.held,
            origin=(plane.lat, plane.lon) if plane else None,
            tail=(tail.t, tail.sx, tail.sy, tail.sa) if tail else None,
            priors=gaits.priors,
            gaits=gaits.records if gaits else (),
            window=gaits.moments,
            fences=tuple(self.states[place] for place in sorted(self.states)),
        )

    def take(self, fix: Fix) -> list[Visit]:
        """Judge one fix, newer than all before it."""
        self.at = fix.at
        if self.last is None or not implausible(self.last, fix):
            if self.suspects:
                self.suspects.clear()
            return self._accept(fix)
        return self._suspect(fix)

    def _suspect(self, fix: Fix) -> list[Visit]:
        """Set an outlier aside, unless so many agree that the earlier track must be wrong."""
        if self.suspects and implausible(self.suspects[-1], fix):
            self.suspects.clear()
        self.suspects.append(fix)
        if len(self.suspects) < OUTLIERS_IN_A_ROW:
            return []
        agreeing, self.suspects = self.suspects, []
        self._forget_motion()
        self.last = None
        return [visit for believed in agreeing for visit in self._accept(believed)]

    def _accept(self, fix: Fix) -> list[Visit]:
        key = cell_of(fix.lat, fix.lon)
        passed = self._passed(fix)
        if not (self.gaits or self.states or passed or self._watched(key)):
            self.last = fix
            return []
        self._append(fix, key)
        self.last = fix
        leaving = self._leaving()
        told = self._judge(passed, leaving)
        self._drop(leaving)
        return told

    def _append(self, fix: Fix, key: int) -> None:
        plane = self.plane
        east, north = plane.place(fix.lat, fix.lon) if plane else (math.inf, math.inf)
        if plane is None or not (abs(east) < SPAN_M and abs(north) < SPAN_M):
            plane = self._redraw(fix)
            east, north = 0.0, 0.0
        variance = self.noise.variance(fix, east, north, self.gaits.window)
        self.gaits.append((fix.at, east, north, variance, key))

    def _redraw(self, fix: Fix) -> Plane:
        """A new map around `fix`; of the old track only its last fix is carried over."""
        self._forget_motion()
        self.plane = plane = Plane.at(fix.lat, fix.lon)
        if self.last is not None:
            east, north = plane.place(self.last.lat, self.last.lon)
            variance = self.noise.variance(self.last, east, north, [])
            self.tail = _settled(self.last.at, east, north, variance)
        return plane

    def _forget_motion(self) -> None:
        self.gaits = Gaits()
        self.tail = None
        self.plane = None

    def _leaving(self) -> int:
        """How many of the oldest moments have had all the hindsight they need."""
        window = self.gaits.window
        horizon = window[-1].t - self.gaits.hindsight_s()
        leaving = max(0, len(window) - LONGEST_WINDOW)
        while leaving < len(window) - 2 and window[leaving].t < horizon:
            leaving += 1
        return leaving

    def _judge(self, passed: tuple[Geofence, ...], leaving: int) -> list[Visit]:
        box = _Box(self.gaits.window, self.tail)
        told: list[Visit] = []
        for fence in self._concerned(passed):
            told += self._judge_fence(fence, box, leaving)
        return told

    def _judge_fence(self, fence: Geofence, box: "_Box", leaving: int) -> list[Visit]:
        assert self.plane is not None
        east, north = self.plane.place(fence.lat, fence.lon)
        held = self.states.get(fence.place_id)
        if held is None:
            if box.misses(east, north, fence.radius_m):
                return []
            held = FenceState(fence.place_id)
        elif (
            held.side is Side.IN
            and held.evidence == 0
            and box.within(east, north, fence.exit_radius_m)
        ):
            return []
        watch = FenceWatch(fence, east, north, held, self.gaits.window, self.gaits.jerkiness)
        told = watch.judge(self.tail, leaving)
        self._hold(watch.state, leaving)
        return told

    def _hold(self, state: FenceState, leaving: int) -> None:
        if state.is_idle and state.judged_to < self.gaits.window[leaving].t:
            self.states.pop(state.place_id, None)
        else:
            self.states[state.place_id] = state

    def _drop(self, leaving: int) -> None:
        """Let go of settled moments; far from everything, of all of them."""
        if not self._near and not self.states:
            self._forget_motion()
        elif leaving:
            self.tail = self.gaits.window[leaving - 1]
            self.gaits.drop(leaving)

    def _concerned(self, passed: tuple[Geofence, ...]) -> list[Geofence]:
        """Every fence that some moment of the window, or a visit under way, may move."""
        cells = frozenset([moment.key for moment in self.gaits.window])
        if cells != self._cells:
            self._cells = cells
            self._near = tuple(
                {f.place_id: f for key in sorted(cells) for f in self._watched(key)}.values()
            )
        concerned = {fence.place_id: fence for fence in self._near}
        concerned.update((fence.place_id, fence) for fence in passed)
        for place in list(self.states):
            if place not in concerned:
                fence = self._fence(place)
                if fence is None:
                    del self.states[place]
                else:
                    concerned[place] = fence
        return list(concerned.values())

    def _fence(self, place: UUID) -> Geofence | None:
        if self.watched is not None and place not in self.watched:
            return None
        return self.index.get(place)

    def _watched(self, key: int) -> tuple[Geofence, ...]:
        seen = self.index.seen_from(key)
        if self.watched is None or not seen:
            return seen
        return tuple(fence for fence in seen if fence.place_id in self.watched)

    def _passed(self, fix: Fix) -> tuple[Geofence, ...]:
        """Fences seen only from the way between two fixes; a long gap tells nothing of its way."""
        last = self.last
        if last is None or fix.at - last.at > TRACK_BREAK_S:
            return ()
        north = fix.lat - last.lat
        east = fix.lon - last.lon
        if abs(north) < _STRIDE_DEG and abs(east) < _STRIDE_DEG:
            return ()
        return self._passed_far(last, north, east)

    def _passed_far(self, last: Fix, north: float, east: float) -> tuple[Geofence, ...]:
        east = (east + 180) % 360 - 180
        ground = math.hypot(north, east * math.cos(math.radians(last.lat)))
        strides = min(_MOST_STRIDES, math.ceil(ground * METRES_PER_DEGREE / (SIGHT_M * 2 / 3)))
        seen: dict[UUID, Geofence] = {}
        for stride in range(1, strides):
            part = stride / strides
            lon = (last.lon + part * east + 180) % 360 - 180
            for fence in self._watched(cell_of(last.lat + part * north, lon)):
                seen[fence.place_id] = fence
        return tuple(seen.values())


class _Box:
    """The rectangle that holds the window's moments."""

    def __init__(self, window: list[Estimate], tail: Estimate | None) -> None:
        moments = [*window, tail] if tail else window
        easts = [moment.sx for moment in moments]
        norths = [moment.sy for moment in moments]
        self.west, self.east = min(easts), max(easts)
        self.south, self.north = min(norths), max(norths)

    def misses(self, east: float, north: float, radius: float) -> bool:
        return (
            east + radius < self.west
            or east - radius > self.east
            or north + radius < self.south
            or north - radius > self.north
        )

    def within(self, east: float, north: float, radius: float) -> bool:
        far_east = max(self.east - east, east - self.west)
        far_north = max(self.north - north, north - self.south)
        return far_east * far_east + far_north * far_north < radius * radius


def _settled(t: float, east: float, north: float, variance: float) -> Estimate:
    moment = Estimate(t, east, north, variance, 0)
    moment.begin()
    moment.stand()
    return moment


def _tail_estimate(state: TrackState) -> Estimate | None:
    return _settled(*state.tail) if state.tail else None
