"""Two workers beside one: the same campaign, nobody told twice, one quota between them.

The push service is 50 ms away and gives a client few connections, so that waiting is what is
shared; a client is whoever holds one access token, and each worker fetches its own.
"""

import time
from collections.abc import Iterator

import orjson
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from infra.benchmarks.figures import Row
from infra.benchmarks.order import Order
from infra.benchmarks.push import ledger
from infra.benchmarks.push.campaigns import start_campaign
from infra.benchmarks.push.stage import Stage, open_stage

LATENCY_MS, CONNECTIONS = 50, 20
GOAL = 1.7
PER_WORKER_S = CONNECTIONS * 1000 / LATENCY_MS
QUOTA_PER_MIN = 6_000
"""Far below what two could do, where it is the quota that is judged."""


def run(order: Order) -> Iterator[Row]:
    people = order.sized(20_000, 1_200)
    far = ("--latency-ms", str(LATENCY_MS), "--max-connections-per-client", str(CONNECTIONS))
    with open_stage(people=people, emulator=far) as stage:
        own = {"OSAN__PUSH__CONCURRENCY": CONNECTIONS, **_account(stage)}
        stage.start_worker("worker 1", **own)
        _drain(stage, people)
        alone = _drain(stage, people)
        stage.start_worker("worker 2", **own)
        together = _drain(stage, people)
        _assert_both_worked(stage)
        yield _faster(alone, together)
        stage.house.stop("worker 1")
        stage.house.stop("worker 2")
        yield _within_quota(stage, order=order, own=own)


def _faster(alone: float, together: float) -> Row:
    ratio = together / alone
    return Row(
        "two_workers",
        f"{together:,.0f}/s by two",
        f"{alone:,.0f}/s by one; {LATENCY_MS} ms away, {CONNECTIONS} connections each",
        ratio=f"{ratio:.2f}",
        goal=f"≥ {GOAL}",
        met=ratio >= GOAL,
    )


def _drain(stage: Stage, people: int) -> float:
    """Phones a second, each told exactly once."""
    stage.witness.reset()
    database, began = stage.house.database, time.monotonic()
    campaign = start_campaign(database)
    within_s = 60 + 4 * people / PER_WORKER_S
    ledger.await_sent(stage, campaign.event_id, many=people, within_s=within_s)
    wall_s = time.monotonic() - began
    tally = stage.witness.tally(str(campaign.event_id))
    assert tally is not None
    assert (tally.accepted_once, tally.accepted_more) == (people, 0), tally
    return people / wall_s


def _assert_both_worked(stage: Stage) -> None:
    wire = stage.witness.wire()
    assert wire["clients"] >= 2, wire
    assert wire["most_open_of_a_client"] <= CONNECTIONS, wire
    assert wire["refused"] == 0, wire


def _within_quota(stage: Stage, *, order: Order, own: dict[str, object]) -> Row:
    """Both at once under a small quota, for two minutes."""
    stage.witness.reset()
    quota = order.sized(QUOTA_PER_MIN, 600)
    for name in ("worker 3", "worker 4"):
        stage.start_worker(name, OSAN__PUSH__QUOTA_PER_MIN=quota, **own)
    campaign = start_campaign(stage.house.database)
    time.sleep(order.sized(130, 10))
    most = stage.witness.most_within(60.0)
    tally = stage.witness.tally(str(campaign.event_id))
    assert tally is not None, "nothing was sent under the quota"
    assert tally.accepted_more == 0, tally
    return Row(
        "two_workers: the quota",
        f"at most {most:,} in any 60 s ({tally.attempts:,} sent by two)",
        f"a quota of {quota:,} a minute",
        ratio=f"{most / quota:.2f}",
        goal="≤ 1",
        met=most <= quota,
    )


def _account(stage: Stage) -> dict[str, object]:
    """A service account whose tokens the emulator issues."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    said = {
        "type": "service_account",
        "project_id": "osan-dev",
        "private_key_id": "1",
        "private_key": pem.decode(),
        "client_email": "push@osan.example",
        "token_uri": f"{stage.house.emulator_url}/token",
    }
    return {"OSAN__PUSH__CREDENTIALS_JSON": orjson.dumps(said).decode()}
