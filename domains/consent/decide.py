"""Grant and withdraw: the person's word, or the guardian's for a child under fourteen."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.consent.catalogue import CATALOGUE, Purpose, wording
from domains.consent.events import ConsentGranted, ConsentWithdrawn
from domains.consent.location_uses import forget_location_uses
from domains.consent.models import LedgerEntry
from domains.consent.policy import may_grant, may_withdraw
from domains.consent.who_asks import decider_of
from domains.consent.withdrawal_rule import KEEP_LOCATION_USES
from domains.kernel import audit, outbox, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale

Eraser = Callable[[UUID, Purpose, datetime], Awaitable[None]]
"""Deletes what a domain holds of a subject under a purpose, within the open transaction, as of
the moment of withdrawal."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The ledger holds the decision; `changed` is False when it stood like this before."""

    subject_id: UUID
    purpose: Purpose
    stands: bool
    changed: bool


@dataclass(frozen=True, slots=True)
class NotYoursToDecide:
    """The actor is neither the person nor a guardian who may decide at this age."""


@dataclass(frozen=True, slots=True)
class TextOutdated:
    """The person saw an older text: show the current version and ask again."""

    current_version: int


async def grant(
    actor: Actor,
    *,
    subject_id: UUID,
    purpose: Purpose,
    text_version: int,
    locale: Locale,
    clock: Clock,
    ids: Ids,
) -> Decided | NotYoursToDecide | TextOutdated:
    """Record that the purpose may be served from now on."""
    async with in_transaction():
        who = await decider_of(actor, subject_id=subject_id, clock=clock)
        if who is None or not may_grant(who):
            return NotYoursToDecide()
        if text_version != CATALOGUE[purpose].version:
            return TextOutdated(CATALOGUE[purpose].version)
        return await _write(
            actor, subject_id, purpose, stands=True, locale=locale, clock=clock, ids=ids
        )


async def withdraw(
    actor: Actor,
    *,
    subject_id: UUID,
    purpose: Purpose,
    locale: Locale,
    erasers: Mapping[Purpose, Eraser],
    clock: Clock,
    ids: Ids,
) -> Decided | NotYoursToDecide:
    """Close the purpose and destroy what was held under it, before the answer returns.

    위치정보법 §24④: on withdrawal the location data collected must be destroyed without delay.
    """
    async with in_transaction():
        who = await decider_of(actor, subject_id=subject_id, clock=clock)
        if who is None or not may_withdraw(who):
            return NotYoursToDecide()
        decided = await _write(
            actor, subject_id, purpose, stands=False, locale=locale, clock=clock, ids=ids
        )
        if purpose in erasers:
            await erasers[purpose](subject_id, purpose, clock.now())
        if not KEEP_LOCATION_USES:
            await forget_location_uses(subject_id, purpose)
        return decided


async def _write(
    actor: Actor,
    subject_id: UUID,
    purpose: Purpose,
    *,
    stands: bool,
    locale: Locale,
    clock: Clock,
    ids: Ids,
) -> Decided:
    entry = await LedgerEntry.create(
        id=ids.new(),
        subject_id=subject_id,
        purpose=purpose,
        action="granted" if stands else "withdrawn",
        text_version=CATALOGUE[purpose].version,
        locale=locale,
        text_shown=wording(purpose, locale),
        decided_by=actor.person_id,
        at=clock.now(),
    )
    changed = await _let_stand(entry, stands=stands)
    event = ConsentGranted if stands else ConsentWithdrawn
    if changed:
        await outbox.record(event(subject_id=subject_id, purpose=purpose), clock=clock, ids=ids)
    await audit.record(
        actor,
        f"consent.{entry.action}",
        subject_id=subject_id,
        reference=entry.id,
        clock=clock,
        ids=ids,
    )
    return Decided(subject_id=subject_id, purpose=purpose, stands=stands, changed=changed)


async def _let_stand(entry: LedgerEntry, *, stands: bool) -> bool:
    if stands:
        rows = await sql.fetch(
            """
            INSERT INTO consent.standing AS s (subject_id, purposes, changed_at)
            VALUES ($1, ARRAY[$2::text], $3)
            ON CONFLICT (subject_id) DO UPDATE
                SET purposes = s.purposes || EXCLUDED.purposes, changed_at = $3
                WHERE NOT s.purposes @> EXCLUDED.purposes
            RETURNING 1
            """,
            entry.subject_id,
            entry.purpose,
            entry.at,
        )
    else:
        rows = await sql.fetch(
            """
            UPDATE consent.standing SET purposes = array_remove(purposes, $2), changed_at = $3
            WHERE subject_id = $1 AND $2 = ANY(purposes) RETURNING 1
            """,
            entry.subject_id,
            entry.purpose,
            entry.at,
        )
    return bool(rows)
