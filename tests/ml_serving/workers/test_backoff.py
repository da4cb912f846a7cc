"""A worker that keeps dying stays away longer each time, and never two at the same moment."""

from random import Random

from ml_serving.workers.backoff import Backoff


def test_it_doubles_to_its_limit_with_jitter():
    backoff, dice = Backoff(first_s=0.1, most_s=1.0), Random(1)
    for deaths, whole in [(1, 0.1), (2, 0.2), (3, 0.4), (4, 0.8), (5, 1.0), (500, 1.0)]:
        delays = [backoff.delay(deaths=deaths, dice=dice) for _ in range(50)]
        assert whole / 2 <= min(delays) < max(delays) <= whole
