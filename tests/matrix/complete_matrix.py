"""Every cell there is: minutes, so only `make matrix` asks for this file by its name."""

from tests.matrix import cover
from tests.matrix.test_every_cell import hold, quiet, tell

__all__ = ["quiet", "tell"]


async def test_the_complete_matrix_holds(database, valkey, settings, ids, tell, quiet) -> None:
    await hold(settings, valkey, ids, tell, cover.complete)
