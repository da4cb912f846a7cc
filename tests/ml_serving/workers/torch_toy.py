"""A small convolution in torch, seeded: enough to see threads, batches and real arithmetic."""

from collections.abc import Mapping, Sequence

import numpy as np
import torch

from ml_serving.contract import Archive, Datatype, Device, Prediction, Refusal, Tensors, TensorSpec

SIDE = 32


class TorchToy:
    inputs = (TensorSpec("pixels", Datatype.UINT8, (-1, SIDE, SIDE)),)
    outputs = (
        TensorSpec("score", Datatype.FP32, (-1, 1)),
        TensorSpec("threads", Datatype.INT64, (-1, 1)),
    )

    rows_a_pass: int | None = None

    def __init__(self, kernel: torch.Tensor) -> None:
        self._kernel = kernel

    def read(self, body: bytes, content_type: str) -> torch.Tensor | Refusal:
        if len(body) != SIDE * SIDE:
            return Refusal("another size", f"{SIDE * SIDE} bytes")
        return torch.frombuffer(bytearray(body), dtype=torch.uint8).reshape(1, SIDE, SIDE)

    def read_tensors(self, tensors: Tensors) -> Sequence[torch.Tensor]:
        return [torch.from_numpy(row.copy())[None] for row in tensors["pixels"]]

    def features(self, item: torch.Tensor) -> Mapping[str, float]:
        return {"brightness": float(item.float().mean())}

    @torch.inference_mode()
    def predict(self, items: Sequence[torch.Tensor]) -> Sequence[Prediction]:
        pixels = torch.stack(list(items)).float() / 255
        scores = torch.nn.functional.conv2d(pixels, self._kernel).relu().mean((1, 2, 3))
        threads = np.array([torch.get_num_threads()])
        return [
            Prediction(
                {"score": float(score)},
                {"score": np.array([score], np.float32), "threads": threads},
            )
            for score in scores
        ]


def load(archive: Archive, device: Device) -> TorchToy:
    return TorchToy(torch.from_numpy(np.array(archive.weights["kernel"])).to(device.name))
