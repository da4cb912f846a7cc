"""What is said of an archive that is not opened."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BadArchive:
    """`reason` is one sentence for the operator: what is wrong, and where.

    It quotes names and numbers of the archive, never its contents.
    """

    reason: str
