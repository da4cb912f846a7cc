"""The job that seals what an alarm had to leave in the clear while the key store was down."""

from contextlib import suppress

from api.jobs.tools import Context, Tools
from api.sealed_columns import URGENT_COLUMNS
from domains.kernel.personal import KeysUnavailable
from infra.keys.rotate import seal_rest


async def seal_urgent(context: Context) -> None:
    """Nothing to do is one index look-up a column; still down, the next sweep tries again."""
    tools: Tools = context["tools"]
    if tools.personal_keys is None:
        return
    with suppress(KeysUnavailable):
        await seal_rest(URGENT_COLUMNS, tools.personal_keys)
