"""torchvision beside a torch that it was not compiled for.

Where torchvision was built for CUDA and torch for the CPU alone, torchvision's own operators cannot
be loaded, and its import ends with `operator torchvision::nms does not exist`: it describes an
operator that nobody has declared. Its architectures and transforms need none of them. A pair that
fits, or a pair that is broken in another way, never meets what is done here.
"""

import sys
from importlib import import_module
from typing import Any

_UNDECLARED = "operator torchvision::nms does not exist"
_DECLARATIONS = (
    "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
)

_declared: list[Any] = []
"""torch forgets a declaration with the object that made it."""


def torchvision(part: str = "") -> Any:
    """`torchvision` itself, or a part of it such as `models.detection`.

    `torchvision.ops.nms` and its like still do not compute where they could not be loaded: whoever
    needs them brings their own. Raises whatever else the import raises.
    """
    try:
        import_module("torchvision")
    except RuntimeError as fault:
        if _UNDECLARED not in str(fault):
            raise
        _forget_half_an_import()
        _declare()
    return import_module(f"torchvision.{part}" if part else "torchvision")


def _forget_half_an_import() -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "torchvision"]:
        del sys.modules[name]


def _declare() -> None:
    from torch.library import Library

    library = Library("torchvision", "DEF")
    for declaration in _DECLARATIONS:
        library.define(declaration)
    _declared.append(library)
