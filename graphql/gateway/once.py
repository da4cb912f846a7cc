"""A phone that hears no answer asks again: it gets the first answer, and nothing is done twice."""

from collections.abc import Awaitable, Callable, Collection
from typing import Any, Final, Protocol, TypedDict, TypeVar
from uuid import UUID

import orjson
from strawberry import UNSET
from strawberry.types.union import StrawberryUnion
from tortoise.transactions import in_transaction

from domains.kernel import idempotency
from domains.kernel.actor import Actor
from domains.kernel.errors import Unauthenticated
from domains.kernel.idempotency import FirstAnswer, RequestIdReused
from gateway.context import Info
from gateway.execution.faults import RequestRefused
from gateway.remembered import read_answer, write_answer

T = TypeVar("T")

REQUEST_ID = (
    "Chosen by the client, new for each request. A retry with the same one gets the first answer."
)
"""Describes `requestId` in the inputs of mutations that go through `once`."""

SENT_AT: Final = frozenset({"sent_at"})
"""When it was sent is no part of a request: a retry is sent at another moment."""


class AnyInput(Protocol):
    """The one `input` of a mutation."""

    request_id: UUID


async def once(
    info: Info,
    input: AnyInput,
    *,
    perform: Callable[[], Awaitable[T]],
    apart: Collection[str] = (),
    urgent: bool = False,
) -> T:
    """What `perform` answers, or what it answered when this person first sent this request.

        return await once(info, input, perform=lambda: _end(info.context, input))

    What may be answered, the field's own type says. The answer is stored in the transaction that
    makes it true, so two copies that race perform once and agree. A refusal is an answer and is
    given again; a fault is none: it undoes everything and the retry tries afresh. `perform` must
    do its writing in the transaction at hand, and nothing over the network.

    The stored answer is sealed under its sender's key and kept for days: never use this where it
    holds a secret. Fields `apart` make no other request of it. An `urgent` call for help is
    answered even while the key store is down.

    Raises RequestRefused (REQUEST_ID_REUSED) where the id came before with another content.
    """
    world = info.context
    key = _key(world.actor, info.field_name, input, apart)
    async with in_transaction():
        first = await _recall(key)
        if first is not None:
            rebuilt: T = read_answer(first, _members(info))
            return rebuilt
        answer = await perform()
        await idempotency.remember(
            **key,
            outcome=write_answer(answer),
            clock=world.clock,
            ids=world.ids,
            urgent=urgent,
        )
        return answer


def _members(info: Info) -> Collection[Any]:
    """The kinds of answers that the field at hand may give, as its union names them."""
    said = info.return_type
    return said.types if isinstance(said, StrawberryUnion) else [said]


class _Key(TypedDict):
    """What makes two requests the same one."""

    actor_id: UUID
    operation: str
    request_id: str
    content: bytes


def _key(actor: Actor, operation: str, input: AnyInput, apart: Collection[str]) -> _Key:
    return _Key(
        actor_id=_sender(actor),
        operation=operation,
        request_id=str(input.request_id),
        content=_content(actor, input, apart),
    )


def _content(actor: Actor, input: AnyInput, apart: Collection[str]) -> bytes:
    """What was asked, and for whom: at a desk, two people's wishes may read the same."""
    said = orjson.dumps(input, default=_unset, option=orjson.OPT_SORT_KEYS)
    if apart:
        said = orjson.dumps(_without(orjson.loads(said), apart))
    return said if actor.on_behalf_of is None else said + actor.on_behalf_of.bytes


def _without(said: Any, apart: Collection[str]) -> Any:
    """At any depth."""
    if isinstance(said, dict):
        return {name: _without(each, apart) for name, each in said.items() if name not in apart}
    return [_without(each, apart) for each in said] if isinstance(said, list) else said


async def _recall(key: _Key) -> bytes | None:
    match await idempotency.recall(**key):
        case FirstAnswer(outcome):
            return outcome
        case RequestIdReused(request_id):
            raise RequestRefused(
                f"The requestId {request_id} came before with another input. "
                "A new request needs a new one.",
                code="REQUEST_ID_REUSED",
            )
    return None


def _sender(actor: Actor) -> UUID:
    """Request ids are the sender's own: two people may pick the same."""
    sender = actor.person_id or actor.device_id
    if sender is None:
        raise Unauthenticated
    return sender


def _unset(value: object) -> str:
    if value is UNSET:
        return "unset"
    raise TypeError(f"an input cannot hold {type(value).__name__}")
