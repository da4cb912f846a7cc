"""OpenVINO as the engine: the convolutions in bfloat16 where the processor multiplies it.

Only `maps` is compiled, for one picture: what decides pixels afterwards stays in single precision,
and a picture's answer cannot depend on what rides with it. The frontend is called by its parts,
because the package's own conversion reports its use to its makers.
"""

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import openvino
import torch
from openvino.frontend import FrontEndManager
from openvino.frontend.pytorch.ts_decoder import TorchScriptPythonDecoder
from openvino.preprocess import PrePostProcessor
from torch import nn

from ml_serving.models.school_zone_vision.engines.face import Engine, Seen
from ml_serving.models.school_zone_vision.networks.centernet import Centernet
from ml_serving.models.school_zone_vision.networks.ssdlite import Ssdlite
from ml_serving.models.school_zone_vision.pixels import Pixels


def with_openvino(network: Centernet | Ssdlite, *, threads: int, size: tuple[int, int]) -> Engine:
    """For pictures of `size` (width, height), and for those that are as much higher than wide.

    torch decides peaks only, which is not worth a second thread: its threads would wait beside
    OpenVINO's, and take their turns.
    """
    torch.set_num_threads(1)
    lying = _compiled(network, threads, size)
    upright = lying if size == size[::-1] else _compiled(network, threads, size[::-1])

    def see(pictures: Sequence[Pixels]) -> Sequence[Seen]:
        ways = {(size[1], size[0], 3): lying, (*size, 3): upright}
        return [ways[picture.shape](picture) for picture in pictures]

    return Engine(see, pictures_a_pass=1)


def _compiled(
    network: Centernet | Ssdlite, threads: int, size: tuple[int, int]
) -> Callable[[Pixels], Seen]:
    wishes = {"INFERENCE_NUM_THREADS": threads, **_WISHES}
    compiled = openvino.Core().compile_model(_model(network, size), "CPU", wishes)
    request = compiled.create_infer_request()

    def see(picture: Pixels) -> Seen:
        request.infer([picture[None]], share_inputs=True, share_outputs=True)
        with torch.inference_mode():
            maps = [torch.from_numpy(one.data) for one in request.output_tensors]
            boxes, scores = network.told(*maps, size=size)
            return boxes[0].numpy(), scores[0].numpy()

    return see


_WISHES = {"PERFORMANCE_HINT": "LATENCY", "ENABLE_CPU_PINNING": False}
"""Where threads are counted, OpenVINO ties them to the machine's first cores, in every process to
the same ones: two workers of one thread would share a core and leave the other idle."""

_ONCE = {"check_trace": False}
"""torch would trace three times and compare; the golden cases look at the whole of it anyway."""


class _Maps(nn.Module):
    def __init__(self, network: Centernet | Ssdlite) -> None:
        super().__init__()
        self.network = network

    def forward(self, pixels: torch.Tensor) -> tuple[torch.Tensor, ...]:
        return self.network.maps(pixels)


def _model(network: Centernet | Ssdlite, size: tuple[int, int]) -> Any:
    """From bytes [1, height, width, 3] to maps. They become numbers before they change places:
    places of bytes take a twentieth of the whole."""
    black = torch.zeros(1, 3, size[1], size[0])
    frontend = FrontEndManager().load_by_framework("pytorch")
    with warnings.catch_warnings():
        # Sizes become constants, as they shall: a compiled network is of one size.
        warnings.simplefilter("ignore", torch.jit.TracerWarning)
        decoder = TorchScriptPythonDecoder(_Maps(network), example_input=black, trace_kwargs=_ONCE)
    model = frontend.convert(frontend.load(decoder))
    model.reshape([1, 3, size[1], size[0]])
    steps = PrePostProcessor(model)
    steps.input().tensor().set_element_type(openvino.Type.u8)
    steps.input().tensor().set_layout(openvino.Layout("NHWC"))
    steps.input().preprocess().convert_element_type(openvino.Type.f32)
    steps.input().preprocess().convert_layout(openvino.Layout("NCHW"))
    steps.input().model().set_layout(openvino.Layout("NCHW"))
    return steps.build()
