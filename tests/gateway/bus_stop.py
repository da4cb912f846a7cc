"""A made-up domain that does everything a gateway must survive; the tests' schema."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

import strawberry
from gateway.connections import Connection, page_of, page_request
from gateway.context import Info
from gateway.declarations import Nobody
from gateway.fields import field, mutation, query, subscription
from gateway.global_ids import Node, global_id
from gateway.nodes import Fetcher
from gateway.permissions import Anyone, HasRole, SignedIn

from domains.kernel.actor import Role
from domains.kernel.errors import Unavailable

BUSES = [UUID(int=number) for number in range(250)]


@dataclass
class Happenings:
    """What the resolvers did, for the tests to look at."""

    mutated: int = 0
    forevers: int = 0
    drops: int = 0
    closed: int = 0


HAPPENED = Happenings()


@strawberry.type
class Bus(Node):
    number: int
    seen_at: datetime | None = None

    @field(description="The stop that the bus heads for; the same type again, to nest.")
    def next(self) -> "Bus":
        return self


def bus(key: UUID) -> Bus:
    return Bus(id=global_id("Bus", key), number=key.int)


@strawberry.type
class Child:
    id: strawberry.ID


@strawberry.type
class Parent:
    children: list[Child]


@strawberry.type
class Query:
    @query(
        allow=SignedIn(), about=Nobody(), description="Who asks, as the playground wants to know."
    )
    def me(self) -> Parent:
        return Parent(children=[Child(id=strawberry.ID("UGVyc29uOm1pbmE="))])

    @query(allow=Anyone(), about=Nobody(), description="A greeting.")
    def hello(self, name: str = "Osan") -> str:
        return f"hello {name}"

    @query(allow=Anyone(), about=Nobody(), description="Buses in pages.")
    def buses(self, first: int = 20, after: str | None = None) -> Connection[Bus]:
        page = page_request(first=first, after=after)
        rows = [key for key in BUSES if page.after is None or str(key) > page.after]
        return page_of(rows[: page.fetch], page, key=str, node=bus)

    @query(allow=Anyone(), about=Nobody(), description="All buses in one list.")
    def fleet(self, at: datetime | None = None) -> list[Bus]:
        return [Bus(id=global_id("Bus", key), number=key.int, seen_at=at) for key in BUSES[:100]]

    @query(allow=Anyone(), about=Nobody(), description="Fails as only a bug does.")
    def buggy(self) -> str | None:
        raise RuntimeError("password=hunter2 at /srv/secret.py")

    @query(allow=Anyone(), about=Nobody(), description="Fails as an outage does.")
    async def outage(self) -> str | None:
        raise Unavailable("postgresql://user:hunter2@db")

    @query(allow=Anyone(), about=Nobody(), description="Never answers by itself.")
    async def stuck(self) -> str:
        await asyncio.Event().wait()
        return "never"

    @query(allow=SignedIn(), about=Nobody(), description="Who asks.")
    def my_name(self, info: Info) -> str:
        return str(info.context.actor.person_id)

    @query(allow=HasRole(Role.OPERATOR), about=Nobody(), description="For operators.")
    def control_room(self) -> str:
        return "all quiet"

    @query(
        allow=Anyone(),
        about=Nobody(),
        description="Subscriptions to `forever` that are still held.",
    )
    async def open_forevers(self) -> int:
        for _ in range(200):
            if HAPPENED.forevers == 0:
                break
            await asyncio.sleep(0.01)
        return HAPPENED.forevers


@strawberry.input
class RingBellInput:
    request_id: UUID
    stop: str


@strawberry.type
class RingBellSuccess:
    stop: str


@strawberry.type
class NoSuchStop:
    stop: str


@strawberry.type
class Mutation:
    @mutation(allow=SignedIn(), about=Nobody(), description="Rings the bell.")
    def ring_bell(
        self, input: RingBellInput
    ) -> Annotated[RingBellSuccess | NoSuchStop, strawberry.union("RingBellResult")]:
        HAPPENED.mutated += 1
        if input.stop != "Osan Station":
            return NoSuchStop(stop=input.stop)
        return RingBellSuccess(stop=input.stop)


@strawberry.type
class Subscription:
    @subscription(allow=Anyone(), about=Nobody(), description="Counts down to one.")
    async def countdown(
        self, from_: Annotated[int, strawberry.argument(name="from")]
    ) -> AsyncIterator[int]:
        for number in range(from_, 0, -1):
            yield number

    @subscription(allow=SignedIn(), about=Nobody(), description="Says once who asks.")
    async def my_name(self, info: Info) -> AsyncIterator[str]:
        yield str(info.context.actor.person_id)

    @subscription(allow=Anyone(), about=Nobody(), description="One event, then silence.")
    async def forever(self) -> AsyncIterator[str]:
        HAPPENED.forevers += 1
        try:
            yield "here"
            await asyncio.Event().wait()
        finally:
            HAPPENED.forevers -= 1
            HAPPENED.closed += 1

    @subscription(allow=Anyone(), about=Nobody(), description="Fails after its first event.")
    async def breaks(self) -> AsyncIterator[str]:
        yield "one"
        raise RuntimeError("hunter2")


async def fetch_bus(info: Info, key: UUID) -> Node | None:
    return bus(key) if key in BUSES else None


NODES = {"Bus": Fetcher(fetch_bus, about=Nobody())}
