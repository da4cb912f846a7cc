"""The state machine of one child at one fence: how each moment moves it."""

import math
from statistics import median

from domains.commute.crossing.assumptions import DECIDED, DECIDED_TO_LEAVE
from domains.commute.crossing.fence_state import FenceState, Side
from domains.commute.crossing.geofence import Geofence
from domains.commute.crossing.motion import Estimate, bridge_variance
from domains.commute.crossing.visit import Crossing, Evidence, Visit
from domains.commute.crossing.weigh import segment_cuts, weigh

_DOUBT_NATS = 2.0
"""A candidate crossing is believed false at odds of e^2 to 1 before any evidence: most fixes
near a fence are of people who pass it."""
_WAVERING_NATS = 0.5
"""While so much speaks for having left, a dwell is not called complete."""


class FenceWatch:
    """One fence on the track's plane while its moments are judged in order of time."""

    __slots__ = ("east", "fence", "jerkiness", "north", "state", "window")

    def __init__(
        self,
        fence: Geofence,
        east: float,
        north: float,
        state: FenceState,
        window: list[Estimate],
        jerkiness: float,
    ) -> None:
        self.fence = fence
        self.east = east
        self.north = north
        self.state = state
        self.window = window
        self.jerkiness = jerkiness

    def judge(self, tail: Estimate | None, leaving: int) -> list[Visit]:
        """Judge the window's moments; the first `leaving` of them for good.

        Later moments are judged on trial, as more hindsight may still move them; a decision
        reached on trial is final, so what was told is never taken back without a late fix.
        """
        told: list[Visit] = []
        previous = tail
        held = self.state
        for index, moment in enumerate(self.window):
            if index == leaving:
                held, self.state = self.state, self.state.copy()
            if moment.t > self.state.judged_to and self._step(previous, moment, told):
                self.state.judged_to = moment.t
                held = self.state if index < leaving else self.state.copy()
            previous = moment
        self.state = held
        if held.side is Side.WAITING:
            self._count(self.window[:leaving])
        return told

    def _count(self, moments: list[Estimate]) -> None:
        """Remember of a stay that waits for its dwell what the window is about to forget."""
        for moment in moments:
            if moment.t >= self.state.since:
                self.state.fixes += 1
                self.state.closest_m = min(self.state.closest_m, self._distance(moment))

    def _step(self, previous: Estimate | None, now: Estimate, told: list[Visit]) -> bool:
        """Move the machine by one moment; whether it came to a decision."""
        state = self.state
        fence = self.fence
        radius = fence.exit_radius_m if state.side is Side.IN else fence.radius_m
        distance = math.hypot(now.sx - self.east, now.sy - self.north)
        depth = radius - distance if state.side is Side.OUT else distance - radius
        if state.evidence == 0:
            self._note_crossing(previous, now, depth, radius)
        enough = DECIDED_TO_LEAVE if state.side is Side.IN else DECIDED
        share = now.sa / now.var
        contested = now.var > now.stated
        gained = weigh(depth, now.sa, share, radius, enough=enough, contested=contested)
        state.evidence = max(0.0, state.evidence + gained)
        if state.evidence >= enough:
            return self._change_side(previous, now, told)
        if state.side is Side.WAITING and depth <= 0 and state.evidence < _WAVERING_NATS:
            return self._complete_dwell(now, told)
        if state.side is Side.OUT and depth < 0 and previous is not None:
            return self._pass_through(previous, now, told)
        return False

    def _note_crossing(
        self, previous: Estimate | None, now: Estimate, depth: float, radius: float
    ) -> None:
        """Remember when the boundary was last crossed, before any evidence of it gathers."""
        state = self.state
        if depth <= 0:
            state.crossed = None
        elif previous is None:
            state.crossed = now.t
            state.first = state.side is Side.OUT
        else:
            part = self._crossing_part(previous, now, radius)
            if part is not None:
                state.crossed = previous.t + part * (now.t - previous.t)
                state.first = False
            elif state.crossed is None:
                state.crossed = now.t

    def _crossing_part(self, previous: Estimate, now: Estimate, radius: float) -> float | None:
        """Which part of the way lay before the boundary was crossed to the other side."""
        ax, ay = previous.sx - self.east, previous.sy - self.north
        was_out = math.hypot(ax, ay) > radius
        if was_out is not (self.state.side is Side.OUT):
            return None
        cuts = segment_cuts(ax, ay, now.sx - self.east, now.sy - self.north, radius)
        if cuts is None:
            return None
        return min(1.0, max(0.0, cuts[0] if was_out else cuts[1]))

    def _change_side(self, previous: Estimate | None, now: Estimate, told: list[Visit]) -> bool:
        state = self.state
        crossed = now.t if state.crossed is None else state.crossed
        nats = state.evidence
        state.evidence = 0.0
        state.crossed = None
        if state.side is Side.OUT:
            state.side = Side.WAITING
            state.since = crossed
            self._complete_dwell(now, told)
        elif state.side is Side.IN:
            self._leave(crossed, now, nats, told)
        elif crossed - state.since >= self.fence.dwell_s:
            self._enter(crossed, now, told)
            self._step(previous, now, told)
        else:
            self._go_out()
        return True

    def _complete_dwell(self, now: Estimate, told: list[Visit]) -> bool:
        if now.t - self.state.since < self.fence.dwell_s:
            return False
        self._enter(now.t, now, told)
        return True

    def _pass_through(self, previous: Estimate, now: Estimate, told: list[Visit]) -> bool:
        """Believe in a visit between two fixes outside, if the straight way held one.

        The straight way is only as sure as the gap is short: see `bridge_variance`.
        """
        ax, ay = previous.sx - self.east, previous.sy - self.north
        bx, by = now.sx - self.east, now.sy - self.north
        if ax * (bx - ax) + ay * (by - ay) >= 0 or bx * (bx - ax) + by * (by - ay) <= 0:
            return False
        cuts = segment_cuts(ax, ay, bx, by, self.fence.radius_m)
        if cuts is None or not 0 < cuts[0] < cuts[1] < 1:
            return False
        gap = now.t - previous.t
        if (cuts[1] - cuts[0]) * gap < self.fence.dwell_s:
            return False
        middle = (cuts[0] + cuts[1]) / 2
        closest = math.hypot(ax + middle * (bx - ax), ay + middle * (by - ay))
        variance = max(previous.sa, now.sa) + bridge_variance(gap, self.jerkiness)
        nats = weigh(self.fence.radius_m - closest, variance, 1.0, self.fence.radius_m)
        if nats < DECIDED:
            return False
        state = self.state
        state.since, state.closest_m, state.first = previous.t + cuts[0] * gap, closest, False
        self._enter(previous.t + cuts[1] * gap, now, told, nats=nats)
        self._step(previous, now, told)
        return True

    def _enter(
        self, seen_until: float, now: Estimate, told: list[Visit], *, nats: float = 0.0
    ) -> None:
        state = self.state
        inside = [m for m in self.window if state.since <= m.t <= min(seen_until, now.t)]
        for moment in inside:
            distance = self._distance(moment)
            state.closest_m = min(state.closest_m, distance)
            if distance < self.fence.radius_m:
                nats = max(nats, (self.fence.radius_m - distance) ** 2 / (2 * moment.sa))
        evidence = Evidence(
            fixes=state.fixes + len(inside),
            median_accuracy_m=_median_accuracy(inside or [now]),
            observed_s=round(seen_until - state.since, 3),
            closest_m=round(state.closest_m, 1),
            interpolated=all(m.t != state.since for m in inside),
            since_first_fix=state.first,
        )
        state.entered = Crossing(state.since, _confidence(max(nats, DECIDED)), evidence)
        state.side = Side.IN
        state.evidence = 0.0
        state.crossed = None
        told.append(Visit(self.fence.place_id, state.entered))

    def _leave(self, crossed: float, now: Estimate, nats: float, told: list[Visit]) -> None:
        outside = [m for m in self.window if crossed <= m.t <= now.t]
        evidence = Evidence(
            fixes=len(outside),
            median_accuracy_m=_median_accuracy(outside or [now]),
            observed_s=round(now.t - crossed, 3),
            closest_m=round(min(map(self._distance, outside or [now])), 1),
            interpolated=all(m.t != crossed for m in outside),
        )
        left = Crossing(crossed, _confidence(nats), evidence)
        assert self.state.entered is not None
        told.append(Visit(self.fence.place_id, self.state.entered, left))
        self._go_out()

    def _go_out(self) -> None:
        self.state = FenceState(self.fence.place_id, judged_to=self.state.judged_to)

    def _distance(self, moment: Estimate) -> float:
        return math.hypot(moment.sx - self.east, moment.sy - self.north)


def _median_accuracy(moments: list[Estimate]) -> float:
    return round(median(math.sqrt(moment.var) for moment in moments), 1)


def _confidence(nats: float) -> float:
    return round(1 / (1 + math.exp(_DOUBT_NATS - min(nats, 20.0))), 3)
