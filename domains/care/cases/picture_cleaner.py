"""What makes a picture safe to keep."""

from typing import Protocol


class PictureCleaner(Protocol):
    """Makes a picture anew, so that nothing but what one sees is left of it."""

    def clean(self, body: bytes) -> bytes | None:
        """A JPEG of at most 1,600 pixels a side, without place, time, maker or comment; None for
        what is no JPEG, PNG or WebP, too large or damaged. Slow: call it in a thread."""
