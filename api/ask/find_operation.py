"""The apps' operations under the names of their files, as `ask` calls them."""

from collections.abc import Mapping

from gateway.operations import Operation, read_operations

from api.ask.question import MistypedQuestionError


def operations() -> Mapping[str, Operation]:
    """Every operation of `graphql/operations`, by the name of its file."""
    return {operation.source.stem: operation for operation in read_operations()}


def find_operation(name: str) -> Operation:
    """The operation of that name, which a terminal can wait for.

    Raises MistypedQuestionError, also for a subscription: its answers never end.
    """
    known = operations()
    if name not in known:
        raise MistypedQuestionError(f"no operation {name!r}; there are: {', '.join(known)}")
    if known[name].kind == "subscription":
        raise MistypedQuestionError(f"{name} never ends; the playground shows it live")
    return known[name]


def purpose_of(operation: Operation) -> str:
    """What the operation's author wrote above it; empty when that was nothing."""
    first_line = operation.source.read_text("utf-8").splitlines()[0]
    return first_line.removeprefix("#").strip() if first_line.startswith("#") else ""
