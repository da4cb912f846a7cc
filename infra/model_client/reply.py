"""What came back of one try, before anybody knows which model it was."""

from dataclasses import dataclass, replace
from typing import Any, Final

import orjson
from pydantic import BaseModel, ConfigDict, Field

from domains.kernel.provenance import Predicted, Silence
from infra.wire import Answer


@dataclass(frozen=True, slots=True)
class Reply:
    """A prediction, and who made it. Both values are JSON as the model wrote it, still to be read;
    `uncertainty` None: a doubt has no meaning there."""

    prediction: Any
    uncertainty: Any
    by: Predicted


@dataclass(frozen=True, slots=True)
class Fault:
    """No prediction. `may_pass`: another try may fare better; `is_the_models`: it speaks against
    the model, and not only against this request or this moment."""

    reason: Silence
    may_pass: bool = False
    is_the_models: bool = True
    retry_after_s: float | None = None


UNREACHABLE: Final = Fault(Silence.UNREACHABLE, may_pass=True)
TOO_LATE: Final = Fault(Silence.TOO_LATE)
CROWDED: Final = Fault(Silence.OVERLOADED, is_the_models=False)
"""Too many of our own calls are under way: not the model's fault."""
GARBLED: Final = Fault(Silence.GARBLED)
REFUSED: Final = Fault(Silence.REFUSED, is_the_models=False)

_BY_STATUS: Final = {
    404: Fault(Silence.NOT_READY),
    408: TOO_LATE,
    429: Fault(Silence.OVERLOADED, may_pass=True, is_the_models=False),
    500: Fault(Silence.FAILED),
    502: UNREACHABLE,
    503: Fault(Silence.NOT_READY, may_pass=True),
    504: TOO_LATE,
}


class _Labelled(BaseModel):
    """What every prediction carries, whatever the model."""

    model_config = ConfigDict(strict=True, protected_namespaces=())

    model: str
    version: str
    register_id: str = Field(min_length=1)
    latency_ms: float = Field(ge=0, allow_inf_nan=False)
    prediction: Any
    uncertainty: Any


def read_reply(answer: Answer, *, model: str, version: str | None) -> Reply | Fault:
    """A reply of that model, and of that version where one is wanted."""
    if answer.status != 200:
        return _fault(answer)
    try:
        said = _Labelled.model_validate(orjson.loads(answer.body))
    except ValueError:
        return GARBLED
    if said.model != model or version not in (None, said.version):
        return GARBLED
    by = Predicted(said.model, said.version, said.register_id, said.latency_ms)
    return Reply(said.prediction, said.uncertainty, by)


def _fault(answer: Answer) -> Fault:
    usual = REFUSED if answer.status < 500 else Fault(Silence.FAILED)
    fault = _BY_STATUS.get(answer.status, usual)
    return replace(fault, retry_after_s=_seconds(answer.header("retry-after")))


def _seconds(said: str | None) -> float | None:
    """Delay-seconds (RFC 9110, 10.2.3); a date or nonsense says nothing, and neither does a wait
    that nobody outlives."""
    try:
        seconds = float(said) if said is not None else None
    except ValueError:
        return None
    return seconds if seconds is not None and 0 <= seconds < 3600 else None
