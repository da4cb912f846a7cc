"""What a shop will sell: the model's word, or last week's."""

from dataclasses import dataclass

from domains.commerce.ports import Band, Conditions, Demand, DemandModel, Sales
from domains.commerce.seasonal_naive import RULE, seasonal_naive
from domains.kernel.provenance import Fallback, NoAnswer


@dataclass(frozen=True, slots=True)
class NothingToGoBy:
    """No model answered, and the shop is too new for a rule."""

    by: Fallback


async def foresee_demand(
    *, model: DemandModel, sales: Sales, steps: int, within_s: float
) -> Demand | NothingToGoBy:
    """`steps` bands from the end of `sales` on; whose they are stands in `by`.

    Holds no transaction, and takes no longer than `within_s` seconds.
    """
    match await model.foretell(sales, steps=steps, within_s=within_s):
        case NoAnswer(reason):
            return _by_rule(sales, steps, Fallback(RULE, reason))
        case demand:
            return demand


def _by_rule(sales: Sales, steps: int, by: Fallback) -> Demand | NothingToGoBy:
    bands = seasonal_naive(sales.counts, step=sales.step, steps=steps)
    ahead = sales.conditions[len(sales.counts) :] or (Conditions(),) * steps
    closed = Band(0.0, 0.0, 0.0)
    open_or_not = zip(bands, ahead, strict=False)
    return (
        Demand(tuple(closed if day.is_closed else band for band, day in open_or_not), by)
        if bands
        else NothingToGoBy(by)
    )
