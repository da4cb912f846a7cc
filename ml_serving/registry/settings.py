"""How a host runs its workers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ml_serving.batching.ask import Priority
from ml_serving.models.catalogue import ARCHITECTURES
from ml_serving.workers.backoff import Backoff
from ml_serving.workers.opening import AUTO

NICENESS: Mapping[Priority, int] = {
    Priority.SAFETY: 0,
    Priority.INTERACTIVE: 5,
    Priority.BACKGROUND: 15,
}
"""Added to the server's own, by a model's class: at 15 a worker gets a thirtieth of a core that a
worker at 0 wants whole (Linux, `sched_prio_to_weight`)."""


@dataclass(frozen=True, slots=True)
class HostSettings:
    """`cores` None takes those this process may run on. `memory_bytes` bounds the private memory
    of each worker (with an accelerator leave it None: its driver maps much). `architectures` are
    those that archives may name. `preload` are modules that workers share. `environment` is all
    that workers get beside what threads need (`CUDA_VISIBLE_DEVICES`, say)."""

    cores: int | None = None
    device: str = AUTO
    memory_bytes: int | None = None
    load_s: float = 180.0
    backoff: Backoff = field(default_factory=Backoff)
    architectures: Mapping[str, str] = field(default_factory=lambda: ARCHITECTURES)
    preload: Sequence[str] = ("torch",)
    environment: Mapping[str, str] = field(default_factory=dict)
