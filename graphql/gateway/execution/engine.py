"""Running an operation: strawberry's schema, graphql-core's executor, nothing in between."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any, cast

import strawberry
from strawberry.execution import optimized_is_awaitable

from gateway.context import Context
from gateway.execution.documents import Documents, Operation
from gateway.execution.faults import (
    BAD_INPUT,
    TimedOut,
    format_errors,
    format_refusals,
)
from gateway.execution.lean_executor import LeanExecutor, plain_fields
from gateway.execution.limits import Limits
from gateway.execution.metrics import OPERATION_SECONDS
from gateway.execution.resident_numbers import (
    refuse_resident_numbers,
    refuse_what_errors_would_repeat,
)
from graphql import (
    ExecutionResult,
    GraphQLError,
    create_source_event_stream,
    default_field_resolver,
    default_type_resolver,
    execute_subscription_event,
    map_source_to_response_event,
)
from graphql import (
    Executor as BaseExecutor,
)


@dataclass(frozen=True, slots=True)
class Request:
    """The four parameters of GraphQL over HTTP."""

    query: str
    operation_name: str | None = None
    variables: Mapping[str, Any] | None = None
    extensions: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One GraphQL response. `refused` means nothing was executed: there is no data entry."""

    payload: dict[str, Any]
    refused: bool = False


class Engine:
    """One schema, its limits and its document cache; shared by all transports."""

    def __init__(self, schema: strawberry.Schema, limits: Limits) -> None:
        self._schema = schema._schema
        self.limits = limits
        self._plain = plain_fields(self._schema)
        self.documents = Documents(self._schema, limits)

    def find(self, request: Request) -> Operation:
        """The operation to run. Raises DocumentRefused."""
        return self.documents.operation(request.query, request.operation_name)

    async def execute(self, request: Request, operation: Operation, context: Context) -> Answer:
        """Run a query or a mutation to its end."""
        executor = self._executor(request, operation, context)
        if isinstance(executor, list):
            return refusal(executor, BAD_INPUT)
        with OPERATION_SECONDS.labels(operation.kind.value).time():
            return await self._run(executor, context)

    async def _run(self, executor: LeanExecutor, context: Context) -> Answer:
        try:
            result = executor.execute_operation()
            if isawaitable(result):
                async with asyncio.timeout(self.limits.operation_timeout_s):
                    result = await result
        except TimeoutError:
            late = GraphQLError("", original_error=TimedOut())
            result = ExecutionResult(None, [late])
        return _answer(cast(ExecutionResult, result), context)

    async def subscribe(
        self, request: Request, operation: Operation, context: Context
    ) -> AsyncIterator[Answer] | Answer:
        """The stream of a subscription's answers, or the one answer that refuses it."""
        executor = self._executor(request, operation, context)
        if isinstance(executor, list):
            return refusal(executor, BAD_INPUT)
        source = create_source_event_stream(executor)
        if isawaitable(source):
            source = await source
        if isinstance(source, ExecutionResult):
            return _failed(source.errors or [], context)
        return _answers(map_source_to_response_event(executor, source, _execute_event), context)

    def _executor(
        self, request: Request, operation: Operation, context: Context
    ) -> LeanExecutor | list[GraphQLError]:
        given = request.variables or {}
        if (refused := refuse_resident_numbers(given)) is not None:
            return [refused]
        variables = operation.variables.coerce(given)
        if isinstance(variables, list):
            return [refuse_what_errors_would_repeat(given) or error for error in variables]
        return LeanExecutor(
            self._schema,
            operation.fragment_nodes,
            operation.fragments,
            None,
            context,
            operation.node,
            variables,
            default_field_resolver,
            default_type_resolver,
            default_field_resolver,
            is_awaitable=optimized_is_awaitable,
            plain=self._plain,
        )


def _execute_event(executor: BaseExecutor[Any]) -> Any:
    executor.context_value = executor.context_value.afresh()
    return execute_subscription_event(executor)


async def _answers(
    results: AsyncGenerator[ExecutionResult, None], context: Context
) -> AsyncIterator[Answer]:
    try:
        async for result in results:
            yield _answer(result, context)
    except Exception as fault:
        error = GraphQLError("", original_error=fault)
        yield _failed([error], context)
    finally:
        await results.aclose()


def _answer(result: ExecutionResult, context: Context) -> Answer:
    if result.errors is None:
        return Answer({"data": result.data})
    errors = format_errors(result.errors, trace_id=context.trace_id)
    return Answer({"errors": errors, "data": result.data})


def _failed(errors: list[GraphQLError], context: Context) -> Answer:
    return Answer({"errors": format_errors(errors, trace_id=context.trace_id)}, refused=True)


def refusal(errors: list[GraphQLError], code: str) -> Answer:
    """The answer to a request that never ran; `code` names errors that carry none."""
    return Answer({"errors": format_refusals(errors, code)}, refused=True)
