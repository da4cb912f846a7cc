"""The committed schema is the one that the code serves."""

from gateway.print_schema import drift


def test_the_snapshot_is_current() -> None:
    assert drift() == "", "review the change, then run python -m gateway.print_schema"
