"""How good probabilities of right answers are: order, sharpness, and whether they are kept."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Probabilities = NDArray[np.float64]
Answers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Score:
    """AUC; share of answers guessed right at 0.5; mean log loss in nats; calibration error."""

    auc: float
    accuracy: float
    log_loss: float
    calibration_error: float


def score(said: Probabilities, came: Answers) -> Score:
    sure = np.clip(said, 1e-6, 1 - 1e-6)
    losses = -np.where(came == 1, np.log(sure), np.log1p(-sure))
    return Score(
        auc=auc(said, came),
        accuracy=float(((said >= 0.5) == (came == 1)).mean()),
        log_loss=float(losses.mean()),
        calibration_error=calibration_error(said, came),
    )


def auc(said: Probabilities, came: Answers) -> float:
    """Area under the ROC curve: how often a right answer was given more than a wrong one, ties
    counted half (Mann and Whitney's U over all pairs). NaN where only one kind of answer came."""
    _, at, how_many = np.unique(said, return_inverse=True, return_counts=True)
    rank = (np.cumsum(how_many) - (how_many - 1) / 2)[at]
    right = int(came.sum())
    pairs = right * (len(came) - right)
    return float((rank[came == 1].sum() - right * (right + 1) / 2) / pairs) if pairs else np.nan


def reliability(said: Probabilities, came: Answers, *, bins: int = 15) -> NDArray[np.float64]:
    """Rows of (mean said, share that came, how many) over bins of equal width; empty ones left
    out."""
    bin_of = np.minimum((said * bins).astype(int), bins - 1)
    held = [bin_of == number for number in range(bins) if (bin_of == number).any()]
    return np.array([(said[here].mean(), came[here].mean(), here.sum()) for here in held])


def calibration_error(said: Probabilities, came: Answers) -> float:
    """Expected calibration error over 15 bins (Guo et al., 2017, arXiv:1706.04599)."""
    said_mean, came_share, how_many = reliability(said, came).T
    return float((np.abs(said_mean - came_share) * how_many).sum() / how_many.sum())
