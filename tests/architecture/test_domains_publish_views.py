"""Across a schema's border SQL reads published views alone; each says what it shows."""

import ast
import re
from pathlib import Path

import asyncpg
import pytest

from infra.database import APPS

PUBLISHED = {
    "identity.audience_people",
    "identity.audience_devices",
    "identity.audience_ties",
    "identity.audience_offices",
    "identity.audience_units",
    "consent.audience",
    "consent.holds",
}
"""Views and the one function that statements of other schemas may name."""

READERS = (
    "notifications/segments",
    "notifications/campaigns",
    "domains/care/homes/store_messages.py",
)
"""Who may: sets of people, decided about by the gate; and the door of homes, which asks for a
thousand messages in the statement that keeps them. Everybody else asks the public functions."""

NAMED = re.compile(r"\b(identity|consent)\.([a-z_]+)\b(?=\s|$|\(|\))")
VERB = re.compile(r"\b(SELECT|FROM|JOIN|INTO|UPDATE)\b")


def statements(path: Path) -> list[str]:
    tree = ast.parse(path.read_text())
    told = {id(node.body[0].value) for node in ast.walk(tree) if _has_docstring(node)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    ]


def _has_docstring(node: ast.AST) -> bool:
    holders = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    return isinstance(node, holders) and ast.get_docstring(node) is not None


def named_in(path: Path) -> set[str]:
    return {
        f"{schema}.{name}"
        for text in statements(path)
        for schema, name in NAMED.findall(text)
        if VERB.search(text) or f"{schema}.{name}" in PUBLISHED
    }


def files(repository: Path) -> list[Path]:
    folders = ("notifications", "domains/care/homes")
    found = sorted(path for one in folders for path in (repository / one).rglob("*.py"))
    return [path for path in found if not {"migrations", "emulator"} & set(path.parts)]


def test_they_read_nothing_of_others_but_what_is_published(repository):
    strange = {
        f"{path.relative_to(repository)}: {name}"
        for path in files(repository)
        for name in named_in(path) - PUBLISHED
    }
    assert strange == set()


def test_only_audiences_read_the_views(repository):
    elsewhere = {
        str(path.relative_to(repository))
        for path in files(repository)
        if named_in(path) & PUBLISHED
        if not str(path.relative_to(repository)).startswith(READERS)
    }
    assert elsewhere == set()


@pytest.mark.usefixtures("database")
async def test_every_view_says_what_it_shows(settings):
    connection = await asyncpg.connect(settings.database.owner_url)
    rows = await connection.fetch(
        """
        SELECT format('%s.%s', n.nspname, c.relname) AS name, obj_description(c.oid) AS told
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind = 'v' AND n.nspname = ANY($1)
        """,
        list(APPS),
    )
    await connection.close()
    assert {row["name"] for row in rows} == {name for name in PUBLISHED if "holds" not in name}
    assert all(row["told"] for row in rows)


def test_a_table_of_anothers_is_found(tmp_path):
    (tmp_path / "peek.py").write_text('SQL = "SELECT 1 FROM identity.people"\n')
    assert named_in(tmp_path / "peek.py") == {"identity.people"}
