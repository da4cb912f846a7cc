"""`infra/deploy/README.md`: what it names exists, and what a city must set is on it."""

import re
from pathlib import Path

import pytest
import typer

from api.cli import app
from infra.settings import Settings
from tests.contracts.readme.page import links
from tests.test_settings import A_CITY

PAGE = Path(__file__).parents[2] / "infra/deploy/README.md"


@pytest.fixture
def page() -> str:
    return PAGE.read_text("utf-8")


def test_what_a_city_must_set_is_on_the_page(page):
    must = {name for name in A_CITY if "__PROVIDERS__" not in name}
    assert [name for name in sorted(must) if name not in page] == []


def test_no_setting_is_invented(page):
    sections = {name.upper(): field.annotation for name, field in Settings.model_fields.items()}
    for name in set(re.findall(r"OSAN__([A-Z_]+)", page)):
        section, _, setting = name.strip("_").partition("__")
        assert section in sections
        if setting:
            assert setting.split("__")[0].lower() in sections[section].model_fields, name


def test_no_command_is_invented(page):
    for line in set(re.findall(r"osan-talk ([a-z -]*[a-z])", page)):
        command = typer.main.get_command(app)
        for word in line.split():
            if not hasattr(command, "commands") or word.startswith("-"):
                break
            assert word in command.commands, line
            command = command.commands[word]


def test_every_link_leads_somewhere():
    assert [link for link in links(PAGE) if not (PAGE.parent / link).exists()] == []
