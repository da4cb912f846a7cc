"""Where the phone really was: a constant-velocity Kalman filter with fixed-lag hindsight.

Each axis has the same variances, because a circle of accuracy has no direction, so one 2x2
covariance serves both. `Estimate.look_back` is the Rauch-Tung-Striebel smoother.
"""

import math

from domains.commute.crossing.assumptions import (
    CRUISE_M_S,
    LONGEST_LAG_S,
    SHORTEST_LAG_S,
    TRACK_BREAK_S,
)

SURPRISING = 16.0
"""Squared distance from the prediction, in variances, beyond which a fix is no longer of the
bell curve but of its heavy tail (a reflection, a jump): it counts little, and says little
against a gait. Four standard deviations: one good fix in three thousand."""
_TAIL_LOSS = 3.0

Prior = tuple[float, float, float, float, float, float, float, float]


class Estimate:
    """One fix (`t`, `zx`, `zy`) and what is believed of its moment.

    Its variance as `stated`, and `var` as trusted.

    Filtered (from the past): position x, y, velocity vx, vy, variances a (position), b
    (covariance), c (velocity). Predicted: px, py and pa, pb, pc. Smoothed (from the whole
    window): sx, sy, svx, svy, sa, sb, sc. Metres and seconds on the track's plane.
    """

    __slots__ = (
        "a", "b", "c", "fresh", "g00", "g01", "g10", "g11", "key", "pa", "pb", "pc", "px", "py",
        "sa", "sb", "sc", "stated", "svx", "svy", "sx", "sy", "t", "var", "vx", "vy", "x", "y",
        "zx", "zy",
    )  # fmt: skip

    x: float
    y: float
    vx: float
    vy: float
    a: float
    b: float
    c: float
    g00: float
    g01: float
    g10: float
    g11: float
    px: float
    py: float
    pa: float
    pb: float
    pc: float
    sx: float
    sy: float
    svx: float
    svy: float
    sa: float
    sb: float
    sc: float

    def __init__(self, t: float, zx: float, zy: float, var: float, key: int) -> None:
        self.t = t
        self.zx = zx
        self.zy = zy
        self.stated = self.var = var
        self.key = key
        self.fresh = True

    def begin(self) -> None:
        """Believe the fix alone: nothing is known from before it."""
        self.x = self.zx
        self.y = self.zy
        self.vx = self.vy = self.b = 0.0
        self.a = self.var
        self.c = CRUISE_M_S * CRUISE_M_S

    def resume(self, prior: Prior) -> None:
        """Take up what was believed when the track was put away."""
        self.x, self.y, self.vx, self.vy, self.a, self.b, self.c, self.var = prior

    @property
    def prior(self) -> Prior:
        return (self.x, self.y, self.vx, self.vy, self.a, self.b, self.c, self.var)

    def follow(self, past: "Estimate", jerkiness: float) -> float:
        """Predict from the fix before, then correct by this one; leave `past` its gains.

        Returns how likely the fix was (log-likelihood, without constants).
        """
        dt = self.t - past.t
        if dt > TRACK_BREAK_S:
            self.begin()
            return 0.0
        self.fresh = False
        a, b, c = past.a, past.b, past.c
        q = jerkiness * dt
        ab = a + dt * b
        bc = b + dt * c
        self.pa = pa = ab + dt * bc + q * dt * dt / 3
        self.pb = pb = bc + q * dt / 2
        self.pc = pc = c + q
        det = pa * pc - pb * pb
        past.g00 = (ab * pc - b * pb) / det
        past.g01 = (b * pa - ab * pb) / det
        past.g10 = (bc * pc - c * pb) / det
        past.g11 = (c * pa - bc * pb) / det
        self.px = px = past.x + dt * past.vx
        self.py = py = past.y + dt * past.vy
        dx = self.zx - px
        dy = self.zy - py
        spread = pa + self.stated
        surprise = (dx * dx + dy * dy) / spread
        loss = math.log(spread) + surprise / 2
        if surprise > SURPRISING:
            excess = surprise / SURPRISING
            loss = math.log(spread) + SURPRISING / 2 + _TAIL_LOSS * math.log(excess)
            self.var = self.stated * excess * excess
            spread = pa + self.var
        k0 = pa / spread
        k1 = pb / spread
        self.x = px + k0 * dx
        self.y = py + k0 * dy
        self.vx = past.vx + k1 * dx
        self.vy = past.vy + k1 * dy
        self.a = (1 - k0) * pa
        self.b = (1 - k0) * pb
        self.c = pc - k1 * pb
        return -loss

    def stand(self) -> None:
        """The newest fix has no hindsight yet."""
        self.sx, self.sy, self.svx, self.svy = self.x, self.y, self.vx, self.vy
        self.sa, self.sb, self.sc = self.a, self.b, self.c

    def look_back(self, future: "Estimate") -> None:
        """Correct this moment by what the next one, already smoothed, came to know."""
        g00, g01, g10, g11 = self.g00, self.g01, self.g10, self.g11
        dx = future.sx - future.px
        dy = future.sy - future.py
        dvx = future.svx - self.vx
        dvy = future.svy - self.vy
        self.sx = self.x + g00 * dx + g01 * dvx
        self.sy = self.y + g00 * dy + g01 * dvy
        self.svx = self.vx + g10 * dx + g11 * dvx
        self.svy = self.vy + g10 * dy + g11 * dvy
        da = future.sa - future.pa
        db = future.sb - future.pb
        dc = future.sc - future.pc
        h0 = g00 * da + g01 * db
        h1 = g00 * db + g01 * dc
        self.sa = self.a + h0 * g00 + h1 * g01
        self.sb = self.b + h0 * g10 + h1 * g11
        self.sc = self.c + (g10 * da + g11 * db) * g10 + (g10 * db + g11 * dc) * g11


def smooth(window: list[Estimate]) -> None:
    """Give every moment of the window all the hindsight there is."""
    future = window[-1]
    future.stand()
    for index in range(len(window) - 2, -1, -1):
        moment = window[index]
        if future.fresh:
            moment.stand()
        else:
            moment.look_back(future)
        future = moment


def bridge_variance(dt: float, jerkiness: float) -> float:
    """How far off the straight line the middle of a gap of `dt` seconds may lie (variance, m2):
    the motion model pinned at both ends."""
    return jerkiness * dt * dt * dt / 192


def hindsight_s(variance: float, step_s: float, jerkiness: float) -> float:
    """How long later fixes still improve an estimate: four time constants of the smoother."""
    settled = 4 * math.sqrt(math.sqrt(variance * step_s / jerkiness))
    return min(LONGEST_LAG_S, max(SHORTEST_LAG_S, settled))
