"""torchvision's own detectors behind our face, for archives of its COCO checkpoints."""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from ml_serving.models.school_zone_vision.suppression import kept_of
from ml_serving.torch_ready import torchvision

_KEPT = 100


class TorchvisionCoco(nn.Module):
    """Resizing, anchors and suppression are torchvision's own; only the labels asked for are told.

    `name` is torchvision's, such as `ssdlite320_mobilenet_v3_large`. Raises ValueError or KeyError
    where torchvision has no such detector.
    """

    _numbers: Tensor

    def __init__(self, name: str, labels: Sequence[str]) -> None:
        super().__init__()
        _compute_suppression()
        categories = categories_of(name)
        self.detector = torchvision("models").get_model(name, weights=None, weights_backbone=None)
        numbers = torch.tensor([categories.index(one) for one in labels])
        self.register_buffer("_numbers", numbers, persistent=False)

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        height, width = pixels.shape[-2:]
        size = pixels.new_tensor([width, height, width, height])
        found = self.detector(list(pixels / 255))
        boxes = pixels.new_zeros(len(found), _KEPT, 4)
        scores = pixels.new_zeros(len(found), _KEPT, len(self._numbers))
        for at, one in enumerate(found):
            kept = min(_KEPT, len(one["scores"]))
            boxes[at, :kept] = one["boxes"][:kept] / size
            own = one["labels"][:kept, None] == self._numbers
            scores[at, :kept] = own * one["scores"][:kept, None]
        return boxes, scores


def categories_of(name: str) -> Sequence[str]:
    """COCO's, in the order of the detector's labels."""
    weights = torchvision("models").get_model_weights(name).DEFAULT
    categories: Sequence[str] = weights.meta["categories"]
    return categories


_computed: list[Any] = []


def _compute_suppression() -> None:
    """Where torchvision's operators could not be loaded, its suppression is ours."""
    kind = "CPU"
    if _computed or torch._C._dispatch_has_kernel_for_dispatch_key("torchvision::nms", kind):
        return
    library = torch.library.Library("torchvision", "IMPL", kind)
    library.impl("nms", _suppressed)
    _computed.append(library)


def _suppressed(boxes: Tensor, scores: Tensor, overlap: float) -> Tensor:
    kept = kept_of(boxes.numpy(), scores.numpy(), overlap=overlap, most=len(scores))
    return torch.from_numpy(kept)
