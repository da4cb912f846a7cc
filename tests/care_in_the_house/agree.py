"""The house's looks and alarms beside the straight ones. Pure but for one reading of the tables."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from domains.care.public import cases
from domains.kernel import sql
from tests.care_in_the_house.moments import moment, ms
from tests.care_in_the_house.run import Lived
from tests.care_in_the_house.straight import Raised, StraightLook
from tests.care_in_the_house.witness import Look

LATE_MS: Final = 120_000
"""From when a look was wanted until it was taken."""
JUDGED: Final = frozenset(
    {
        cases.ConcernKind.INACTIVITY,
        cases.ConcernKind.DOOR_NOT_OPENED,
        cases.ConcernKind.NO_WATER_OR_POWER,
        cases.ConcernKind.TEMPERATURE,
    }
)
"""What the judgement raises; check-ins, answers and emergencies have other sources."""
_CONCERNS: Final = """
    SELECT senior_id, kind, level, observed_at, raised_at, late FROM care.case_concerns
    WHERE kind = ANY($1) ORDER BY raised_at, id
"""
ByLook = dict[int, list[Raised]]


@dataclass
class Agreement:
    """`differ` names each look at which the two did not say the same."""

    looks: int = 0
    alarms: int = 0
    latest_ms: int = 0
    differ: list[str] = field(default_factory=list)


async def compare(lived: Lived, straight: Sequence[Sequence[StraightLook]]) -> Agreement:
    found, raised = Agreement(), await _raised()
    for her, beside in zip(lived.hers, straight, strict=True):
        looks = lived.days.witness.looks.get(her.flat.senior, [])
        mine = raised.pop(her.flat.senior, {})
        for look, other in zip(looks, beside, strict=True):
            found.differ += _differ(her.flat.home.name, look, mine.pop(look.at, []), other)
            found.looks, found.alarms = found.looks + 1, found.alarms + len(other.raised)
        found.differ += [f"{her.flat.home.name}: raised at no look, {one}" for one in mine.items()]
        _on_time(found, her.flat.home.name, looks, beside)
    found.differ += [f"{senior}: concerns of nobody" for senior in raised]
    return found


def _differ(name: str, look: Look, mine: list[Raised], other: StraightLook) -> list[str]:
    pairs = (
        ("raised", sorted(map(str, mine)), sorted(map(str, other.raised))),
        ("last sign", look.last_sign_at, other.last_sign_at),
        ("stopped by", look.stopped_by, other.stopped_by),
    )
    at = f"{name} at {moment(look.at):%Y-%m-%d %H:%M}"
    return [
        f"{at}: {what}: house {ours}, straight {theirs}"
        for what, ours, theirs in pairs
        if ours != theirs
    ]


def _on_time(
    found: Agreement, name: str, looks: Sequence[Look], beside: Sequence[StraightLook]
) -> None:
    for this, wanted in zip(looks[1:], beside, strict=False):
        late = this.at - wanted.again
        found.latest_ms = max(found.latest_ms, late)
        if late > LATE_MS:
            found.differ.append(f"{name}: looked at {late / 60_000:.0f} min too late, {this}")


async def _raised() -> dict[UUID, ByLook]:
    out: dict[UUID, ByLook] = defaultdict(lambda: defaultdict(list))
    for row in await sql.fetch(_CONCERNS, [kind.value for kind in JUDGED]):
        one = Raised(row["kind"], row["level"], ms(row["observed_at"]), row["late"])
        out[row["senior_id"]][ms(row["raised_at"])].append(one)
    return out
