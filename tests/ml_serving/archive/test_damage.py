"""However an archive is cut or bent: a sentence or the very same model, never an exception."""

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from ml_serving.archive import BadArchive, Limits, open_archive
from ml_serving.contract import Archive
from tests.ml_serving.archive.parts import (
    accepted,
    an_archive,
    members_of,
    summed,
    zipped,
)
from tests.ml_serving.examples import examples

calmly = settings(
    max_examples=examples(150),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def honest(tmp_path_factory):
    return an_archive(tmp_path_factory.mktemp("honest"))


@pytest.fixture(scope="module")
def bent(tmp_path_factory):
    return tmp_path_factory.mktemp("bent") / "bent-1.0.0.zip"


def is_the_same_model(opened: Archive, honest) -> bool:
    original = accepted(honest)
    return (
        opened.manifest == original.manifest
        and list(opened.golden) == list(original.golden)
        and {name: each.tobytes() for name, each in opened.weights.items()}
        == {name: each.tobytes() for name, each in original.weights.items()}
    )


def test_cut_anywhere_it_is_refused(honest, bent):
    body = honest.read_bytes()
    for length in range(0, len(body), 7):
        bent.write_bytes(body[:length])
        assert isinstance(open_archive(bent), BadArchive)


@calmly
@given(data=st.data())
def test_bent_anywhere_it_is_refused_or_unharmed(honest, bent, data):
    body = bytearray(honest.read_bytes())
    places = st.integers(0, len(body) - 1)
    for place in data.draw(st.lists(places, min_size=1, max_size=6)):
        body[place] = data.draw(st.integers(0, 255))
    bent.write_bytes(body)
    opened = open_archive(bent)
    assert isinstance(opened, BadArchive) or is_the_same_model(opened, honest)


@calmly
@given(data=st.data())
def test_bent_inside_with_sums_that_fit_it_raises_nothing(honest, bent, data):
    members = members_of(honest)
    name = data.draw(st.sampled_from(sorted(members.keys() - {"SHA256SUMS"})))
    body = bytearray(members[name])
    for place in data.draw(st.lists(st.integers(0, len(body) - 1), min_size=1, max_size=4)):
        body[place] = data.draw(st.integers(0, 255))
    zipped(bent, summed({**members, name: bytes(body)}))
    assert isinstance(open_archive(bent), Archive | BadArchive)


@calmly
@given(header=st.binary(max_size=200), tail=st.binary(max_size=64))
def test_any_weights_with_sums_that_fit_them_raise_nothing(honest, bent, header, tail):
    weights = len(header).to_bytes(8, "little") + header + tail
    zipped(bent, summed({**members_of(honest), "weights.safetensors": weights}))
    assert isinstance(open_archive(bent), BadArchive)


@calmly
@given(body=st.binary(max_size=400))
def test_any_bytes_at_all_raise_nothing(bent, body):
    bent.write_bytes(body)
    assert isinstance(open_archive(bent, limits=Limits()), BadArchive)
