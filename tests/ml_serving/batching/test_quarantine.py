"""An input that ends its worker again and again is refused unread, and nobody else with it."""

from ml_serving.batching.ask import RawInput, TensorInput, WireTensor
from ml_serving.batching.quarantine import ENDS, KEPT, KEPT_S, Quarantine
from ml_serving.contract import Datatype

POISON = RawInput(b'{"x": 1}', "application/json")
HARMLESS = RawInput(b'{"x": 2}', "application/json")


def test_once_may_be_chance_twice_is_poison():
    quarantine = Quarantine()
    for _ in range(ENDS):
        assert not quarantine.holds(POISON, now=0.0)
        quarantine.record(POISON, now=0.0)
    assert quarantine.holds(POISON, now=1.0)
    assert not quarantine.holds(HARMLESS, now=1.0)


def test_it_is_forgotten_after_a_while():
    quarantine = Quarantine()
    for _ in range(ENDS):
        quarantine.record(POISON, now=0.0)
    assert not quarantine.holds(POISON, now=KEPT_S)


def test_it_never_holds_more_than_its_bound():
    quarantine = Quarantine()
    for number in range(KEPT + 10):
        for _ in range(ENDS):
            quarantine.record(RawInput(b"%d" % number, "text/plain"), now=0.0)
    assert not quarantine.holds(RawInput(b"0", "text/plain"), now=0.0)
    assert quarantine.holds(RawInput(b"%d" % (KEPT + 9), "text/plain"), now=0.0)


def test_tensors_are_told_apart_by_shape_and_values():
    def tensor(shape: tuple[int, ...], data: bytes) -> TensorInput:
        return TensorInput([WireTensor("x", Datatype.UINT8, shape, data)], shape[0])

    quarantine = Quarantine()
    for _ in range(ENDS):
        quarantine.record(tensor((2, 1), b"ab"), now=0.0)
    assert quarantine.holds(tensor((2, 1), b"ab"), now=0.0)
    assert not quarantine.holds(tensor((1, 2), b"ab"), now=0.0)
    assert not quarantine.holds(tensor((2, 1), b"ac"), now=0.0)
