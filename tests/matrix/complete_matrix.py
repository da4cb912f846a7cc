"""Every cell there is: minutes, so only `make matrix` asks for this file by its name.

Field by field in the schema's order, each with every credential, relation and state of consent;
`--shard 2/4` takes the second field, the sixth, and so on. One test a field, so that pytest's
percentages show how far it is.
"""

import pytest

from tests.matrix import cover
from tests.matrix.entries import entries, schema
from tests.matrix.test_every_cell import city, hold, quiet

__all__ = ["city", "hold", "quiet"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "field" in metafunc.fixturenames:
        shard, _, shards = metafunc.config.getoption("shard").partition("/")
        names = [entry.name for entry in entries(schema())]
        metafunc.parametrize("field", names[int(shard) - 1 :: int(shards)])


async def test_the_complete_matrix_holds(hold, field) -> None:
    mine = [entry for entry in entries(schema()) if entry.name == field]
    await hold("complete", mine, cover.complete)
