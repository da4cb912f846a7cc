"""Reads the constants of a frozen TensorFlow graph out of its protobuf, without TensorFlow.

Of GraphDef, NodeDef, AttrValue and TensorProto (tensorflow/core/framework/*.proto) only the few
fields are known here that a constant needs.
"""

from collections.abc import Iterator, Mapping

import numpy as np

from ml_serving.contract import Tensor
from ml_serving.models.school_zone_vision.wire_format import BrokenMessage, fields_of

_NODE = 1
_NAME, _OPERATION, _ATTRIBUTE = 1, 2, 5
_KEY, _VALUE = 1, 2
_TENSOR = 8
_TYPE, _SHAPE, _CONTENT, _FLOATS = 1, 2, 4, 5
_DIMENSION, _SIZE = 2, 1
_FLOAT32 = 1


def read_constants(graph: bytes) -> Mapping[str, Tensor]:
    """Every float32 constant by its node's name, in TensorFlow's layout (kernels are HWIO).

    Raises `BrokenMessage` where the bytes are no such graph.
    """
    try:
        nodes = [_bytes(node) for field, node in fields_of(memoryview(graph)) if field == _NODE]
        return dict(found for node in nodes for found in _constants(node))
    except (KeyError, TypeError, UnicodeDecodeError, ValueError) as broken:
        raise BrokenMessage("this is no frozen TensorFlow graph") from broken


def _constants(node: memoryview) -> Iterator[tuple[str, Tensor]]:
    """The node's name and value where it is a float32 constant, else nothing."""
    told = dict(fields_of(node))
    if bytes(_bytes(told[_OPERATION])) != b"Const":
        return
    tensor = dict(fields_of(_attribute(node, b"value")))[_TENSOR]
    parts = dict(fields_of(_bytes(tensor)))
    if parts[_TYPE] == _FLOAT32:
        yield bytes(_bytes(told[_NAME])).decode(), _filled(parts)


def _attribute(node: memoryview, key: bytes) -> memoryview:
    attributes = (dict(fields_of(_bytes(one))) for at, one in fields_of(node) if at == _ATTRIBUTE)
    return next(_bytes(one[_VALUE]) for one in attributes if bytes(_bytes(one[_KEY])) == key)


def _filled(parts: Mapping[int, int | memoryview]) -> Tensor:
    """A single value fills the whole shape, as TensorProto says."""
    dimensions = [dict(fields_of(_bytes(one))) for _, one in fields_of(_bytes(parts[_SHAPE]))]
    shape = [_number(one.get(_SIZE, 0)) for one in dimensions]
    values = np.frombuffer(_bytes(parts.get(_CONTENT, parts.get(_FLOATS, memoryview(b"")))), "<f4")
    return np.full(shape, values[0]) if values.size == 1 else values.reshape(shape).copy()


def _bytes(value: int | memoryview) -> memoryview:
    if isinstance(value, int):
        raise TypeError("a number where a message was expected")
    return value


def _number(value: int | memoryview) -> int:
    if not isinstance(value, int):
        raise TypeError("a message where a number was expected")
    return value
