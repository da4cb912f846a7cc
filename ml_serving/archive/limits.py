"""How large an archive, and each part of it, may be before anything of it is inflated."""

from dataclasses import dataclass

_KIB = 1024
_MIB = 1024 * _KIB


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, unless the name says otherwise.

    The defaults hold a detector of torchvision's largest kind; what this project ships is under
    five million bytes an archive.
    """

    archive: int = 512 * _MIB
    inflated: int = 768 * _MIB
    """All members together."""
    ratio: int = 200
    """Inflated over stored, per member. JSON of zeros reaches a hundred; a bomb, a thousand."""
    members: int = 256
    manifest: int = 256 * _KIB
    golden: int = 8 * _MIB
    """One file of a golden case."""
    tensor: int = 256 * _MIB
    tensors: int = 10_000
    """How many."""
    tensor_header: int = 4 * _MIB
