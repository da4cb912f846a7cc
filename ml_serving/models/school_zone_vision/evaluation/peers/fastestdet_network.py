"""FastestDet's network, after its weights' names and shapes: ShuffleNetV2, SPP, three heads.

Channels are shuffled by parting even from odd ones (Ma et al. 2018).
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

_STAGES = (("stage2", 24, 48, 4), ("stage3", 48, 96, 8), ("stage4", 96, 192, 4))


def _conv(inputs: int, outputs: int, kernel: int, *, stride: int = 1, groups: int = 1) -> nn.Conv2d:
    return nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False)


def _filtered(channels: int, kernel: int, stride: int = 1) -> list[nn.Module]:
    filters = _conv(channels, channels, kernel, stride=stride, groups=channels)
    return [filters, nn.BatchNorm2d(channels)]


def _mixed(inputs: int, outputs: int) -> list[nn.Module]:
    return [_conv(inputs, outputs, 1), nn.BatchNorm2d(outputs), nn.ReLU()]


class _Shuffled(nn.Module):
    def __init__(self, inputs: int, half: int, stride: int) -> None:
        super().__init__()
        own = inputs if stride == 2 else half
        main = [*_mixed(own, half), *_filtered(half, 3, stride), *_mixed(half, half)]
        self.branch_main = nn.Sequential(*main)
        if stride == 2:
            self.branch_proj = nn.Sequential(*_filtered(inputs, 3, 2), *_mixed(inputs, half))

    def forward(self, maps: Tensor) -> Tensor:
        if hasattr(self, "branch_proj"):
            return torch.cat([self.branch_proj(maps), self.branch_main(maps)], 1)
        return torch.cat([maps[:, 0::2], self.branch_main(maps[:, 1::2])], 1)


class _Named(nn.Module):
    """The weights call a sequence's only part by a name of its own."""

    def __init__(self, name: str, *parts: nn.Module) -> None:
        super().__init__()
        self.name = name
        self.add_module(name, nn.Sequential(*parts))

    def forward(self, maps: Tensor) -> Tensor:
        made: Tensor = self.get_submodule(self.name)(maps)
        return made


class _Backbone(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first_conv = nn.Sequential(_conv(3, 24, 3, stride=2), nn.BatchNorm2d(24), nn.ReLU())
        for name, inputs, outputs, count in _STAGES:
            blocks = [_Shuffled(inputs, outputs // 2, 2)]
            blocks += [_Shuffled(outputs, outputs // 2, 1) for _ in range(count - 1)]
            self.add_module(name, nn.Sequential(*blocks))

    def forward(self, pixels: Tensor) -> list[Tensor]:
        maps = [functional.max_pool2d(self.first_conv(pixels), 3, 2, 1)]
        for name, *_ in _STAGES:
            maps.append(self.get_submodule(name)(maps[-1]))
        return maps[1:]


class _Spp(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.Conv1x1 = _Named("conv1x1", *_mixed(336, 96))
        for depth in (1, 2, 3):
            parts = [part for _ in range(depth) for part in (*_filtered(96, 5), nn.ReLU())]
            self.add_module(f"S{depth}", nn.Sequential(*parts))
        self.output = nn.Sequential(_conv(288, 96, 1), nn.BatchNorm2d(96))

    def forward(self, maps: Tensor) -> Tensor:
        made = self.Conv1x1(maps)
        deep = torch.cat([self.get_submodule(f"S{depth}")(made) for depth in (1, 2, 3)], 1)
        return functional.relu(made + self.output(deep))


class _Heads(nn.Module):
    def __init__(self, labels: int) -> None:
        super().__init__()
        self.conv1x1 = _Named("conv1x1", *_mixed(96, 96))
        for name, values in (("obj", 1), ("reg", 4), ("cls", labels)):
            parts = [*_filtered(96, 5), nn.ReLU(), _conv(96, values, 1), nn.BatchNorm2d(values)]
            self.add_module(f"{name}_layers", _Named("conv5x5", *parts))

    def forward(self, maps: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        made = self.conv1x1(maps)
        there, sides, labels = (
            self.get_submodule(f"{name}_layers")(made) for name in ("obj", "reg", "cls")
        )
        return there.sigmoid(), sides, labels.softmax(1)


class FastestDet(nn.Module):
    """There or not [n, 1, h, w], sides [n, 4, h, w], labels [n, 80, h, w]."""

    def __init__(self, labels: int = 80) -> None:
        super().__init__()
        self.backbone, self.SPP, self.detect_head = _Backbone(), _Spp(), _Heads(labels)

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        fine, middle, coarse = self.backbone(pixels)
        parts = [
            functional.avg_pool2d(fine, 3, 2, 1),
            middle,
            functional.interpolate(coarse, scale_factor=2.0),
        ]
        heads: tuple[Tensor, Tensor, Tensor] = self.detect_head(self.SPP(torch.cat(parts, 1)))
        return heads
