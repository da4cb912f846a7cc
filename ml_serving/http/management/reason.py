"""Why a version was not registered, in one line."""

from ml_serving.host import GoldenFailure, NotRegistered

MOST_CASES = 3


def reason_of(refused: NotRegistered) -> str:
    """With the first golden cases that failed: which, where in the answer, by how much."""
    cases = "; ".join(map(_told, refused.golden_failures[:MOST_CASES]))
    return f"{refused.reason}: {cases}" if cases else refused.reason


def _told(failure: GoldenFailure) -> str:
    by = f"off by {failure.off_by:.3g} where {failure.tolerance:.3g} is allowed"
    return f"{failure.case}, {failure.where}, {by}"
