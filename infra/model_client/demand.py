"""demand-forecast, as the shops ask it."""

from datetime import timedelta
from typing import Annotated, Any, Final

import orjson
from pydantic import BaseModel, Field

from domains.commerce.ports import Band, Conditions, Demand, Sales, Step
from domains.kernel.clock import SEOUL
from domains.kernel.provenance import NoAnswer
from infra.model_client.caller import Caller
from infra.model_client.reply import Reply

MOST_COUNTS: Final = {Step.HOUR: 24 * 400, Step.DAY: 800}
"""The model looks no further back; what is older stays at home."""

Units = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class _Quantiles(BaseModel):
    low: list[Units] = Field(alias="0.1")
    middle: list[Units] = Field(alias="0.5")
    high: list[Units] = Field(alias="0.9")


class _Foretold(BaseModel):
    quantiles: _Quantiles


class AskedDemand:
    """`DemandModel` over HTTP."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def foretell(self, sales: Sales, *, steps: int, within_s: float) -> Demand | NoAnswer:
        """Counts beyond what the model looks at are not sent."""
        body = orjson.dumps(_asked(sales, steps))
        return await self._caller.ask(
            body, read=lambda reply: _demand(reply, steps), within_s=within_s
        )


def _asked(sales: Sales, steps: int) -> dict[str, Any]:
    forgotten = max(0, len(sales.counts) - MOST_COUNTS[sales.step])
    around = sales.conditions[forgotten : len(sales.counts) + steps]
    return {
        "frequency": sales.step.value,
        "start": _local_start(sales, forgotten),
        "history": sales.counts[forgotten:],
        "horizon": steps,
        **({"category": sales.category} if sales.category else {}),
        **(_conditions(around) if around else {}),
    }


def _local_start(sales: Sales, forgotten: int) -> str:
    """Seoul knows no summer time: hours and days are of one length."""
    first = sales.first_at.astimezone(SEOUL)
    hours = forgotten * (1 if sales.step is Step.HOUR else 24)
    return f"{first + timedelta(hours=hours):%Y-%m-%dT%H:%M}"


def _conditions(around: tuple[Conditions, ...]) -> dict[str, Any]:
    return {
        "closed": [each.is_closed for each in around],
        "weather": {
            "temperature_c": [each.temperature_c for each in around],
            "humidity_percent": [each.humidity_percent for each in around],
            "wind_m_s": [each.wind_m_s for each in around],
            "condition": [each.sky for each in around],
        },
    }


def _demand(reply: Reply, steps: int) -> Demand:
    told = _Foretold.model_validate(reply.prediction).quantiles
    bands = tuple(map(Band, told.low, told.middle, told.high))
    in_order = all(band.low <= band.middle <= band.high for band in bands)
    if not len(told.low) == len(told.middle) == len(told.high) == steps or not in_order:
        raise ValueError("not the bands that were asked for")
    return Demand(bands, reply.by)
