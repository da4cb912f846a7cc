"""Who is seldom heard is not replayed for days."""

from datetime import timedelta

import pytest

from domains.care.judgement.catch_up import WAITED
from tests.care.judgement.lived import Life, at, live, stirring
from tests.care.judgement.metronome import Metronome


@pytest.mark.slow
@pytest.mark.parametrize("every_h", [1.1, 2.3, 4.0])
async def test_what_waits_to_be_folded_is_hours_old_and_not_days(every_h):
    signs = stirring(at(0), at(6), every=timedelta(hours=every_h))
    model = Metronome(suspicious_h=100, grave_h=100)
    looks = await live(Life(signs), model=model, until=at(6))
    waited = [
        look.now - look.judged.home.unfolded[0].at
        for look in looks
        if look.judged.quiet and look.judged.home.unfolded
    ]
    assert all(each <= WAITED + timedelta(hours=2 * every_h) for each in waited)
    assert len(looks[-1].judged.home.unfolded) <= 10
