"""One transaction of every choice: lock the row, judge the whole, write it, leave a trace."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, LiteralString
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.kernel import audit, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.digest.replan import replan
from notifications.preferences.outcomes import CannotBeKept, Chosen, NotYoursToChoose, Outcome
from notifications.preferences.policy import problem_of
from notifications.preferences.whose import may_choose_for
from notifications.preferences.wishes import COLUMNS, Wishes, minute_of, mute_words, wishes_of

_LOCK: Final[LiteralString] = (
    f"SELECT {COLUMNS}, large_text FROM notifications.preferences "  # noqa: S608 - our literal
    "WHERE person_id = $1 FOR UPDATE"
)


@dataclass(frozen=True, slots=True)
class Preferences:
    """All that a person chose; `large_text` is for screens and pages, not for the gate."""

    wishes: Wishes
    large_text: bool


async def change(
    actor: Actor,
    person_id: UUID,
    to: Callable[[Preferences], Preferences],
    *,
    clock: Clock,
    ids: Ids,
) -> Outcome:
    """What stands, changed by `to`; refused as a whole where it could not be kept."""
    async with in_transaction():
        if not await may_choose_for(actor, person_id, clock=clock):
            return NotYoursToChoose()
        before = await _lock(person_id, clock=clock)
        after = to(before)
        if problem := problem_of(after.wishes):
            return CannotBeKept(problem)
        if after != before:
            await _save(person_id, after, clock=clock)
            await audit.record(
                actor,
                "notifications.preferences.choose",
                subject_id=person_id,
                clock=clock,
                ids=ids,
            )
        if after.wishes.digest != before.wishes.digest:
            await replan(person_id, after.wishes.digest, clock=clock)
        return Chosen(after.wishes, after.large_text)


async def _lock(person_id: UUID, *, clock: Clock) -> Preferences:
    await sql.execute(
        """
        INSERT INTO notifications.preferences (person_id, muted, digested, large_text, changed_at)
        VALUES ($1, '{}', '{}', false, $2) ON CONFLICT DO NOTHING
        """,
        person_id,
        clock.now(),
    )
    [row] = await sql.fetch(_LOCK, person_id)
    return Preferences(wishes_of(row), row["large_text"])


async def _save(person_id: UUID, chosen: Preferences, *, clock: Clock) -> None:
    quiet, digest = chosen.wishes.quiet, chosen.wishes.digest
    await sql.execute(
        """
        UPDATE notifications.preferences SET
            muted = $2, quiet_from = $3, quiet_to = $4, digest_at = $5, digested = $6,
            large_text = $7, changed_at = $8
        WHERE person_id = $1
        """,
        person_id,
        mute_words(chosen.wishes.mutes),
        minute_of(quiet.start) if quiet else None,
        minute_of(quiet.end) if quiet else None,
        minute_of(digest.at) if digest else None,
        sorted(digest.categories) if digest else [],
        chosen.large_text,
        clock.now(),
    )
