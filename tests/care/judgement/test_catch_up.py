"""Who is seldom heard is not replayed for days."""

from datetime import timedelta

import pytest

from domains.care.judgement.catch_up import WAITED
from tests.care.judgement.lived import Life, at, live, stirring
from tests.care.judgement.metronome import Metronome


@pytest.mark.slow
@pytest.mark.parametrize(("first_h", "every_h"), [(0.5, 3.0), (0.75, 1.5), (0.9, 4.5)])
async def test_what_waits_to_be_folded_is_hours_old_and_not_days(first_h, every_h):
    """Each look falls into the middle of a silence, so that none may fold it."""
    signs = stirring(at(0, first_h), at(6), every=timedelta(hours=every_h))
    model = Metronome(suspicious_h=100, grave_h=100)
    looks = await live(Life(signs), model=model, until=at(6))
    waited = [
        look.now - look.judged.home.unfolded[0].at for look in looks if look.judged.home.unfolded
    ]
    assert max(waited) <= WAITED + timedelta(hours=2 * every_h)
    assert all(len(look.judged.home.unfolded) <= 10 for look in looks)
