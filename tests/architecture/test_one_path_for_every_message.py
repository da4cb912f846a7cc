"""Event, audience, gate, message, delivery, channel, receipt: no other code sends.

Who could send needs a wire, and who could have something sent needs a row in the ledger. Both
are counted here, by name: a new one is a question to whoever reads this list.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import grimp
import pytest

ROOTS = ("api", "gateway", "notifications", "infra", "domains")

WIRES = ("aiohttp", "httpx", "httptools", "firebase_admin", "google", "smtplib", "infra.wire")
"""What speaks to other machines over HTTP or carries a message to somebody."""

NO_MESSAGE = {
    "api.app": "hands the sign-in desk its client",
    "api.ask": "the developer's own question to our gateway",
    "api.replay": "a developer's recorded walk, sent to our gateway",
    "api.rest.auth": "asks sign-in providers",
    "api.rest.readiness": "asks the model server whether it is ready",
    "api.seed": "introduces the demo's phones to the emulator",
    "infra.benchmarks": "weighs the engine against others",
    "infra.canaries": "visits a house of its own",
    "infra.chaos": "plays the phones",
    "infra.emergency_119": "tells 119, which is no citizen, what a person or a smoke detector said",
    "infra.model_client": "asks models, which answer and reach nobody",
    "infra.oidc": "asks sign-in providers",
    "infra.wire": "the wire itself: it knows bytes, and nobody's address",
    "notifications.emulator": "plays the push service; imports nothing of the product",
}
"""Holders of a wire that carries no message to a citizen."""

WAYS_OUT = "notifications.channels"

LEDGER = {
    "notifications/queue_deliveries.py": "after the gate, for whoever it let through",
    "notifications/queue_calls.py": "after the gate, for whom it let telephones ring",
    "notifications/campaigns/page_sql.py": "the gate's verdicts of a page, in one statement",
    "notifications/fallback/fire.py": "the next way, for what the gate let through and nobody saw",
    "notifications/tell_contact_code.py": "after the gate, to a number that is not proved yet",
    "notifications/retract.py": "takes away, where it was told; says nothing",
    "notifications/read_elsewhere.py": "takes away, where it was read elsewhere; says nothing",
}
"""Who writes deliveries: behind the gate, or for what it has let out before."""

LISTED = {"notifications/inbox.py", "notifications/campaigns/page_sql.py"}
"""Who writes the inbox."""


@pytest.fixture(scope="module")
def holders() -> dict[str, set[str]]:
    """By wire: the modules of ours that import it."""
    graph = grimp.build_graph(*ROOTS, include_external_packages=True, cache_dir=None)
    known = [wire for wire in WIRES if wire in graph.modules]
    return {wire: _importers(graph, wire) for wire in known}


def _importers(graph: grimp.ImportGraph, wire: str) -> set[str]:
    inside = {wire}
    if wire.startswith("infra"):
        inside |= graph.find_descendants(wire)
    found = (graph.find_modules_that_directly_import(module) for module in inside)
    return set().union(*found) - inside


def below(module: str, packages: Iterable[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def test_only_channels_hold_a_wire_to_citizens(holders):
    strange = {
        (importer, wire)
        for wire, importers in holders.items()
        for importer in importers
        if not below(importer, [WAYS_OUT, *NO_MESSAGE])
    }
    assert strange == set()


def test_firebase_is_spoken_by_channels_alone(holders):
    outside = {
        importer
        for importer in holders["firebase_admin"] | holders["google"]
        if not below(importer, [WAYS_OUT, "infra.benchmarks"])
    }
    assert outside == set()


def test_every_other_holder_is_still_one(holders):
    held = set().union(*holders.values()) | {"infra.wire"}
    assert [name for name in NO_MESSAGE if not any(below(one, [name]) for one in held)] == []


def writers(repository: Path, table: str) -> set[str]:
    """Product files with a statement that adds rows to the table."""
    adds = re.compile(rf"(INSERT\s+INTO|COPY)\s+{re.escape(table)}\b", re.IGNORECASE)
    return {
        path.relative_to(repository).as_posix()
        for root in ("api", "graphql", "notifications", "infra", "domains")
        for path in (repository / root).rglob("*.py")
        if "migrations" not in path.parts
        and below(".".join(path.relative_to(repository).parts), ["infra.benchmarks"]) is False
        and adds.search(path.read_text())
    }


def test_only_those_behind_the_gate_write_deliveries(repository):
    assert writers(repository, "notifications.deliveries") == set(LEDGER)


def test_only_those_behind_the_gate_write_the_inbox(repository):
    assert writers(repository, "notifications.inbox") == LISTED


def test_whoever_queues_says_what_the_gate_said(repository):
    """Whoever tells something new takes the gate's verdicts as their input, or asks for one."""
    queue = (repository / "notifications/queue_deliveries.py").read_text()
    assert "told: Sequence[tuple[Addressee, Spoken]]" in queue
    page = (repository / "notifications/campaigns/page_sql.py").read_text()
    assert "verdict" in page
    assert "decide(" in (repository / "notifications/tell_contact_code.py").read_text()
