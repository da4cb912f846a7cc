"""`model.json` of the weights that are served."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray

from ml_serving.contract import Manifest, Profile
from ml_serving.models.knowledge_tracing.checkpoint import Epoch
from ml_serving.models.knowledge_tracing.network import Sizes
from ml_serving.models.knowledge_tracing.questions import Learner


def manifest_of(learners: Sequence[Learner], curve: Sequence[Epoch], sizes: Sizes) -> Manifest:
    best = max(curve, key=lambda epoch: epoch.auc)
    return Manifest(
        name="knowledge-tracing",
        version="1.0.0",
        architecture="knowledge-tracing",
        register_id="osan-ai-knowledge-tracing",
        licence=(
            "weights: this project's own; training data: an MIT repository that does not restate "
            "the terms of ASSISTments"
        ),
        training_data=(
            "ASSISTments 2009 (Feng, Heffernan and Koedinger, 2009), as prepared by arghosh/AKT "
            "at 01b7e8d7d7c8, fold 1: training split of 2,491 learners; rows of one answer over "
            "several skills merged into one question"
        ),
        units={
            "correct": "1 right, 0 wrong",
            "probabilities": "chance of a right answer, 0 to 1",
            "mastery": "chance of a right answer to an average question of the skill, 0 to 1",
            "mastery_deviation": "standard deviation of mastery, 0 to 0.5",
        },
        settings={
            **asdict(sizes),
            "skill_ids": f"1 to {sizes.skills}: those of the training data; above: any catalogue",
            "problem_ids": f"1 to {sizes.problems}: those of the training data; above: unknown",
            "input_sizes": "any number of answers since the last call, and the memory it gave",
            "classes": "two: right, wrong",
            "preprocessing": "rows of one answer over several skills are one question",
        },
        metrics={"validation_auc": round(best.auc, 4), "epochs": best.number},
        profile=profile_of(learners),
        description=(
            "Chance that a learner answers the next question right, and mastery of each skill, "
            "from a small memory that goes in and out with each request."
        ),
    )


def profile_of(learners: Sequence[Learner]) -> Mapping[str, Profile]:
    """`describe`'s features, if each training question had come as a request of its own."""
    before = np.concatenate([np.arange(len(learner)) for learner in learners])
    skills = np.concatenate([(learner.skills > 0).sum(axis=1) for learner in learners])
    correct = np.concatenate([learner.correct for learner in learners])
    known = np.concatenate([learner.problem > 0 for learner in learners])
    return {
        "answered_before": _profile(before),
        "answers": _profile(np.ones(len(before))),
        "share_correct": _profile(correct),
        "skills_per_answer": _profile(skills),
        "share_known_problems": _profile(known),
    }


def _profile(values: NDArray[np.generic]) -> Profile:
    numbers = values.astype(np.float64)
    low, high = float(numbers.min()), float(numbers.max())
    return Profile(mean=float(numbers.mean()), std=float(numbers.std()), low=low, high=high)
