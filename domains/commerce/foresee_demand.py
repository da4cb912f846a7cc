"""What a shop will sell: the model's word, or last week's."""

from dataclasses import dataclass

from domains.commerce.ports import Demand, DemandModel, Sales
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
            by = Fallback(RULE, reason)
        case demand:
            return demand
    if not sales.counts:
        return NothingToGoBy(by)
    return Demand(seasonal_naive(sales.counts, step=sales.step, steps=steps), by)
