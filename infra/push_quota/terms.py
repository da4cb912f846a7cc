"""The numbers of a shared quota, and the inequality that they keep.

Promised: in **every** window of 60 s, whatever is killed or emptied meanwhile, at most `per_min`
messages reach the push service. With

    Q  the quota, messages in 60 s            W  workers that send at once, at most
    C  what the bucket holds when full        N  connections of one worker
    r  what it gains a second                 S  what one worker may send unasked in 60 s
    G  seconds that a granted token lives

a window sees

- what was granted in it or up to G before: at most C + r·(60 + G), whichever way the grants are
  spread over workers. A bucket that Valkey lost starts empty, so losing it grants nothing; one that
  Valkey brings back from a snapshot has forgotten at most C of what it gave: 2·C;
- what alarms took unasked and was not booked yet: at most W·S;
- what began before the window and arrives within it: at most one message a connection, W·N.

So r = (Q - 2·C - W·(N + S)) / (60 + G) keeps  2·C + r·(60 + G) + W·(N + S) <= Q.
"""

from dataclasses import dataclass
from typing import Final

WINDOW_S: Final = 60.0
GRANT_S: Final = 2.0
"""G: long enough for a batch to be sent, short enough that unspent tokens cost little."""

CAPACITY_SHARE: Final = 1 / 120
"""C is what half a second at full speed needs."""
RESERVE_SHARE: Final = 0.2
"""Of C; only alarms may take the last of the bucket."""
UNASKED_SHARE: Final = 1 / 2000
FEWEST_UNASKED: Final = 4


@dataclass(frozen=True, slots=True)
class Terms:
    """`reserve` and `capacity` in tokens, one a message; `unasked` is S."""

    per_s: float
    capacity: float
    reserve: float
    unasked: int
    grant_s: float = GRANT_S


def terms_of(*, per_min: int, workers: int, connections: int) -> Terms:
    """The fastest terms that keep `per_min`.

    Raises ValueError where the quota is so small that the messages under way alone could break it.
    """
    capacity = max(1.0, per_min * CAPACITY_SHARE)
    unasked = max(FEWEST_UNASKED, int(per_min * UNASKED_SHARE))
    left = per_min - 2 * capacity - workers * (connections + unasked)
    if left <= 0:
        raise ValueError(
            f"a quota of {per_min} a minute is too small for {workers} workers with"
            f" {connections} connections each"
        )
    return Terms(
        per_s=left / (WINDOW_S + GRANT_S),
        capacity=capacity,
        reserve=capacity * RESERVE_SHARE,
        unasked=unasked,
    )
