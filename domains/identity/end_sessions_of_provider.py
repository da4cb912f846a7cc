"""A provider says that somebody signed out there: what it vouched for ends here too."""

from tortoise.transactions import in_transaction

from domains.identity.end_session import revoke
from domains.identity.models import Session
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

BECAUSE = "provider_logout"


async def end_sessions_of_provider(
    *,
    provider: str,
    clock: Clock,
    ids: Ids,
    sid: str | None = None,
    subject: str | None = None,
) -> int:
    """End what stands of one provider session, or of all of one subject's; how many ended.

    A logout token that names both means the session, and ends it only where it is the
    subject's (OpenID Connect Back-Channel Logout 1.0 §2.7). Repeating it ends nothing more.
    """
    named = {
        name: said
        for name, said in {"provider_sid": sid, "provider_subject": subject}.items()
        if said is not None
    }
    if not named:
        return 0
    async with in_transaction():
        standing = (
            await Session.filter(provider=provider, revoked_at=None, **named)
            .order_by("id")
            .select_for_update()
        )
        for session in standing:
            await revoke(session, because=BECAUSE, clock=clock, ids=ids)
    return len(standing)
