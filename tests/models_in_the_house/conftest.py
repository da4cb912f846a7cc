"""A model server that misbehaves when told, and a caller of it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from random import Random

import pytest

from infra.model_client.caller import Caller, Terms
from infra.model_client.line import open_line
from tests.fakes.model_server import FakeModelServer, running_model_server


@pytest.fixture
async def server() -> AsyncIterator[FakeModelServer]:
    async with running_model_server() as server:
        yield server


@pytest.fixture
async def call_of(server: FakeModelServer) -> AsyncIterator[Callable[..., Caller]]:
    """A caller of the demand model; keywords are its terms."""
    async with AsyncExitStack() as stack:
        line = await stack.enter_async_context(open_line(server.base_url))

        def make(**terms: object) -> Caller:
            return Caller(line, Terms("demand-forecast", **terms), dice=Random(7))  # type: ignore[arg-type]

        yield make
