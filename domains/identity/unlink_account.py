"""Take one way of signing in away from a person; never the last one."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.end_session import revoke
from domains.identity.events import AccountUnlinked
from domains.identity.models import Account, Person, Session, SignInCode
from domains.kernel import audit, outbox
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

BECAUSE = "account_unlinked"


@dataclass(frozen=True, slots=True)
class Unlinked:
    account_id: UUID
    sessions_ended: int


@dataclass(frozen=True, slots=True)
class LastAccount:
    """Without it nobody could sign in as this person again: nothing was changed."""


@dataclass(frozen=True, slots=True)
class NotYourAccount:
    """It is another person's, or does not exist: the two look alike on purpose."""


UnlinkOutcome = Unlinked | LastAccount | NotYourAccount


async def unlink_account(
    *, actor: Actor, account_id: UUID, clock: Clock, ids: Ids
) -> UnlinkOutcome:
    """Forget that an account leads to the actor, and end what it had opened.

    Somebody unlinks an account because another may hold it: sessions that it opened end at once,
    but for the one that asks.
    """
    async with in_transaction():
        # Two that unlink at once must not take each other's last way.
        await Person.select_for_update().get_or_none(id=actor.person_id)
        mine = await Account.filter(person_id=actor.person_id)
        account = next((row for row in mine if row.id == account_id), None)
        if account is None:
            return NotYourAccount()
        if len(mine) == 1:
            return LastAccount()
        return await _unlink(actor, account, clock, ids)


async def _unlink(actor: Actor, account: Account, clock: Clock, ids: Ids) -> Unlinked:
    await account.delete()
    ended = await _end_what_it_opened(actor, account, clock, ids)
    await audit.record(
        actor,
        "identity.account.unlink",
        subject_id=account.person_id,
        reference=account.id,
        clock=clock,
        ids=ids,
    )
    event = AccountUnlinked(account.id, account.person_id, account.provider)
    await outbox.record(event, clock=clock, ids=ids)
    return Unlinked(account.id, ended)


async def _end_what_it_opened(actor: Actor, account: Account, clock: Clock, ids: Ids) -> int:
    opened = {"provider": account.provider, "provider_subject": account.subject}
    await SignInCode.filter(session_id__isnull=True, **opened).delete()
    standing = (
        await Session.filter(revoked_at__isnull=True, **opened)
        .exclude(id=actor.session_id)
        .order_by("id")
        .select_for_update()
    )
    for session in standing:
        await revoke(session, because=BECAUSE, clock=clock, ids=ids)
    return len(standing)
