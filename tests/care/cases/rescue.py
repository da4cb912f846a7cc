"""What tests of the link to 119 share: what it heard, how it behaves, and what people do."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from domains.care.ports import EmergencyEnding, EmergencyEvent, NotTaken, TakenBy119
from domains.care.public import cases


async def heard(rescue) -> list[dict]:
    return (await rescue.get("http://emulator/control/119")).json()


async def behaves(rescue, manner: str, **more) -> None:
    said = {"manner": manner, **more}
    assert (await rescue.post("http://emulator/control/119/manner", json=said)).is_success


@dataclass
class Odd:
    """A link that is told by a test how it behaves for each kind; it keeps what it heard."""

    raises: set[cases.ConcernKind] = field(default_factory=set)
    hangs: set[cases.ConcernKind] = field(default_factory=set)
    heard: list[EmergencyEvent] = field(default_factory=list)
    ended: list[EmergencyEnding] = field(default_factory=list)
    before: Callable[[], Awaitable[None]] | None = None

    async def tell(self, event: EmergencyEvent, /) -> TakenBy119 | NotTaken:
        if self.before is not None:
            await self.before()
        if event.kind in self.raises:
            raise RuntimeError("the link broke")
        if event.kind in self.hangs:
            await asyncio.Event().wait()
        self.heard.append(event)
        return TakenBy119(f"119-{len(self.heard)}")

    async def end(self, ending: EmergencyEnding, /) -> TakenBy119 | NotTaken:
        self.ended.append(ending)
        return TakenBy119("119-end")
