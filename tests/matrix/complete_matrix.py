"""Every cell there is: minutes, so only `make matrix` asks for this file by its name.

Fields are dealt to parts in the schema's order, so that all parts take about as long, and parts to
shards; a part's cells go field by field, with every credential, relation and state of consent.
"""

import pytest

from tests.matrix import cover
from tests.matrix.entries import entries, schema
from tests.matrix.test_every_cell import hold, quiet

__all__ = ["hold", "quiet"]

PARTS = 24


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "part" in metafunc.fixturenames:
        shard, _, shards = metafunc.config.getoption("shard").partition("/")
        metafunc.parametrize("part", range(int(shard) - 1, PARTS, int(shards)))


async def test_the_complete_matrix_holds(hold, part) -> None:
    mine = {entry.name for entry in entries(schema())[part::PARTS]}
    await hold("complete", lambda entry: entry.name in mine, cover.complete)
