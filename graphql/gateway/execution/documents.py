"""Documents, parsed and validated once however often they are sent."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graphql.execution.collect_fields import FragmentDetails
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from domains.kernel.resident_numbers import REFUSED as RESIDENT_NUMBER
from domains.kernel.resident_numbers import holds_resident_number
from gateway.execution.faults import RequestRefused
from gateway.execution.limits import Limits
from gateway.execution.measure import Measure, Size
from gateway.execution.metrics import CACHE_HITS, CACHE_MISSES, DOCUMENTS_REFUSED
from gateway.execution.resident_numbers import ADVICE, document_holds_resident_number
from gateway.execution.variables import VariablesPlan
from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    parse,
    specified_rules,
    validate,
)

RULES = (*specified_rules, MaybeNullValidationRule, OneOfInputValidationRule)
"""Made once: rule classes made per request would be new keys, and the cache would never hit."""

MOST_ERRORS = 20


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a valid document, with all that its execution needs of the document."""

    node: OperationDefinitionNode
    fragment_nodes: dict[str, FragmentDefinitionNode]
    fragments: dict[str, FragmentDetails]
    variables: VariablesPlan

    @property
    def kind(self) -> OperationType:
        return self.node.operation


Document = Mapping[str, Operation]
"""A valid document's operations by name ("" for the one that has none)."""


class DocumentRefused(Exception):
    """The text is no document that this schema and these limits allow."""

    def __init__(self, errors: list[GraphQLError], code: str) -> None:
        super().__init__(code)
        self.errors = errors
        self.code = code


class Documents:
    """An LRU of valid documents by their text, bounded in number and in total characters."""

    def __init__(self, schema: GraphQLSchema, limits: Limits) -> None:
        self._schema = schema
        self._limits = limits
        self._valid: OrderedDict[str, Document] = OrderedDict()
        self._characters = 0

    def operation(self, text: str, name: str | None) -> Operation:
        """The operation to run. Raises DocumentRefused, also when `name` chooses none."""
        document = self.find(text)
        if name is None and len(document) == 1:
            return next(iter(document.values()))
        chosen = document.get(name or "")
        if chosen is None:
            raise _refused(
                "OPERATION_RESOLUTION_FAILURE",
                "Say with operationName which operation of the document to run.",
            )
        return chosen

    def find(self, text: str) -> Document:
        """The document of `text`. Raises DocumentRefused; a refusal is never cached."""
        known = self._valid.get(text)
        if known is not None:
            self._valid.move_to_end(text)
            CACHE_HITS.inc()
            return known
        CACHE_MISSES.inc()
        return self._remember(text, self._examine(text))

    def _remember(self, text: str, document: Document) -> Document:
        self._valid[text] = document
        self._characters += len(text)
        while (
            len(self._valid) > self._limits.documents_cached
            or self._characters > self._limits.document_cache_characters
        ):
            forgotten, _ = self._valid.popitem(last=False)
            self._characters -= len(forgotten)
        return document

    def _examine(self, text: str) -> Document:
        try:
            return _examine(text, self._schema, self._limits)
        except DocumentRefused as refused:
            DOCUMENTS_REFUSED.labels(refused.code).inc()
            raise


def _examine(text: str, schema: GraphQLSchema, limits: Limits) -> Document:
    if holds_resident_number((text,)):
        raise _refused(RESIDENT_NUMBER, ADVICE)
    node = _parse(text, limits)
    if document_holds_resident_number(node):
        raise _refused(RESIDENT_NUMBER, ADVICE)
    operations = [
        definition
        for definition in node.definitions
        if isinstance(definition, OperationDefinitionNode)
    ]
    measure = Measure(node)
    for operation in operations:
        _bound(measure.of(operation), measure.root_fields(operation), limits)
    errors = validate(schema, node, RULES, max_errors=MOST_ERRORS)
    if errors:
        raise DocumentRefused(errors, "GRAPHQL_VALIDATION_FAILED")
    return _prepare(node, operations, schema)


def _prepare(
    node: DocumentNode, operations: Iterable[OperationDefinitionNode], schema: GraphQLSchema
) -> Document:
    fragment_nodes = {
        definition.name.value: definition
        for definition in node.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }
    fragments = {name: FragmentDetails(fragment) for name, fragment in fragment_nodes.items()}
    return {
        operation.name.value if operation.name else "": Operation(
            operation,
            fragment_nodes,
            fragments,
            VariablesPlan(schema, operation.variable_definitions or ()),
        )
        for operation in operations
    }


def _parse(text: str, limits: Limits) -> DocumentNode:
    if len(text) > limits.query_characters:
        raise _too_much("QUERY_TOO_LONG", "characters", len(text), limits.query_characters)
    try:
        return parse(text, max_lexical_tokens=limits.tokens, allow_empty_selection_sets=False)
    except GraphQLSyntaxError as error:
        if "token" in error.message and str(limits.tokens) in error.message:
            raise DocumentRefused([error], "QUERY_TOO_MANY_TOKENS") from error
        raise DocumentRefused([error], "GRAPHQL_PARSE_FAILED") from error


def _bound(size: Size, root_fields: int, limits: Limits) -> None:
    for code, noun, value, limit in (
        ("QUERY_TOO_DEEP", "levels of fields", size.depth, limits.depth),
        (
            "QUERY_TOO_DEEP",
            "levels of introspection",
            size.introspection_depth,
            limits.introspection_depth,
        ),
        ("QUERY_TOO_MANY_ALIASES", "aliases", size.aliases, limits.aliases),
        ("QUERY_TOO_MANY_DIRECTIVES", "directives", size.directives, limits.directives),
        ("QUERY_TOO_MANY_ROOT_FIELDS", "root fields", root_fields, limits.root_fields),
        ("QUERY_TOO_COSTLY", "fields, rows counted", size.cost, limits.cost),
    ):
        if value > limit:
            raise _too_much(code, noun, value, limit)
    if size.introspection_depth and not limits.introspection:
        raise _refused("INTROSPECTION_OFF", "This gateway does not tell its schema.")


def _too_much(code: str, noun: str, value: int, limit: int) -> DocumentRefused:
    message = f"This document asks for {value} {noun}; the most is {limit}."
    return _refused(code, message, limit=limit)


def _refused(code: str, message: str, **details: object) -> DocumentRefused:
    return DocumentRefused([RequestRefused(message, code=code, **details)], code)
