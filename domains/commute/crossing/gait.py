"""Whether somebody stays, walks or rides: three motion models side by side."""

from typing import Self

from domains.commute.crossing.assumptions import GAIT_LEAD, GAIT_MEMORY, GAITS
from domains.commute.crossing.motion import Estimate, Prior, hindsight_s, smooth
from domains.commute.crossing.track_state import Moment, TrackState


class Gaits:
    """The same moments as each gait explains them; `window` is the best gait's telling.

    A gait's record is the faded sum of its log-likelihoods. Where two explain the fixes equally
    well their paths are alike, so which one is taken hardly matters.
    """

    __slots__ = ("best", "records", "windows")

    def __init__(self) -> None:
        self.windows: tuple[list[Estimate], ...] = tuple([] for _ in GAITS)
        self.records: tuple[float, ...] = tuple(0.0 for _ in GAITS)
        self.best = len(GAITS) - 1

    @classmethod
    def resume(cls, state: TrackState) -> Self:
        """Take up a stored track: the filters' beliefs at its oldest moment, then the rest."""
        gaits = cls()
        if state.window:
            for window, prior, jerkiness in zip(gaits.windows, state.priors, GAITS, strict=True):
                window.append(Estimate(*state.window[0]))
                window[0].resume(prior)
                for row in state.window[1:]:
                    window.append(moment := Estimate(*row))
                    moment.follow(window[-2], jerkiness)
            gaits.records = state.gaits
            gaits._choose()
        return gaits

    def __bool__(self) -> bool:
        return bool(self.windows[0])

    @property
    def window(self) -> list[Estimate]:
        return self.windows[self.best]

    @property
    def jerkiness(self) -> float:
        return GAITS[self.best]

    @property
    def priors(self) -> tuple[Prior, ...]:
        return tuple(window[0].prior for window in self.windows if window)

    @property
    def moments(self) -> tuple[Moment, ...]:
        return tuple((m.t, m.zx, m.zy, m.stated, m.key) for m in self.windows[0])

    def append(self, row: Moment) -> None:
        """Let every gait explain one more fix, and give the best one's window its hindsight."""
        records = []
        for window, jerkiness, record in zip(self.windows, GAITS, self.records, strict=True):
            moment = Estimate(*row)
            if window:
                record = GAIT_MEMORY * record + moment.follow(window[-1], jerkiness)
            else:
                moment.begin()
            records.append(record)
            window.append(moment)
        floor = max(records) - GAIT_LEAD
        self.records = tuple(max(floor, record) for record in records)
        self._choose()
        smooth(self.window)

    def drop(self, count: int) -> None:
        for window in self.windows:
            del window[:count]

    def hindsight_s(self) -> float:
        """How long the best gait still profits from later fixes, at the latest pace of them."""
        newest = self.window[-1]
        step = newest.t - self.window[-2].t if len(self.window) > 1 else 0.0
        return hindsight_s(newest.stated, step, self.jerkiness)

    def _choose(self) -> None:
        self.best = max(range(len(GAITS)), key=lambda gait: (self.records[gait], gait))
