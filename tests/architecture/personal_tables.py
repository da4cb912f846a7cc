"""Which functions touch rows about people, and whether somebody stands behind the asking.

A function that touches a table with `personal:` columns is *asked for* when it takes an `Actor`
or a `Grant` itself, or when whoever calls it in its package is, all the way up.
"""

import ast
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tortoise import Tortoise
from tortoise.models import Model

Function = ast.FunctionDef | ast.AsyncFunctionDef

ASKERS = ("Actor", "Grant", "Decider")
"""Types whose holder has been identified, or has been given leave."""


@dataclass(frozen=True)
class Personal:
    """The tables, and the models by which code may name them."""

    tables: frozenset[str]
    models: frozenset[str]


def personal() -> Personal:
    """Asked of the models: a column that says `personal:` makes its table personal."""
    marked = [model for model in _models() if _is_personal(model)]
    return Personal(
        tables=frozenset(f"{m._meta.schema}.{m._meta.db_table}" for m in marked),
        models=frozenset(m.__name__ for m in marked),
    )


def _models() -> Iterator[type[Model]]:
    for app in (Tortoise.apps or {}).values():
        yield from app.values()


def _is_personal(model: type[Model]) -> bool:
    fields = model._meta.fields_map.values()
    return any((field.description or "").startswith("personal:") for field in fields)


class Package:
    """One domain's source."""

    def __init__(self, folder: Path, known: Personal) -> None:
        self._folder, self._known = folder, known

    @cached_property
    def functions(self) -> Mapping[str, list[tuple[str, Function]]]:
        """By name: the files and functions that bear it."""
        found: dict[str, list[tuple[str, Function]]] = defaultdict(list)
        for path in sorted(self._folder.rglob("*.py")):
            if "migrations" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, Function):
                    found[node.name].append((path.relative_to(self._folder).as_posix(), node))
        return found

    @cached_property
    def constants(self) -> Mapping[str, list[ast.expr]]:
        """By name: what a module's constant of that name is; SQL is often kept in one.

        A private one bears its file's name before its own: nobody else can mean it.
        """
        found: dict[str, list[ast.expr]] = defaultdict(list)
        for path in sorted(self._folder.rglob("*.py")):
            file = path.relative_to(self._folder).as_posix()
            for node in ast.parse(path.read_text()).body:
                match node:
                    case ast.Assign(targets=[ast.Name(id=name)], value=value):
                        found[_known_as(name, file)].append(value)
                    case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                        found[_known_as(name, file)].append(value)
        return found

    @cached_property
    def callers(self) -> Mapping[str, set[str]]:
        """By name: who mentions it in this package."""
        found: dict[str, set[str]] = defaultdict(set)
        for name, bearers in self.functions.items():
            for _, function in bearers:
                for mentioned in _names(function) & self.functions.keys() - {name}:
                    found[mentioned].add(name)
        return found

    def unasked(self) -> list[str]:
        """Functions that touch people's rows though nobody has asked, as `file:function`."""
        return sorted(
            f"{file}:{name}"
            for name, bearers in self.functions.items()
            for file, function in bearers
            if self._touches(file, function) and not self._is_asked(name, function, frozenset())
        )

    def _touches(self, file: str, function: Function) -> bool:
        told = ast.get_docstring(function, clean=False)
        texts = [*_texts(function), *self._kept(_names(function), file, frozenset())]
        in_sql = any(
            table in text for text in texts if text != told for table in self._known.tables
        )
        return in_sql or bool(_names(function) & self._known.models)

    def _kept(self, names: set[str], file: str, seen: frozenset[str]) -> Iterator[str]:
        """The texts of constants that are named in a file, and of those that these are made of."""
        for name in names - seen:
            for value in self.constants.get(_known_as(name, file), ()):
                yield from _texts(value)
                yield from self._kept(_names(value), file, seen | {name})

    def _is_asked(self, name: str, function: Function, seen: frozenset[str]) -> bool:
        if _takes_an_asker(function):
            return True
        callers = self.callers.get(name, set()) - seen
        return bool(callers) and all(
            self._is_asked(caller, bearer, seen | {name})
            for caller in callers
            for _, bearer in self.functions[caller]
        )


def _takes_an_asker(function: Function) -> bool:
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    notes = [ast.unparse(one.annotation) for one in arguments if one.annotation]
    return any(asker in note for note in notes for asker in ASKERS)


def _known_as(name: str, file: str) -> str:
    return f"{file}:{name}" if name.startswith("_") else name


def _names(code: ast.AST) -> set[str]:
    inner = {node.id for node in ast.walk(code) if isinstance(node, ast.Name)}
    return inner | {node.attr for node in ast.walk(code) if isinstance(node, ast.Attribute)}


def _texts(code: ast.AST) -> list[str]:
    constants = (node.value for node in ast.walk(code) if isinstance(node, ast.Constant))
    return [value for value in constants if isinstance(value, str)]
