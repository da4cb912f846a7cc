"""An HTTP client of the gateway, inside this process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from gateway.app import GraphQLApp, graphql_routes
from gateway.transport.accept import GRAPHQL
from starlette.applications import Starlette

from tests.gateway.served import build_app


class Phone:
    """Sends operations as the apps do."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    async def send(self, query: str, *, token: str | None = None, **variables: Any) -> Any:
        """The decoded response of one POST."""
        return (await self.post({"query": query, "variables": variables}, token=token)).json()

    async def post(
        self, body: Any, *, accept: str = GRAPHQL, token: str | None = None
    ) -> httpx.Response:
        headers = {"accept": accept} | ({"authorization": f"Bearer {token}"} if token else {})
        return await self.http.post("/graphql", json=body, headers=headers)


@asynccontextmanager
async def a_phone(app: GraphQLApp | None = None) -> AsyncIterator[Phone]:
    """A phone that reaches `app`, by default the tests' schema with the default limits."""
    transport = httpx.ASGITransport(Starlette(routes=graphql_routes(app or build_app())))
    async with httpx.AsyncClient(transport=transport, base_url="http://gateway") as http:
        yield Phone(http)


def codes(answer: Any) -> list[str]:
    """The stable codes of an answer's errors."""
    return [error["extensions"]["code"] for error in answer["errors"]]
