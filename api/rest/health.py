"""`/healthz` alive, `/readyz` ready (and if not, what is not), `/metrics`."""

import asyncio
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from api.rest.readiness import Probe
from infra.telemetry.metrics import exposition

_PATIENCE_S = 2.0


def health_routes(probes: Sequence[Probe], *, lesser: Sequence[Probe] = ()) -> list[Route]:
    """The three addresses for those who run us; `probes` are what readiness rests on. Without one
    of the `lesser` we serve less well and say so; nobody is sent away."""

    async def readyz(_: Request) -> Response:
        missing, degraded = await asyncio.gather(_missing(probes), _missing(lesser))
        said = {"degraded": degraded} if degraded else {}
        if missing:
            return JSONResponse({"ready": False, "not_ready": missing, **said}, status_code=503)
        return JSONResponse({"ready": True, **said})

    return [
        Route("/healthz", _healthz),
        Route("/readyz", readyz),
        Route("/metrics", _metrics),
    ]


async def _healthz(_: Request) -> Response:
    return JSONResponse({"alive": True})


async def _metrics(_: Request) -> Response:
    body, content_type = exposition()
    return Response(body, media_type=content_type)


async def _missing(probes: Sequence[Probe]) -> dict[str, str]:
    reasons = await asyncio.gather(*(_reason(probe) for probe in probes))
    return {probe.name: why for probe, why in zip(probes, reasons, strict=True) if why}


async def _reason(probe: Probe) -> str | None:
    """Why a part is not ready; only the kind of the failure, whose text may name hosts."""
    try:
        async with asyncio.timeout(_PATIENCE_S):
            return await probe.missing()
    except TimeoutError:
        return f"no answer within {_PATIENCE_S:g} s"
    except Exception as failure:
        return type(failure).__name__
