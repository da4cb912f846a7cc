"""Everything that the pages of care need, gathered once at start-up."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from api.rest.auth import SignInDesk
from domains.care.ports import MonthPrinter
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

Stands = Callable[[UUID | None], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class CareDesk:
    """Handed to every route of this package; `stands` says whether a session goes on."""

    sign_in: SignInDesk
    stands: Stands
    month_printer: Callable[[], MonthPrinter]

    @property
    def clock(self) -> Clock:
        return self.sign_in.clock

    @property
    def ids(self) -> Ids:
        return self.sign_in.ids
