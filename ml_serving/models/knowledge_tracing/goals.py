"""What was asked of the model beforehand, beside what came of it."""

from ml_serving.models.knowledge_tracing.data import DataSet
from ml_serving.models.knowledge_tracing.judge import Verdict

OVER_DKT = {"ASSISTments 2009": 0.015, "ASSISTments 2015": -0.002}
"""Published models lie within 0.005 of each other on the second."""

OVER_ATTENTION = -0.005


def told_goals(data: DataSet, verdict: Verdict) -> str:
    """One line a goal; what falls short is said so."""
    goals = {"DKT": OVER_DKT[data.name], "attention": OVER_ATTENTION}
    return "\n".join(_told(name, verdict.lead_over[name][0], goal) for name, goal in goals.items())


def _told(name: str, lead: float, goal: float) -> str:
    held = "holds" if lead >= goal else "falls short"
    return f"- Lead over {name} of at least {goal:+.3f}: {held} ({lead:+.4f})."
