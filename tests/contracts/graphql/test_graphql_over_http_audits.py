"""The public audit suite of GraphQL over HTTP, run by its own authors' code."""

import asyncio
import json

from tests.contracts.graphql.node_clients import client
from tests.gateway.served import build_app, served


async def test_every_audit_of_graphql_over_http_passes() -> None:
    async with served(build_app(playground=True)) as gateway, client("audit", gateway.url) as run:
        results = json.loads(await asyncio.wait_for(run._stdout.read(), 60))
    missed = [result for result in results if result["status"] != "ok"]
    assert missed == []
    assert len(results) == 61
