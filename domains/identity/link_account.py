"""Link a second way of signing in to a person, who proved to hold both.

No e-mail address or telephone number links anything: whoever may write one into a profile at some
provider would take over the account of whoever has it here.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity import policy
from domains.identity.events import AccountLinked
from domains.identity.models import Account, Person
from domains.kernel import audit, outbox, sql
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

MOST_ACCOUNTS = 10
"""Far more than there are providers; an upper end to what somebody may pile up."""


@dataclass(frozen=True, slots=True)
class ProvenAccount:
    """A provider's word, heard just now, that its account is in the hands of whoever asks."""

    provider: str
    subject: str = field(repr=False)
    proved_at: datetime


@dataclass(frozen=True, slots=True)
class Linked:
    account_id: UUID


@dataclass(frozen=True, slots=True)
class AlreadyLinked:
    """It leads to this very person: nothing was changed."""

    account_id: UUID


@dataclass(frozen=True, slots=True)
class BelongsToAnother:
    """Somebody else signs in with it. Nothing was changed, and nobody is told who."""


@dataclass(frozen=True, slots=True)
class ProofTooOld:
    """One of the two sign-ins is not recent enough to vouch for the other."""


@dataclass(frozen=True, slots=True)
class TooManyAccounts:
    most: int = MOST_ACCOUNTS


LinkOutcome = Linked | AlreadyLinked | BelongsToAnother | ProofTooOld | TooManyAccounts


async def link_account(
    *, actor: Actor, account: ProvenAccount, within: timedelta, clock: Clock, ids: Ids
) -> LinkOutcome:
    """Let `account` lead to the actor, whose own sign-in is as recent as the account's.

    `within` is how long ago either may be.
    """
    if actor.person_id is None or not policy.may_link(
        actor.signed_in_at, account.proved_at, within=within, now=clock.now()
    ):
        return ProofTooOld()
    async with in_transaction():
        # Whoever links or unlinks for one person waits here; the account itself is unique.
        await Person.select_for_update().get(id=actor.person_id)
        return await _link(actor, actor.person_id, account, clock, ids)


async def _link(
    actor: Actor, person_id: UUID, account: ProvenAccount, clock: Clock, ids: Ids
) -> LinkOutcome:
    taken = await Account.get_or_none(provider=account.provider, subject=account.subject)
    if taken is not None:
        return AlreadyLinked(taken.id) if taken.person_id == person_id else BelongsToAnother()
    if await Account.filter(person_id=person_id).count() >= MOST_ACCOUNTS:
        return TooManyAccounts()
    account_id = await _keep(person_id, account, clock, ids)
    if account_id is None:
        return BelongsToAnother()
    await audit.record(
        actor,
        "identity.account.link",
        subject_id=person_id,
        reference=account_id,
        clock=clock,
        ids=ids,
    )
    await outbox.record(
        AccountLinked(account_id, person_id, account.provider), clock=clock, ids=ids
    )
    return Linked(account_id)


async def _keep(person_id: UUID, account: ProvenAccount, clock: Clock, ids: Ids) -> UUID | None:
    """The new row's id; None when somebody signed in with it at this very moment."""
    rows = await sql.fetch(
        """
        INSERT INTO identity.accounts (id, provider, subject, person_id, created_at)
        VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (provider, subject) DO NOTHING RETURNING id
        """,
        ids.new(),
        account.provider,
        account.subject,
        person_id,
        clock.now(),
    )
    return rows[0]["id"] if rows else None
