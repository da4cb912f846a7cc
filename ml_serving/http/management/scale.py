"""`PUT /models/{model}[/{version}]`: how many workers."""

from collections.abc import Mapping

from ml_serving.host import Done, ModelHost
from ml_serving.http.management.change import change_trouble, status
from ml_serving.http.management.later import Later
from ml_serving.http.management.parameters import Unusable, truth, whole
from ml_serving.http.management.register import MOST_WORKERS
from ml_serving.http.message import Response
from ml_serving.http.trouble import bad_request, in_torchserve


async def scale(
    host: ModelHost, later: Later, name: str, version: str | None, query: Mapping[str, str]
) -> Response:
    """As many as `min_worker`: there is one number here, and `max_worker` may only agree."""
    try:
        workers = workers_of(query)
        waits = truth(query, "synchronous")
    except Unusable as unusable:
        return in_torchserve(bad_request(str(unusable)))
    change = _scale(host, name, version, workers)
    if waits or not host.describe(name, version):
        return await change
    later.do(f"scale {name}", change)
    return status(202, "Processing worker updates...")


async def _scale(host: ModelHost, name: str, version: str | None, workers: int) -> Response:
    change = await host.scale(name, version, workers)
    if not isinstance(change, Done):
        return in_torchserve(change_trouble(change))
    which = "" if version is None else f", version: {version}"
    return status(200, f"Workers scaled to {workers} for model: {name}{which}")


def workers_of(query: Mapping[str, str]) -> int:
    """`min_worker`, 1 where nothing was said. Raises `Unusable`."""
    low = whole(query, "min_worker", low=0, high=MOST_WORKERS)
    high = whole(query, "max_worker", low=0, high=MOST_WORKERS)
    whole(query, "timeout", low=-1, high=86_400)
    if low is not None and high is not None and high < low:
        raise Unusable("max_worker cannot be less than min_worker.")
    if low is not None:
        return low
    return 1 if high is None else high
