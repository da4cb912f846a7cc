"""Everything that the operators' pages need, gathered once at start-up."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from api.rest.auth import SignInDesk
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.public import operations

Stands = Callable[[UUID | None], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class OperatorsDesk:
    """Handed to every route of this package; `stands` says whether a session goes on."""

    sign_in: SignInDesk
    stands: Stands
    terms: operations.Terms
    clock: Clock
    ids: Ids
