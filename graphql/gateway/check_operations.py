"""Whether the documents that the mobile apps send are valid against the schema."""

from gateway.execution.documents import DocumentRefused, Documents
from gateway.execution.limits import Limits
from gateway.operations import Operation
from graphql import GraphQLSchema


def problems(operations: list[Operation], schema: GraphQLSchema, limits: Limits) -> list[str]:
    """What is wrong with the operations, each as `file: operation: message`."""
    documents = Documents(schema, limits)
    found = [
        f"{operation.source.name}: an operation needs a name"
        for operation in operations
        if not operation.name
    ]
    for operation in operations:
        try:
            documents.find(operation.body)
        except DocumentRefused as refused:
            found += [
                f"{operation.source.name}: {operation.name}: {error.message}"
                for error in refused.errors
            ]
    return found
