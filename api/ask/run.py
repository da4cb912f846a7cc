"""A question from the words that were typed to what stands on the screen."""

import asyncio
from typing import Any

import httpx
import typer
from gateway.operations import Operation
from gateway.shipped import schema_snapshot

from api.ask.fill_in import fill_in
from api.ask.find_operation import find_operation
from api.ask.put import TIMEOUT_S, Asker, NoAnswerError
from api.ask.question import MistypedQuestionError, Question
from api.ask.show import pick, show
from api.ask.slots import Slots, slots_of
from domains.kernel.ids import UuidV7Ids
from graphql import build_schema
from infra.oidc.command_line import SignInFailedError
from infra.settings import Settings


def run(settings: Settings, question: Question) -> int:
    """Ask, and print the answer. Exit status: 0 answered, 1 no answer, 2 mistyped."""
    try:
        show(asyncio.run(_answer(settings.gateway.public_url, question)))
    except MistypedQuestionError as mistyped:
        return _say(mistyped, 2)
    except (SignInFailedError, NoAnswerError) as failed:
        return _say(failed, 1)
    return 0


async def _answer(url: str, question: Question) -> Any:
    operation = find_operation(question.operation)
    slots = slots_of(operation.body, build_schema(schema_snapshot().read_text("utf-8")))
    async with httpx.AsyncClient(timeout=TIMEOUT_S) as http:
        answer = await _put(http, url, question, operation, slots)
    return answer if question.only is None else pick(answer, question.only)


async def _put(
    http: httpx.AsyncClient, url: str, question: Question, operation: Operation, slots: Slots
) -> dict[str, Any]:
    about = None
    if question.about is not None:
        about = await (await Asker.signed_in(http, url, question.about)).own_id()
    request_id = str(UuidV7Ids().new())
    variables = fill_in(slots, question.given, about=about, request_id=request_id)
    asker = await Asker.signed_in(http, url, question.citizen)
    return await asker.ask(operation.body, variables)


def _say(problem: Exception, status: int) -> int:
    typer.secho(str(problem), fg="red", err=True)
    return status
