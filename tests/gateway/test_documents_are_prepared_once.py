"""The document cache hits, stays bounded, and never keeps what was refused."""

import pytest
from gateway.execution import documents
from gateway.execution.documents import DocumentRefused, Documents
from gateway.execution.limits import Limits
from gateway.schema import build_schema
from prometheus_client import REGISTRY

from tests.gateway import bus_stop
from tests.gateway.phone import a_phone


def counted(outcome: str) -> float:
    name = "osan_graphql_document_cache_total"
    return REGISTRY.get_sample_value(name, {"outcome": outcome}) or 0


def store(**limits: int) -> Documents:
    return Documents(build_schema([bus_stop])._schema, Limits(**limits))


@pytest.fixture
def preparations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What graphql-core was asked to do, in order; it still does it."""
    done: list[str] = []
    for name in ("parse", "validate"):
        monkeypatch.setattr(documents, name, _noting(getattr(documents, name), name, done))
    return done


def _noting(function, name: str, done: list[str]):
    def noted(*arguments, **options):
        done.append(name)
        return function(*arguments, **options)

    return noted


async def test_a_second_request_neither_parses_nor_validates(preparations: list[str]) -> None:
    async with a_phone() as phone:
        for name in ("Mina", "Jun", "Ara"):
            answer = await phone.send("query($n: String!) { hello(name: $n) }", n=name)
            assert answer == {"data": {"hello": f"hello {name}"}}
    assert preparations == ["parse", "validate"]


async def test_hits_and_misses_are_counted() -> None:
    hits, misses = counted("hit"), counted("miss")
    async with a_phone() as phone:
        for _ in range(3):
            await phone.send("{ hello }")
    assert (counted("hit") - hits, counted("miss") - misses) == (2, 1)


def test_an_invalid_document_is_never_kept(preparations: list[str]) -> None:
    found = store()
    for _ in range(2):
        with pytest.raises(DocumentRefused):
            found.find("{ nothing }")
    assert preparations == ["parse", "validate"] * 2


def test_the_least_recently_used_document_is_forgotten_first(preparations: list[str]) -> None:
    found = store(documents_cached=2)
    for text in ("{ hello }", "{ fleet { id } }", "{ hello }", "{ buggy }", "{ hello }"):
        found.find(text)
    assert preparations.count("parse") == 3
    found.find("{ fleet { id } }")
    assert preparations.count("parse") == 4


def test_the_cache_is_bounded_in_characters_too(preparations: list[str]) -> None:
    found = store(document_cache_characters=100)
    padded = ["{ hello }" + " " * (60 + number) for number in range(2)]
    for text in [*padded, *padded]:
        found.find(text)
    assert preparations.count("parse") == 4
