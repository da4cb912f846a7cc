"""The documents that the mobile apps send."""

from dataclasses import dataclass
from pathlib import Path

from graphql.language.visitor import Visitor

from gateway.shipped import operations_folder
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    parse,
    print_ast,
    visit,
)


@dataclass(frozen=True, slots=True)
class Operation:
    """One named operation with the fragments that it uses, as a single document."""

    name: str
    kind: str
    body: str
    source: Path


def read_operations(folder: Path | None = None) -> list[Operation]:
    """Every operation of the folder's documents, by name; fragments are shared between files."""
    documents = {
        path: parse(path.read_text("utf-8"))
        for path in sorted((folder or operations_folder()).glob("*.graphql"))
    }
    fragments = {
        node.name.value: node
        for document in documents.values()
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    return sorted(
        (
            _operation(node, fragments, path)
            for path, document in documents.items()
            for node in document.definitions
            if isinstance(node, OperationDefinitionNode)
        ),
        key=lambda operation: operation.name,
    )


def _operation(
    node: OperationDefinitionNode, fragments: dict[str, FragmentDefinitionNode], source: Path
) -> Operation:
    used = _fragments_used(node, fragments)
    body = print_ast(DocumentNode(definitions=(node, *(fragments[name] for name in sorted(used)))))
    return Operation(node.name.value if node.name else "", node.operation.value, body, source)


def _fragments_used(
    node: OperationDefinitionNode | FragmentDefinitionNode,
    fragments: dict[str, FragmentDefinitionNode],
) -> set[str]:
    spreads = _Spreads()
    visit(node, spreads)
    known = spreads.names & fragments.keys()
    return known.union(*(_fragments_used(fragments[name], fragments) for name in known))


class _Spreads(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_where: object) -> None:
        self.names.add(node.name.value)
