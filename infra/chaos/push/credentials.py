"""The drill of revoked credentials: `python -m infra.chaos credentials`.

In the middle of a campaign FCM begins to answer 401 to everything. Nobody's address may be
forgotten, an alarm must reach its parent by the next way within the stated time, the tables must
say what is wrong, and when the credentials are good again everybody is told, once.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.request import urlopen
from uuid import UUID

import orjson

from domains.commute import public as commute
from domains.identity import public as identity
from domains.kernel.actor import Actor
from domains.kernel.clock import SystemClock
from domains.kernel.ids import UuidV7Ids
from infra.benchmarks import counts
from infra.benchmarks.push import ledger
from infra.benchmarks.push.campaigns import start_campaign
from infra.benchmarks.push.sos_under_campaign import EVENTS
from infra.benchmarks.push.stage import Stage, open_stage
from infra.benchmarks.town import found_town
from infra.chaos.push.tables import read_phones
from infra.database import open_database
from infra.keys import open_keys

PEOPLE, REVOKED_AT = 2_000, 0.3
STATED_S = 60.0
"""`OSAN__FALLBACK__SAFETY_SMS_S`: the longest that an unseen alarm waits for its text message."""

WITHIN_S = 180.0
NUMBER = "010-2345-6789"


@dataclass(slots=True)
class Drill:
    """What was seen. `faults` by kind; empty is the only pass."""

    written_after_s: float | None = None
    trouble: str = ""
    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @property
    def passed(self) -> bool:
        return not any(self.faults.values())


def run(*, tell: Callable[[str], None], people: int = PEOPLE) -> Drill:
    drill = Drill()
    with open_stage(people=people) as stage:
        [child] = found_town(stage.house, children=1)
        asyncio.run(_give_a_number(stage, child.child))
        phones = read_phones(stage.house.database)
        stage.start_worker(OSAN__PUSH__QUOTA_PER_MIN=4 * people)
        campaign = start_campaign(stage.house.database)
        _until(lambda: stage.witness.attempts() >= REVOKED_AT * people, "the campaign is under way")
        tell("the credentials are revoked")
        stage.witness.behave({"behaviour": "revoked"})
        asyncio.run(_raise(stage, child.child))
        _await_text(stage, drill)
        _look(stage, campaign.event_id, phones, drill)
        tell("the credentials are good again")
        stage.witness.behave({"behaviour": "success"})
        ledger.await_sent(stage, campaign.event_id, many=people + 1, within_s=WITHIN_S)
        tally = stage.witness.tally(str(campaign.event_id))
        if tally is None or (tally.shown_once, tally.shown_more) != (people + 1, 0):
            drill.faults["not shown exactly once"].append(str(tally))
    return drill


async def _give_a_number(stage: Stage, child: UUID) -> None:
    """The parent's telephone, proved: what a chain needs."""
    clock, ids, database = SystemClock(), UuidV7Ids(), stage.house.database
    async with open_database(stage.house.settings.database), open_keys(stage.house.settings):
        [tie] = await asyncio.to_thread(
            counts.ask,
            database,
            "SELECT holder_id FROM identity.relations WHERE subject_id = $1",
            child,
        )
        parent = tie["holder_id"]
        await identity.contacts.add_contact_number(
            Actor(person_id=parent), parent, NUMBER, clock=clock, ids=ids
        )
    await asyncio.to_thread(
        counts.ask, database, "UPDATE identity.contact_numbers SET verified_at = now()"
    )


async def _raise(stage: Stage, child: UUID) -> None:
    async with open_database(stage.house.settings.database), open_keys(stage.house.settings):
        await commute.raise_sos(
            Actor(person_id=child),
            retention=commute.Retention(),
            clock=SystemClock(),
            ids=UuidV7Ids(),
        )


def _await_text(stage: Stage, drill: Drill) -> None:
    """Until the parent's telephone has the alarm in writing."""
    began = time.monotonic()
    [alarm] = counts.ask(stage.house.database, EVENTS)
    while not _written(stage, alarm["id"]):
        if time.monotonic() - began > STATED_S:
            drill.faults["no text message within the stated time"].append(f"{STATED_S:.0f} s")
            return
        time.sleep(0.1)
    drill.written_after_s = time.monotonic() - began


def _written(stage: Stage, event_id: UUID) -> bool:
    """Whether the telephone was written to about this event; a code was sent there, too."""
    with urlopen(f"{stage.house.emulator_url}/control/telephones", timeout=10) as answer:
        said = orjson.loads(answer.read())
    return any(str(item["asked"].get("id", "")).startswith(str(event_id)) for item in said["items"])


def _look(stage: Stage, event_id: UUID, phones: dict[UUID, str], drill: Drill) -> None:
    database = stage.house.database
    for lost in phones.keys() - read_phones(database).keys():
        drill.faults["an address was forgotten"].append(str(lost))
    states = ledger.states(database, event_id)
    for state in ("failed", "expired", "retracted"):
        if states.get(state):
            drill.faults["given up"].append(f"{states[state]} {state}")
    broken = counts.ask(database, "SELECT * FROM notifications.channel_health WHERE state = 'open'")
    drill.trouble = ", ".join(
        f"{row['circuit']}: {row['trouble']} ({row['reason']})" for row in broken
    )
    if not any(row["trouble"] == "credentials" for row in broken):
        drill.faults["nobody says what is wrong"].append(drill.trouble or "every channel works")


def _until(holds: Callable[[], bool], what: str) -> None:
    give_up = time.monotonic() + WITHIN_S
    while not holds():
        assert time.monotonic() < give_up, f"waited in vain: {what}"
        time.sleep(0.05)
