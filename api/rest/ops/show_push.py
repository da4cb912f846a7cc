"""`/ops/push`: how it stands, what is wrong, and what to do about it."""

from dataclasses import dataclass
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from api.rest.ops.desk import OperatorsDesk
from api.rest.ops.page import refusal, render
from domains.kernel.actor import Actor
from notifications.public import Channel, Lane, dead_letters, operations


@dataclass(frozen=True, slots=True)
class LaneRow:
    """A lane with what went out of it in the last minute; `is_late` against its limit."""

    queue: operations.Queue
    sent: int
    troubled: int
    limit: timedelta

    @property
    def is_late(self) -> bool:
        return self.queue.oldest is not None and self.queue.oldest > self.limit


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """A channel, or a part of one that breaks by itself; `circuit` is None for what never broke."""

    name: str
    sent: int
    troubled: int
    circuit: operations.ChannelHealth | None

    @property
    def state(self) -> str:
        """`works`, `outage`, `credentials`; `idle` where nothing went and nothing broke."""
        if self.circuit is not None and self.circuit.trouble is not None:
            return self.circuit.trouble
        return "works" if self.sent else "idle"


async def show_push(desk: OperatorsDesk, request: Request, actor: Actor) -> Response:
    """One look; it changes nothing."""
    picture = await operations.look(actor, terms=desk.terms, clock=desk.clock)
    if isinstance(picture, dead_letters.MayNotOperate):
        return refusal(request, "ops.not_yours", status=403)
    return render(
        request,
        "push.html",
        refresh=True,
        picture=picture,
        findings=operations.diagnose(picture),
        lanes=lanes_of(picture),
        channels=channels_of(picture),
        most=operations.AT_MOST,
        counted_at_most=dead_letters.COUNTED_AT_MOST,
        limit=operations.LIMITS[Lane.SAFETY],
    )


def lanes_of(picture: operations.Picture) -> list[LaneRow]:
    """The most urgent first."""
    return [
        LaneRow(
            queue,
            sent=sum(f.sent for f in picture.recent.flows if f.lane == queue.lane.category),
            troubled=sum(f.troubled for f in picture.recent.flows if f.lane == queue.lane.category),
            limit=operations.LIMITS[queue.lane],
        )
        for queue in picture.queues
    ]


def channels_of(picture: operations.Picture) -> list[ChannelRow]:
    """Every channel, whether it is used or not, and parts of them that broke."""
    circuits = {each.circuit: each for each in picture.circuits}
    names = [channel.value for channel in Channel]
    parts = [name for name in circuits if name not in names]
    return [
        ChannelRow(
            name,
            sent=sum(flow.sent for flow in picture.recent.flows if flow.channel == name),
            troubled=sum(flow.troubled for flow in picture.recent.flows if flow.channel == name),
            circuit=circuits.get(name),
        )
        for name in sorted([*names, *parts], key=lambda name: (_rank(name), name))
    ]


def _rank(name: str) -> int:
    """A part stands behind its channel."""
    order = [channel.value for channel in Channel]
    return order.index(name.partition(".")[0]) if name.partition(".")[0] in order else len(order)
