"""All models of the house, opened once a process."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from random import Random

from domains.care.ports import RhythmModel
from domains.civic.ports import CrossingEyes
from domains.commerce.ports import DemandModel
from domains.learning.ports import KnowledgeModel
from infra.model_client.caller import Caller, Terms
from infra.model_client.demand import AskedDemand
from infra.model_client.eyes import AskedEyes
from infra.model_client.knowledge import AskedKnowledge
from infra.model_client.line import Line, open_line
from infra.model_client.names import (
    ACTIVITY_ANOMALY,
    DEMAND_FORECAST,
    KNOWLEDGE_TRACING,
    SCHOOL_ZONE_VISION,
)
from infra.model_client.nobody import Nobody
from infra.model_client.rhythm import AskedRhythm
from infra.settings import ModelsSettings


@dataclass(frozen=True, slots=True)
class Models:
    """The four ports, for the domains that own them."""

    eyes: CrossingEyes
    demand: DemandModel
    knowledge: KnowledgeModel
    rhythm: RhythmModel


def no_models() -> Models:
    """Those of a house that runs without a model server."""
    nobody = Nobody()
    return Models(nobody, nobody, nobody, nobody)


@asynccontextmanager
async def open_models(settings: ModelsSettings, *, dice: Random) -> AsyncIterator[Models]:
    """Over one pool of connections; nothing is connected before somebody asks. Where no server is
    named, nobody answers, and every domain uses its stated fallback."""
    if settings.base_url is None:
        yield no_models()
        return
    async with open_line(settings.base_url) as line:
        yield _asked(settings, line, dice)


def _asked(settings: ModelsSettings, line: Line, dice: Random) -> Models:
    def caller(model: str) -> Caller:
        version = settings.versions.get(model)
        terms = Terms(model, version, settings.patience_s, settings.concurrency)
        return Caller(line, terms, dice=dice)

    return Models(
        eyes=AskedEyes(caller(SCHOOL_ZONE_VISION)),
        demand=AskedDemand(caller(DEMAND_FORECAST)),
        knowledge=AskedKnowledge(caller(KNOWLEDGE_TRACING)),
        rhythm=AskedRhythm(caller(ACTIVITY_ANOMALY)),
    )
