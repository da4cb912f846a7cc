"""How much one estimate of a position says about one side of a circle."""

import math

from domains.commute.crossing.assumptions import DECIDED, SHARE_OF_A_VAGUE_FIX


def weigh(
    depth_m: float,
    variance: float,
    share: float,
    radius_m: float,
    *,
    enough: float = DECIDED,
    contested: bool = False,
) -> float:
    """Evidence (nats) that a position lies on the side where `depth_m` is positive.

    The generalised log-likelihood ratio of the nearest points on either side, less an allowance:
    when the circle of accuracy is wider than the fence nearly all of it lies outside whatever
    is true, and the allowance takes that bias away. `share` is the part of the estimate's
    knowledge that its own fix brought (1 for a lone fix), so that neighbours who lean on each
    other are not counted twice; an estimate that by itself is `enough` to settle the matter is
    not shared out, unless it is `contested`: believed against its own fix.
    """
    vague = variance / (radius_m * radius_m)
    strength = depth_m * depth_m / (2 * variance)
    if depth_m < 0:
        return -share * (strength + min(1.0, vague))
    strength -= min(1.0, vague)
    if vague > 0.25:
        return share * min(strength, SHARE_OF_A_VAGUE_FIX)
    return strength if strength >= enough and not contested else share * strength


def segment_cuts(
    ax: float, ay: float, bx: float, by: float, radius_m: float
) -> tuple[float, float] | None:
    """Where (0 at a, 1 at b) the line through two points cuts a circle about the origin.

    None when it misses. The parts may lie outside [0, 1].
    """
    dx = bx - ax
    dy = by - ay
    squared = dx * dx + dy * dy
    if squared == 0:
        return None
    middle = -(ax * dx + ay * dy) / squared
    off = middle * middle - (ax * ax + ay * ay - radius_m * radius_m) / squared
    if off < 0:
        return None
    half = math.sqrt(off)
    return middle - half, middle + half
