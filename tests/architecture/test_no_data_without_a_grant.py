"""Whoever touches a child's positions or crossings holds a Grant, and only consent makes Grants."""

import ast
import copy
import pickle
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from domains.consent.grant import Grant, issue
from domains.consent.public import Purpose

Function = ast.FunctionDef | ast.AsyncFunctionDef

TABLES = ("commute.positions", "commute.crossings")
HOLDS = ("Grant", "Batch", "_NewCrossing")

ENDINGS = {
    "erase.py": {"erase", "_delete_crossings"},
    "positions.py": {"destroy", "turn_partitions"},
    "expire.py": {"_delete_records"},
}
"""These destroy, and need nobody's leave to."""

CORRECTIONS = {"record_crossings.py": {"_retract", "_amend"}}
"""These take back or move what was told under a grant; the grant is asked for by their only
caller, `record_crossings`, before it gets here."""

OWN_CHECK = {
    "miss_arrivals.py": {"_claim_due"},
    "stream.py": {"stream_from"},
    "find_one.py": {"find_crossing"},
}
"""`_claim_due` reads which timers are due; its only caller requires each child's grant before it
tells anything. `stream_from` asks for the grants in its own first statement; `find_crossing` must
read whose crossing it is before it can ask, and shows nothing without."""


@pytest.fixture(scope="module")
def commute(repository: Path) -> dict[str, ast.Module]:
    return {
        path.name: ast.parse(path.read_text())
        for path in sorted((repository / "domains" / "commute").glob("*.py"))
    }


def functions(module: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(module) if isinstance(node, Function))


def touches(function: Function) -> bool:
    words = [n.value for n in ast.walk(function) if isinstance(n, ast.Constant)]
    texts = [word for word in words if isinstance(word, str)]
    statements = [text for text in texts if text != ast.get_docstring(function, clean=False)]
    names = {n.id for n in ast.walk(function) if isinstance(n, ast.Name)}
    return any(table in text for text in statements for table in TABLES) or "Crossing" in names


def holds_a_grant(function: Function) -> bool:
    arguments = [*function.args.args, *function.args.kwonlyargs]
    notes = [ast.unparse(a.annotation) for a in arguments if a.annotation]
    return any(hold in note for note in notes for hold in HOLDS) or "_NewCrossing" in " ".join(
        notes
    )


def excused(name: str) -> set[str]:
    return {f for group in (ENDINGS, CORRECTIONS, OWN_CHECK) for f in group.get(name, set())}


def test_every_reader_and_writer_takes_a_grant(commute):
    bare = [
        f"{name}:{function.name}"
        for name, module in commute.items()
        for function in functions(module)
        if name != "models.py" and touches(function) and not holds_a_grant(function)
        if function.name not in excused(name)
    ]
    assert bare == []


def test_every_excuse_is_still_needed(commute):
    for group in (ENDINGS, CORRECTIONS, OWN_CHECK):
        for name, excuses in group.items():
            touching = {f.name for f in functions(commute[name]) if touches(f)}
            assert excuses <= touching | {"turn_partitions"}


@pytest.mark.parametrize(
    ("name", "caller"), [("miss_arrivals.py", "miss_arrivals"), ("stream.py", "stream_from")]
)
def test_who_checks_for_itself_does_check(commute, name, caller):
    [function] = [f for f in functions(commute[name]) if f.name == caller]
    called = {ast.unparse(n.func) for n in ast.walk(function) if isinstance(n, ast.Call)}
    assert called & {"require_each", "_grants", "open_to"}


def test_only_consent_issues_grants(repository):
    issuers = [
        str(path.relative_to(repository))
        for package in ("api", "graphql", "domains", "notifications", "infra")
        for path in (repository / package).rglob("*.py")
        if "domains/consent/" not in str(path) and "node_modules" not in path.parts
        if _imports_the_mint(ast.parse(path.read_text()))
    ]
    assert issuers == []


def _imports_the_mint(module: ast.Module) -> bool:
    return any(
        (isinstance(node, ast.ImportFrom) and node.module == "domains.consent.grant")
        or (
            isinstance(node, ast.Import)
            and any(alias.name.startswith("domains.consent.grant") for alias in node.names)
        )
        or (isinstance(node, ast.Attribute) and node.attr == "_SEAL")
        for node in ast.walk(module)
    )


def a_grant() -> Grant:
    return issue(subject_id=UUID(int=1), purpose=Purpose.COMMUTE_ARRIVAL)


def test_a_grant_cannot_be_constructed():
    for seal in (None, object(), a_grant()):
        with pytest.raises(TypeError):
            Grant(seal, subject_id=UUID(int=1), purpose=Purpose.COMMUTE_ARRIVAL)


def test_a_grant_cannot_be_subclassed():
    with pytest.raises(TypeError):
        type("Forged", (Grant,), {})


@pytest.mark.parametrize("take", [copy.copy, copy.deepcopy, pickle.dumps])
def test_a_grant_does_not_outlive_its_transaction_as_a_copy(take):
    with pytest.raises(TypeError):
        take(a_grant())


def test_a_grant_cannot_be_turned_to_another_child_or_purpose():
    with pytest.raises(AttributeError):
        a_grant().subject_id = UUID(int=2)
    with pytest.raises(AttributeError):
        a_grant().purpose = Purpose.COMMUTE_BUS
