"""A timer that fails rings again; the others do not wait for it."""

from datetime import timedelta

import pytest

from domains.consent import public as consent
from domains.consent.public import Purpose
from domains.kernel import sql


async def test_a_timer_that_fails_holds_up_nobody_else(years, town):
    first, second = [await town.person(name) for name in ("하나", "둘이")]
    for person in (first, second):
        await years.grant(person, person, Purpose.COMMERCE_ADVERTISING)
    broken = "UPDATE consent.standing SET terms = '[]' WHERE subject_id = $1"
    await sql.execute(broken, first)
    years.clock.advance(timedelta(days=800))
    with pytest.raises(ExceptionGroup, match="timers"):
        await consent.fire_timers(clock=years.clock, ids=years.ids, limit=100)
    asked = await sql.fetch(
        "SELECT subject_id FROM consent.ledger WHERE action = 'asked' ORDER BY id"
    )
    assert [row["subject_id"] for row in asked] == [second]
    waiting = await sql.fetch(
        "SELECT subject_id FROM consent.timers WHERE fired_at IS NULL AND due_at <= $1",
        years.clock.now(),
    )
    assert [row["subject_id"] for row in waiting] == [first], "it is tried again"
