"""Small rooms: sizes, names, migrations, marks of personal data, and settings that are told of."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from infra.database import APPS
from infra.migrations import missing_migrations
from infra.setting_sections import OidcProvider
from infra.settings import PREFIX, Settings

PACKAGES = ("api", "graphql", "domains", "notifications", "infra", "ml_serving")
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
GREETING = "안녕하세요, 오산톡입니다"
"""`hello` answers in the city's language, whoever asks."""

NOBODY_KNOWS = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}

PROVIDER = f"{PREFIX}IDENTITY__PROVIDERS__"
PERSONAL_NAMES = re.compile(
    r"(^|_)(birth|lat|lon|push_token|display_name|child_id|holder_id|subject_id|person_id"
    r"|acknowledged_by|decided_by|device_name|text_shown_to)(_|$)"
)


@pytest.fixture(scope="module")
def sources(repository: Path) -> list[Path]:
    return [
        path
        for package in PACKAGES
        for path in sorted((repository / package).rglob("*.py"))
        if not {"migrations", "node_modules", "__pycache__"} & set(path.parts)
    ]


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_package_is_called_graphql_but_graphql_core(repository):
    assert not (repository / "graphql" / "__init__.py").exists()
    import graphql

    assert "site-packages" in graphql.__file__


def test_no_module_hides_behind_a_name_that_says_nothing(sources):
    assert [path for path in sources if NOBODY_KNOWS & {path.stem, *path.parts[-3:-1]}] == []


def test_files_fit_on_a_few_screens(sources):
    lengths = {path: len(path.read_text().splitlines()) for path in sources}
    assert {path: n for path, n in lengths.items() if n > LONGEST_FILE} == {}


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines to follow: the signature and the docstring tell the reader what need not be."""
    told = 1 if ast.get_docstring(function) else 0
    rest = function.body[told:]
    return (rest[-1].end_lineno or 0) - rest[0].lineno + 1 if rest else 0


def test_functions_fit_on_one_screen(sources):
    long = [
        f"{path}:{function.name} has {body_lines(function)} lines"
        for path in sources
        for function in functions_of(path)
        if body_lines(function) > LONGEST_FUNCTION
    ]
    assert long == []


def test_text_for_citizens_lies_in_catalogues(sources):
    """Korean in code is a word of a law, a file's column or a comment, never a sentence."""
    sentence = re.compile(r"[가-힣]+(습니다|세요|어요|아요|합니다|니다)")
    spoken = [
        f"{path}:{node.lineno}"
        for path in sources
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and sentence.search(node.value)
        and node.value != GREETING
    ]
    assert spoken == []


async def test_every_model_has_its_migration(database):
    from tests.infra.servers import run_apart

    async def ask() -> None:
        assert await missing_migrations() == []

    run_apart(ask())


@pytest.fixture(scope="module")
def columns() -> list[tuple[str, str, str]]:
    """Model, field and description; the column behind a foreign key goes with the key."""
    from importlib import import_module

    from tortoise.models import Model

    found = []
    for package in APPS.values():
        module = import_module(f"{package}.models")
        for model in vars(module).values():
            if isinstance(model, type) and issubclass(model, Model) and model is not Model:
                found += [
                    (model.__name__, name, field.description or "")
                    for name, field in model._meta.fields_map.items()
                    if getattr(field, "reference", None) is None
                ]
    return found


def test_columns_that_speak_of_a_person_are_marked(columns):
    unmarked = [
        f"{model}.{name}"
        for model, name, description in columns
        if PERSONAL_NAMES.search(name)
        and "personal:" not in description
        and (model, name) not in {("Place", "lat"), ("Place", "lon")}
    ]
    assert unmarked == []


def names_of(section: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in section.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from names_of(kind, f"{prefix}{name.upper()}__")
        else:
            yield f"{prefix}{name.upper()}"


def test_every_setting_is_told_of(repository):
    told = (repository / ".env.example").read_text()
    silent = [name for name in names_of(Settings, PREFIX) if not re.search(rf"{name}(__|=)", told)]
    assert silent == []


def test_nothing_is_told_of_that_is_no_setting(repository):
    known = {*names_of(Settings, PREFIX)}
    provider = {name.upper() for name in OidcProvider.model_fields}
    told = re.findall(rf"^#?({PREFIX}\w+)=", (repository / ".env.example").read_text(), re.M)
    strange = [
        name
        for name in told
        if name not in known
        and not (
            name.startswith(f"{PREFIX}IDENTITY__PROVIDERS__") and name.split("__")[-1] in provider
        )
    ]
    assert strange == []
