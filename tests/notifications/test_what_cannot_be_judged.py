"""One event that the gate cannot judge takes no other down with it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pytest

from domains.kernel.text import Locale
from notifications.gate import Allow, Hold, Verdict
from notifications.ports import Wording
from notifications.regate import UNJUDGED_WAITS, regate

NOW = datetime(2026, 3, 3, 3, tzinfo=UTC)
BROKEN, SOUND, HANA = UUID(int=1), UUID(int=2), UUID(int=3)


@dataclass
class Stated:
    """An event of which the gate says this, or nothing but a fault."""

    verdict: Verdict | Exception

    def wording(self, *, locale: Locale, with_position: bool, expires_at: datetime) -> Wording:
        raise AssertionError("what cannot be judged is not worded")

    async def verdicts(self, people: Collection[UUID], *, now: datetime) -> Mapping[UUID, Verdict]:
        if isinstance(self.verdict, Exception):
            raise self.verdict
        return dict.fromkeys(people, self.verdict)


async def test_it_waits_alone_and_is_asked_about_again() -> None:
    sound = Allow(with_position=False)
    stated = {BROKEN: Stated(KeyError("a purpose of yesterday")), SOUND: Stated(sound)}

    verdicts = await regate({BROKEN: {HANA}, SOUND: {HANA}}, stated, now=NOW)

    waits = verdicts[BROKEN, HANA]
    assert isinstance(waits, Hold)
    assert waits.until == NOW + UNJUDGED_WAITS
    assert verdicts[SOUND, HANA] == sound


async def test_a_database_that_went_away_is_everybodys_outage() -> None:
    with pytest.raises(ConnectionError):
        await regate({SOUND: {HANA}}, {SOUND: Stated(ConnectionError())}, now=NOW)
