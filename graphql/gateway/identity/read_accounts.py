"""`linkedAccounts`: the ways in which one may sign in."""

from datetime import datetime

import strawberry

from domains.identity import public as identity
from domains.identity.public import LinkedAccount as Account
from domains.kernel.errors import Unauthenticated
from domains.kernel.text import Locale
from gateway.context import Context, Info
from gateway.declarations import SERVICE, Oneself
from gateway.fields import query
from gateway.global_ids import global_id
from gateway.permissions import SignedIn


@strawberry.type(description="A provider's account that you sign in with.")
class LinkedAccount:
    id: strawberry.ID = strawberry.field(description="For unlinkAccount.")
    provider: str = strawberry.field(description="As /auth/login takes it.")
    title: str = strawberry.field(description="What the provider is called, in your language.")
    linked_at: datetime = strawberry.field(description="When it first led to you.")


@strawberry.type
class AccountsQuery:
    @query(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="How you may sign in, ten ways at most, the longest-standing first. Another is "
        "added at /auth/link, by signing in with both.",
    )
    async def linked_accounts(self, info: Info) -> list[LinkedAccount]:
        world = info.context
        if world.actor.person_id is None:
            raise Unauthenticated
        accounts = await identity.accounts_of(world.actor.person_id)
        return [_linked(world, account) for account in accounts]


def _linked(world: Context, account: Account) -> LinkedAccount:
    titles = world.services.provider_titles.get(account.provider, {})
    return LinkedAccount(
        id=global_id("Account", account.account_id),
        provider=account.provider,
        title=titles.get(world.locale) or titles.get(Locale.KO) or account.provider,
        linked_at=account.linked_at,
    )
