"""The rules that ring somebody: readable, and about metrics that we tell."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import REGISTRY

from infra.model_client import metrics as _models  # noqa: F401 - registers what it tells
from infra.telemetry import metrics as _house  # noqa: F401
from notifications import metrics as _push  # noqa: F401
from notifications.channels import health as _health  # noqa: F401
from notifications.public import Lane

FOLDER = Path(__file__).parents[2] / "infra/deploy/prometheus"
OURS = re.compile(r"\bosan_[a-z_]+")
LABELS = re.compile(r"(\w+)\s*(?:=~|!=|=)\s*\"([^\"]*)\"")


def rules() -> list[dict[str, Any]]:
    files = [yaml.safe_load(file.read_text()) for file in sorted(FOLDER.glob("*.rules.yml"))]
    return [rule for file in files for group in file["groups"] for rule in group["rules"]]


def told() -> set[str]:
    """Names of series; a counter's ends in `_total`."""
    return {
        f"{family.name}_total" if family.type == "counter" else family.name
        for family in REGISTRY.collect()
    }


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule["alert"])
def test_a_rule_asks_for_what_is_told_and_says_what_to_do(rule: dict[str, Any]) -> None:
    asked = set(OURS.findall(rule["expr"]))

    assert asked
    assert asked <= told()
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert rule["annotations"]["summary"]
    assert rule["annotations"]["action"]
    assert rule["expr"].count("(") == rule["expr"].count(")")


def test_a_rule_names_lanes_that_there_are() -> None:
    lanes = {lane.category.value for lane in Lane}
    named = {
        lane
        for rule in rules()
        for label, said in LABELS.findall(rule["expr"])
        if label == "lane"
        for lane in said.split("|")
    }
    assert named <= lanes
    assert "safety" in named


def test_each_alert_has_a_name_of_its_own() -> None:
    names = [rule["alert"] for rule in rules()]
    assert len(set(names)) == len(names)
