"""The story of a run: a city is told one thing after another, all dies, nothing is lost."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from uuid import UUID

from infra.benchmarks.push.campaigns import Campaign
from infra.benchmarks.push.seed import seed_people
from infra.benchmarks.push.witness import Witness
from infra.chaos.emulator import Emulator
from infra.chaos.house import House, open_house
from infra.chaos.push.director import Director
from infra.chaos.push.order import MANNERS, PushOrder
from infra.chaos.push.tables import Ledger, read_ledger, read_phones, wait_until_quiet
from infra.chaos.push.verdict import PushVerdict, Seen, Told, judge
from infra.chaos.storm import Storm, Struck
from infra.database import migrate
from infra.keys import prepare_keys

SHARES = {"worker": 24, "PostgreSQL": 10, "Valkey": 9, "relay": 5, "gateway": 2}
"""How the kills fall, in parts of fifty: those fall who carry messages."""

QUIET_WITHIN_S = 240.0
WINDOW_S = 60.0


@dataclass(frozen=True, slots=True)
class PushOutcome:
    """Everything the report tells."""

    order: PushOrder
    struck: Struck
    verdict: PushVerdict
    wire: dict[str, int]
    most_in_a_minute: int
    dead: int
    raged_s: float
    quiet_after_s: float | None
    folder: str


def run(order: PushOrder, *, tell: Callable[[str], None], keep_folder: bool = False) -> PushOutcome:
    """See one run through. Raises TimeoutError when the house does not even come up."""
    settings = {"OSAN__PUSH__QUOTA_PER_MIN": order.quota_per_min}
    with open_house(keep_folder=keep_folder, witness=("--light",), settings=settings) as house:
        tell(f"founding a city of {order.people} phones")
        asyncio.run(prepare_keys(house.settings.keys, make_database=True))
        asyncio.run(migrate(house.settings.database))
        seed_people(_owner(house), people=order.people)
        phones = read_phones(_owner(house))
        house.start_processes()
        witness = Witness(house.settings.push.base_url)
        witness.behave(*MANNERS)
        outcome = _rage(order, house, witness, phones, tell)
        if not outcome.verdict.passed:
            house.leave_behind()
        return outcome


def _owner(house: House) -> str:
    return house.settings.database.owner_url or house.settings.database.url


def _rage(
    order: PushOrder,
    house: House,
    witness: Witness,
    phones: dict[UUID, str],
    tell: Callable[[str], None],
) -> PushOutcome:
    director = Director(order, _owner(house), witness)
    storm = Storm(
        house,
        Emulator(house.settings.push.base_url),
        Random(f"{order.seed}:push"),
        kills=order.kills,
        lasts_s=order.lasts_s,
        shares=SHARES,
        spells=(),
    )
    began, give_up = time.monotonic(), time.monotonic() + order.lasts_s + QUIET_WITHIN_S

    def goes_on() -> bool:
        return not director.done and time.monotonic() < give_up

    storm.rage(while_=goes_on, tell=tell, meanwhile=director.act)
    raged_s = time.monotonic() - began
    tell("the storm is over; waiting until nothing is open")
    quiet = wait_until_quiet(_owner(house), within_s=QUIET_WITHIN_S, keep=house.keep)
    events = [campaign.event_id for campaign in (*director.told, director.doomed)]
    ledger = read_ledger(_owner(house), phones, events)
    seen = _seen(order, director, witness, ledger, frozenset(phones.values()))
    verdict = judge(seen)
    if quiet is None:
        verdict.faults["never became quiet"].append(f"within {QUIET_WITHIN_S:.0f} s")
    return PushOutcome(
        order=order,
        struck=storm.struck,
        verdict=verdict,
        wire=witness.counts(),
        most_in_a_minute=seen.most_in_a_minute,
        dead=len(seen.dead),
        raged_s=raged_s,
        quiet_after_s=quiet,
        folder=str(house.home),
    )


def _seen(
    order: PushOrder,
    director: Director,
    witness: Witness,
    ledger: Ledger,
    phones: frozenset[str],
) -> Seen:
    return Seen(
        phones=phones,
        dead=witness.dead(),
        campaigns=[_told(witness, campaign) for campaign in director.told],
        doomed=_told(witness, director.doomed, cancelled_at=director.cancelled_at),
        ledger=ledger,
        most_in_a_minute=witness.most_within(WINDOW_S),
        quota_per_min=order.quota_per_min,
    )


def _told(witness: Witness, campaign: Campaign, *, cancelled_at: float | None = None) -> Told:
    event = str(campaign.event_id)
    tally = witness.tally(event)
    return Told(
        campaign.event_id,
        shown=witness.shown(event),
        attempts=tally.attempts if tally else 0,
        last_at=tally.last_at if tally else 0.0,
        cancelled_at=cancelled_at,
    )
