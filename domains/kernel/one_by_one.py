"""Work through a list so that one that fails keeps nobody else waiting."""

from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


async def one_by_one(things: Iterable[T], act: Callable[[T], Awaitable[int]], *, what: str) -> int:
    """The sum of what `act` counts. Each thing has its turn, in a transaction of its own.

    Raises what failed, together and after the others, as an ExceptionGroup about `what`: a sweep
    that fails is seen, and comes again.
    """
    done, faults = 0, list[Exception]()
    for thing in things:
        try:
            done += await act(thing)
        except Exception as fault:
            faults.append(fault)
    if faults:
        raise ExceptionGroup(f"{what} that failed", faults)
    return done
