"""`POST /v1/models/{model}:predict`: KServe's first protocol, which TorchServe documents too.

`{"instances": [...]}` asks once for each instance, all at once, so they ride in one batch.
"""

import asyncio
from typing import Any

import orjson

from ml_serving.host import Answered, Ask, Outcome, RawInput
from ml_serving.http.body import plain_body
from ml_serving.http.message import Request, Response
from ml_serving.http.oip.inference_request import MOST_JSON
from ml_serving.http.oip.strict import NotStrict, read_strict
from ml_serving.http.predict import Door
from ml_serving.http.trouble import bad_request, in_torchserve, trouble_of
from ml_serving.http.unread import too_large
from ml_serving.http.wishes import Wishes, wishes_of

MOST_INSTANCES = 64
EXPECTED = f'Expected: {{"instances": [...]}} with 1 to {MOST_INSTANCES} inputs of the model.'


async def predict_instances(door: Door, request: Request, name: str) -> Response:
    """`{"predictions": [...]}`, with the same provenance as everywhere; all or none."""
    wishes = wishes_of(request.headers)
    if isinstance(wishes, str):
        return in_torchserve(bad_request(wishes))
    body = await plain_body(request, bound=min(door.body_of(name), MOST_JSON))
    if isinstance(body, Response):
        return body
    if len(body) > MOST_JSON:
        return too_large(MOST_JSON)
    instances = _instances(body)
    if instances is None:
        return in_torchserve(bad_request(f"The body has no instances. {EXPECTED}"))
    asks = [_ask(door, name, each, wishes) for each in instances]
    outcomes = await asyncio.gather(*map(door.ask, asks))
    return _together(door, name, outcomes)


def _instances(body: bytes) -> list[Any] | None:
    try:
        said = read_strict(body)
    except NotStrict:
        return None
    instances = said.get("instances") if isinstance(said, dict) else None
    fits = isinstance(instances, list) and 1 <= len(instances) <= MOST_INSTANCES
    return instances if fits and isinstance(instances, list) else None


def _ask(door: Door, name: str, instance: Any, wishes: Wishes) -> Ask:
    content = RawInput(orjson.dumps(instance), "application/json")
    return Ask(name, content, None, door.deadline(wishes), wishes.priority)


def _together(door: Door, name: str, outcomes: list[Outcome]) -> Response:
    answered: list[Answered] = []
    for outcome in outcomes:
        if not isinstance(outcome, Answered):
            return in_torchserve(trouble_of(outcome, name=name, here=door.here()))
        answered.append(outcome)
    first = answered[0]
    body = (
        b'{"predictions":[%s],"uncertainties":[%s],"model":%s,"version":%s,"register_id":%s,'
        b'"latency_ms":%.3f}'
        % (
            b",".join(each.answer for each in answered),
            b",".join(each.uncertainty for each in answered),
            orjson.dumps(first.model),
            orjson.dumps(first.version),
            orjson.dumps(first.register_id),
            max(each.latency_s for each in answered) * 1e3,
        )
    )
    return Response(200, body)
