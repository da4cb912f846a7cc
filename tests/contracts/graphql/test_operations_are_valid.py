"""What the apps send is what the gateway serves."""

from gateway.check_operations import problems
from gateway.execution.limits import Limits
from gateway.operations import read_operations
from gateway.playground.tabs import example_tabs
from gateway.print_manifest import MANIFEST, printed_manifest
from gateway.schema import build_schema


def test_every_operation_of_the_apps_is_valid_and_within_the_limits() -> None:
    operations = read_operations()
    assert operations
    assert problems(operations, build_schema()._schema, Limits()) == []


def test_no_two_operations_share_a_name() -> None:
    names = [operation.name for operation in read_operations()]
    assert len(names) == len(set(names))


def test_the_committed_manifest_is_the_one_of_these_operations() -> None:
    assert MANIFEST.read_text("utf-8") == printed_manifest(), "python -m gateway.print_manifest"


def test_every_example_tab_of_the_playground_is_an_operation_of_the_apps() -> None:
    assert example_tabs()
