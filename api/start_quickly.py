"""A process that starts imports a thousand modules, all of which stay.

The garbage collector looks through them again and again meanwhile, and finds nothing: a quarter of
a worker's start. While seniors' timers wait for a worker that was killed, that is a second late.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def importing() -> Iterator[None]:
    """While the block lasts nothing is collected; what it brought is not looked at again."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
