"""torchvision beside a torch that it was not compiled for.

Where torchvision was built for CUDA and torch for the CPU alone, torchvision's own operators cannot
be loaded, and its import ends with `operator torchvision::nms does not exist`: it describes an
operator that nobody has declared. Of all of them its detectors need that one, which is a few lines
of torch. A pair that fits, or a pair that is broken in another way, never meets what is done here.
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

    Raises whatever else the import raises.
    """
    try:
        import_module("torchvision")
    except RuntimeError as fault:
        if _UNDECLARED not in str(fault):
            raise
        _forget_half_an_import()
        _declare()
        extension: Any = import_module("torchvision.extension")
        extension._has_ops = lambda: True
    return import_module(f"torchvision.{part}" if part else "torchvision")


def _forget_half_an_import() -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "torchvision"]:
        del sys.modules[name]


def _declare() -> None:
    from torch.library import Library

    library = Library("torchvision", "DEF")
    for declaration in _DECLARATIONS:
        library.define(declaration)
    for device in ("CPU", "CUDA"):
        library.impl("nms", _without_the_overlapped, device)
    _declared.append(library)


def _without_the_overlapped(boxes: Any, scores: Any, most: float) -> Any:
    """Which boxes stay, best first: those that no better one overlaps by more than `most` (the
    share of their union that both cover). Non-maximum suppression as torchvision documents it."""
    import torch

    left = scores.argsort(descending=True, stable=True)
    kept = []
    while len(left):
        best, left = left[:1], left[1:]
        kept.append(best)
        left = left[_overlaps(boxes[best], boxes[left]) <= most]
    return torch.cat(kept) if kept else left


def _overlaps(one: Any, many: Any) -> Any:
    low, high = one[:, :2].maximum(many[:, :2]), one[:, 2:].minimum(many[:, 2:])
    both = (high - low).clamp(min=0).prod(dim=1)
    return both / (_areas(one) + _areas(many) - both)


def _areas(boxes: Any) -> Any:
    return (boxes[:, 2:] - boxes[:, :2]).prod(dim=1)
