"""v2 requests that are nearly right, in JSON and with binary data after it."""

import json
import struct
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from tests.ml_serving.fuzz.mutate_json import changed

SIZES = {"BOOL": 1, "UINT8": 1, "INT32": 4, "INT64": 8, "FP32": 4, "FP64": 8}
ODD_SHAPES: Sequence[Any] = (
    *([], [0], [-1], [1], [2**31, 2**31], [2**63], [2**64], [1] * 40, [1.5], ["1"], None, "1"),
    *([0, 0], [1, -1], [65_536, 65_536, 65_536, 65_536], [1, 2**62], [True]),
)
ODD_TYPES = ("FP16", "BF16", "UINT64", "INT8", "STRING", "", None, 7, "fp32", "BYTES", "BOOL")


def mutated(inputs: Sequence[Mapping[str, Any]], dice: Random) -> tuple[bytes, int | None]:
    """A body, and the length of its JSON where binary data follow."""
    binary = dice.random() < 0.6
    tensors, data = [], b""
    for spec in inputs:
        tensor, raw = _tensor(spec, dice, binary=binary)
        tensors.append(tensor)
        data += raw
    said = {"id": "fuzz", "inputs": tensors, "parameters": {"binary_data_output": binary}}
    said = _wrong(said, dice)
    head = json.dumps(said).encode()
    if not binary:
        return _torn(head, dice), None
    length = len(head) + dice.choice((0, 0, 0, 0, -1, 1, -5, 10**6, -(10**6)))
    return head + _torn(data, dice), length


def _tensor(spec: Mapping[str, Any], dice: Random, *, binary: bool) -> tuple[dict[str, Any], bytes]:
    shape = [dice.choice((1, 1, 2, 3)) if size < 0 else size for size in spec["shape"]]
    count = 1
    for size in shape:
        count *= size
    count = min(count, 20_000)
    told = {"name": spec["name"], "datatype": spec["datatype"], "shape": shape}
    if binary:
        raw = _raw(spec["datatype"], count, dice)
        return {**told, "parameters": {"binary_data_size": len(raw)}}, raw
    return {**told, "data": _values(spec["datatype"], count, dice)}, b""


def _raw(datatype: str, count: int, dice: Random) -> bytes:
    """Noise: not-a-number, infinities and truths that are neither are among it."""
    if datatype != "BYTES":
        return dice.randbytes(count * SIZES[datatype])
    texts = [dice.randbytes(dice.randrange(40)) for _ in range(count)]
    lie = dice.choice((0, 0, 0, 1, 2**31))
    return b"".join(struct.pack("<I", (len(each) + lie) % 2**32) + each for each in texts)


def _values(datatype: str, count: int, dice: Random) -> list[Any]:
    match datatype:
        case "BOOL":
            return [dice.random() < 0.5 for _ in range(count)]
        case "BYTES":
            return ["text"] * count
        case "FP32" | "FP64":
            return [dice.uniform(-1e3, 1e3) for _ in range(count)]
    return [dice.randrange(-5, 200) for _ in range(count)]


def _wrong(said: dict[str, Any], dice: Random) -> dict[str, Any]:
    tensor = dice.choice(said["inputs"])
    match dice.randrange(9):
        case 0:
            tensor["shape"] = dice.choice(ODD_SHAPES)
        case 1:
            tensor["datatype"] = dice.choice(ODD_TYPES)
        case 2:
            tensor["parameters"] = {"binary_data_size": dice.choice((-1, 0, 1, 2**63, "4", 1.5))}
        case 3:
            tensor["data"] = changed(tensor.get("data", [1]), dice)
        case 4:
            said["inputs"] = said["inputs"] * dice.choice((0, 2, 40))
        case 5:
            said["outputs"] = dice.choice(([{"name": "none"}], [{}], {}, [None], "all"))
        case 6:
            said["parameters"] = dice.choice(({"timeout": -1}, {"priority": "high"}, [], None))
        case 7:
            changed_whole = changed(said, dice)
            return changed_whole if isinstance(changed_whole, dict) else {"inputs": changed_whole}
    return said


def _torn(body: bytes, dice: Random) -> bytes:
    match dice.randrange(8):
        case 0:
            return body[: dice.randrange(len(body) + 1)]
        case 1:
            return body + dice.randbytes(7)
    return body
