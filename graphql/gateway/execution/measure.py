"""How big an operation is, counted over its fragments before anything is validated."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
)

PAGE_CAP = 100
"""No connection gives more rows than this, so no `first` multiplies by more."""

DEFAULT_PAGE = 20

ENDLESS = 10**9
"""The size of a fragment that spreads itself; validation will name the cycle."""


@dataclass(frozen=True, slots=True)
class Size:
    """What a selection amounts to once its fragments are written out."""

    depth: int = 0
    introspection_depth: int = 0
    aliases: int = 0
    directives: int = 0
    cost: int = 0

    def beside(self, other: "Size") -> "Size":
        """This selection and another next to it."""
        return Size(
            max(self.depth, other.depth),
            max(self.introspection_depth, other.introspection_depth),
            self.aliases + other.aliases,
            self.directives + other.directives,
            self.cost + other.cost,
        )


NOTHING = Size()
CYCLE = Size(ENDLESS, ENDLESS, ENDLESS, ENDLESS, ENDLESS)


class Measure:
    """Sizes of the operations of one document; each fragment is measured once."""

    def __init__(self, document: DocumentNode) -> None:
        self._fragments: Mapping[str, FragmentDefinitionNode] = {
            node.name.value: node
            for node in document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }
        self._sizes: dict[str, Size] = {}

    def of(self, operation: OperationDefinitionNode) -> Size:
        """The size of a whole operation, variables' directives included."""
        variables = operation.variable_definitions or ()
        own = sum(len(variable.directives or ()) for variable in variables)
        return self._selections(operation.selection_set).beside(
            Size(directives=own + len(operation.directives or ()))
        )

    def root_fields(self, operation: OperationDefinitionNode) -> int:
        """Fields selected at the root, written out through fragments."""
        return self._fields_in(operation.selection_set, frozenset())

    def _fields_in(self, selections: SelectionSetNode | None, within: frozenset[str]) -> int:
        return sum(self._fields_of(node, within) for node in _nodes(selections))

    def _fields_of(self, node: SelectionNode, within: frozenset[str]) -> int:
        match node:
            case FieldNode():
                return 1
            case InlineFragmentNode():
                return self._fields_in(node.selection_set, within)
            case FragmentSpreadNode() if node.name.value in self._fragments:
                name = node.name.value
                if name in within:
                    return ENDLESS
                return self._fields_in(self._fragments[name].selection_set, within | {name})
            case _:
                return 0

    def _selections(self, selections: SelectionSetNode | None) -> Size:
        return reduce(Size.beside, map(self._selection, _nodes(selections)), NOTHING)

    def _selection(self, node: SelectionNode) -> Size:
        own = Size(directives=len(node.directives or ()))
        match node:
            case FieldNode():
                return own.beside(self._field(node))
            case InlineFragmentNode():
                return own.beside(self._selections(node.selection_set))
            case FragmentSpreadNode():
                return own.beside(self._fragment(node.name.value))
            case _:
                return own

    def _field(self, node: FieldNode) -> Size:
        inner = self._selections(node.selection_set)
        introspects = node.name.value in ("__schema", "__type") or inner.introspection_depth > 0
        deep, deeper = inner.depth + 1, inner.introspection_depth
        if introspects:
            deep, deeper = 1, max(inner.depth, inner.introspection_depth) + 1
        return Size(
            deep,
            deeper,
            inner.aliases + int(node.alias is not None),
            inner.directives,
            1 + inner.cost * _repeats(node),
        )

    def _fragment(self, name: str) -> Size:
        known = self._sizes.get(name)
        if known is not None:
            return known
        self._sizes[name] = CYCLE
        fragment = self._fragments.get(name)
        if fragment is not None:
            self._sizes[name] = self._selections(fragment.selection_set)
        return self._sizes[name]


def _nodes(selections: SelectionSetNode | None) -> Iterable[Any]:
    return selections.selections if selections is not None else ()


def _repeats(node: FieldNode) -> int:
    for argument in node.arguments or ():
        if argument.name.value == "first":
            match argument.value:
                case IntValueNode(value=text):
                    return min(max(int(text[:9]), 1), PAGE_CAP)
                case VariableNode():
                    return PAGE_CAP
    return 1
