"""`python -m infra.benchmarks.yardstick_app PORT DATABASE`: the least a route can do.

Bare Starlette under the gateway's own server flags: it reads the same JSON and writes the same
columns with one autocommitted INSERT over asyncpg's pool as it comes. No credential, no consent,
no judgement.
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from uuid import UUID

import asyncpg
import orjson
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from infra.benchmarks.yardstick_table import INSERT

POOL = 10
"""As many connections as the product's default."""


async def take(request: Request) -> Response:
    said = orjson.loads(await request.body())
    await request.app.state.pool.execute(
        INSERT,
        UUID(request.headers["x-limit-u"]),
        datetime.fromtimestamp(said["tst"], UTC),
        said["lat"],
        said["lon"],
        said["acc"],
        UUID(request.headers["x-limit-d"]),
        datetime.now(UTC),
    )
    return Response(b"[]", media_type="application/json")


async def alive(_: Request) -> Response:
    return Response(b"alive")


def build_app(database: str) -> Starlette:
    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with asyncpg.create_pool(database, min_size=POOL, max_size=POOL) as pool:
            app.state.pool = pool
            yield

    routes = [Route("/ingest/owntracks", take, methods=["POST"]), Route("/", alive)]
    return Starlette(routes=routes, lifespan=lifespan)


if __name__ == "__main__":
    uvicorn.run(
        build_app(sys.argv[2]),
        port=int(sys.argv[1]),
        loop="uvloop",
        http="httptools",
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="on",
    )
