"""The job that looks at homes whose time has come."""

from api.jobs.tools import Context, Tools
from domains.care import public as care


async def judge_homes(context: Context) -> None:
    """Judge what is due; the model is asked where no transaction is open."""
    tools: Tools = context["tools"]
    await care.judgement.judge_due_homes(
        model=tools.models.rhythm, clock=tools.clock, ids=tools.ids
    )
