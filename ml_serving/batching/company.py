"""Whether a free worker goes at once, or waits a moment for more to come."""


def wait_for_company(
    *, queued: int, computing: int, crowd: int, seats: int, waited_s: float, longest_s: float
) -> float:
    """Seconds to wait still; 0 is go.

    `crowd` is how many rows were here, queued or computing, when the last batch left. Whoever
    asked then is likely to ask again, so the worker waits until as many are back (less those that
    others compute now), or all seats are taken, or the oldest has waited `longest_s`. A lone
    asker is a crowd of one and never waits.
    """
    expected = min(seats, crowd - computing)
    if queued >= expected:
        return 0.0
    return max(0.0, longest_s - waited_s)
