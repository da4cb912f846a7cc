"""Knowledge tracing as the server hosts it: a state and answers in, chances and a state out."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

import numpy as np

from ml_serving.contract import (
    Archive,
    Device,
    Prediction,
    Refusal,
    Tensors,
    TensorSpec,
)
from ml_serving.models.knowledge_tracing import memory as states
from ml_serving.models.knowledge_tracing.describe import describe
from ml_serving.models.knowledge_tracing.in_rows import OUTPUTS, in_rows
from ml_serving.models.knowledge_tracing.item import Item
from ml_serving.models.knowledge_tracing.memory import Memory
from ml_serving.models.knowledge_tracing.read_json import read_body
from ml_serving.models.knowledge_tracing.read_rows import INPUTS, read_rows
from ml_serving.models.knowledge_tracing.tracer import Tracer


def load(archive: Archive, device: Device) -> "KnowledgeTracing":
    """Reckoned in numpy on one core wherever it runs: `device` would cost more than it brings."""
    del device
    return KnowledgeTracing(archive.weights)


class KnowledgeTracing:
    """See `Model` for what each of these promises."""

    inputs: Sequence[TensorSpec] = INPUTS
    outputs: Sequence[TensorSpec] = OUTPUTS
    rows_a_pass: int | None = None

    def __init__(self, weights: Tensors) -> None:
        self._tracer = Tracer(weights)
        self._weights = fingerprint(weights)

    def read(self, body: bytes, content_type: str) -> Item | Refusal:
        return read_body(body, content_type, open_state=self._open)

    def read_tensors(self, tensors: Tensors) -> Sequence[Item] | Refusal:
        return read_rows(tensors, open_state=self._open)

    def features(self, item: Item) -> Mapping[str, float]:
        return describe(item, knows=self._tracer.catalogue.knows)

    def predict(self, items: Sequence[Item]) -> Sequence[Prediction]:
        return [self._predict(item) for item in items]

    def _predict(self, item: Item) -> Prediction:
        memory = item.memory
        for answer in item.answers:
            memory = self._tracer.fold(memory, answer.question, answer.correct)
        asked = [question for question in item.asked if question]
        chances = self._tracer.chances(memory, asked).tolist()
        mastery = dict(zip(item.skills, self._tracer.mastery(memory, item.skills), strict=True))
        state = states.write(memory, weights=self._weights)
        return Prediction(
            answer={
                "state": state,
                "probabilities": chances,
                "mastery": {str(skill): one.chance for skill, one in mastery.items()},
            },
            tensors=in_rows(item, state=state, chances=chances, mastery=mastery),
            uncertainty={
                "mastery_deviation": {str(skill): one.deviation for skill, one in mastery.items()}
            },
        )

    def _open(self, state: str | None) -> Memory | Refusal:
        if state is None:
            return self._tracer.stranger()
        person, skill = self._tracer.widths
        return states.read(state, weights=self._weights, person=person, skill=skill)


def fingerprint(weights: Tensors) -> bytes:
    """8 bytes that tell one set of weights from another."""
    digest = sha256()
    for name in sorted(weights):
        digest.update(name.encode() + np.ascontiguousarray(weights[name]).tobytes())
    return digest.digest()[:8]
