"""The job of signing keys."""

from api.jobs.tools import Context, Tools


async def rotate_keys(context: Context) -> None:
    """Make the next signing key when its turn comes near."""
    tools: Tools = context["tools"]
    if tools.key_rotation is not None:
        await tools.key_rotation.turn(clock=tools.clock, ids=tools.ids)
