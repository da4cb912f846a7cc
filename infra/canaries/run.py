"""The story of a run: people come, live, say no, and are erased; then everything is searched."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

import httpx

from infra.canaries.backup import Backup, take_backup
from infra.canaries.erase import (
    KeptItem,
    Withdrawn,
    erase,
    quiet,
    until_copies_are_built,
    until_finished,
    until_proved,
    withdraw_all,
)
from infra.canaries.house import House, open_house
from infra.canaries.look_everywhere import (
    Everything,
    let_the_dust_settle,
    look_beneath,
    look_everywhere,
)
from infra.canaries.notebook import Notebook
from infra.canaries.order import AFTER_VACUUM, Order
from infra.canaries.plant import plant
from infra.canaries.search import Find, search
from infra.canaries.town import Town
from infra.canaries.verdict import (
    Verdict,
    judge_erasures,
    judge_neighbours,
    judge_seals,
    judge_withdrawals,
)

Tell = Callable[[str], None]
NEIGHBOURS = ("mother", "sibling")
ONE_FIX = "fix 15"
"""Of a walk this one is looked for in PostgreSQL's files: they are large."""


@dataclass
class Outcome:
    """Everything the report tells."""

    order: Order
    notebook: Notebook
    verdict: Verdict
    before: list[Find] = field(default_factory=list)
    after: list[Find] = field(default_factory=list)
    outside: list[Find] = field(default_factory=list)
    beneath: dict[str, list[Find]] = field(default_factory=dict)
    sizes: dict[str, tuple[int, int]] = field(default_factory=dict)
    withdrawn: list[Withdrawn] = field(default_factory=list)
    kept: dict[str, tuple[KeptItem, ...]] = field(default_factory=dict)
    sealed: int = 0
    opened_before: int = 0
    opened_after: int = 0
    folder: str = ""


def run(order: Order, *, tell: Tell) -> Outcome:
    """See one run through. Raises TimeoutError or UnexpectedAnswer where the story ends early."""
    outcome = Outcome(order, Notebook(Random(order.seed)), Verdict())
    tell("a house of its own: PostgreSQL, Valkey, gateway, relay, worker, two emulators")
    with open_house(keep_folder=order.keep_folder) as house:
        outcome.folder = str(house.home)
        asyncio.run(_Story(order, house, outcome, tell).be_told())
    return outcome


class _Story:
    def __init__(self, order: Order, house: House, outcome: Outcome, tell: Tell) -> None:
        self._order, self._house, self._outcome, self._tell = order, house, outcome, tell
        self._note, self._verdict = outcome.notebook, outcome.verdict

    async def be_told(self) -> None:
        async with httpx.AsyncClient(timeout=30) as http:
            town = Town(self._house, http, self._note)
            backup = await self._live(town)
            await self._withdraw(town)
            await self._erase(town)
            await self._judge(town)
            await self._judge_backup(town, backup)
            await self._judge_beneath()

    async def _live(self, town: Town) -> Backup:
        self._tell("planting people of canaries")
        await plant(town, self._order)
        await quiet(self._house)
        await until_copies_are_built(self._house)
        self._tell(f"{len(self._note.canaries)} canaries planted; looking where they lie")
        everything = await look_everywhere(self._house)
        self._outcome.before = search(everything.within, self._note.canaries)
        judge_seals(self._verdict, self._outcome.before)
        backup = await take_backup(self._house)
        self._outcome.sealed = backup.sealed
        self._outcome.opened_before = await backup.opens(self._house, self._keys(town))
        return backup

    async def _withdraw(self, town: Town) -> None:
        self._tell("every purpose is withdrawn")
        self._outcome.withdrawn = await withdraw_all(town, "teen")
        self._verdict.blame("never proved", await until_proved(town, "teen"))
        everything = await look_everywhere(self._house)
        finds = search(everything.within, self._note.of(["teen"]))
        judge_withdrawals(self._verdict, finds, self._outcome.withdrawn)

    async def _erase(self, town: Town) -> None:
        for part in self._order.erased:
            self._tell(f"the {part} is erased")
            self._outcome.kept[part] = await erase(town, part)
        self._tell("the jobs finish their part")
        await until_finished(self._house)

    async def _judge(self, town: Town) -> None:
        self._tell("everything is searched")
        everything: Everything = await look_everywhere(self._house)
        outcome, gone = self._outcome, self._note.of(self._order.erased)
        outcome.sizes = everything.sizes
        finds = search(everything.within, self._note.canaries)
        outcome.after = [find for find in finds if find.canary in gone]
        outcome.outside = search(everything.outside, gone)
        judge_erasures(self._verdict, outcome.after, outcome.kept)
        judge_seals(self._verdict, finds)
        judge_neighbours(self._verdict, outcome.before, finds, self._note.of(NEIGHBOURS))
        for part in NEIGHBOURS:
            await self._still_at_home(town, part)

    async def _still_at_home(self, town: Town, part: str) -> None:
        (name,) = (c.value for c in self._note.of([part]) if c.what == "display name")
        me = await town[part].ask("query { me { displayName } }")
        if me["displayName"] != name:
            self._verdict.blame("neighbours lost", [f"{part} is called {me['displayName']}"])

    async def _judge_backup(self, town: Town, backup: Backup) -> None:
        self._tell("the old backup is tried with the keys that are left")
        opened = await backup.opens(self._house, self._keys(town))
        self._outcome.opened_after = opened
        if opened or not self._outcome.opened_before:
            self._verdict.blame("backups that still open", [f"{opened} values"])
        gone = self._note.of(self._order.erased)
        judge_seals(self._verdict, search([backup.blob], gone))
        self._outcome.beneath["backup"] = search([backup.blob], gone)

    async def _judge_beneath(self) -> None:
        self._tell("PostgreSQL's pages and log are read, before and after a vacuum")
        gone = self._note.of(self._order.erased)
        gone = [one for one in gone if "fix" not in one.what or one.what.endswith(ONE_FIX)]
        for when in self._order.looks_beneath:
            if when == AFTER_VACUUM:
                await let_the_dust_settle(self._house)
            finds = search(await look_beneath(self._house), gone, only_plain=True)
            judge_seals(self._verdict, finds)
            self._outcome.beneath[when] = finds

    def _keys(self, town: Town) -> list[UUID]:
        return [town[part].key for part in self._order.erased]
