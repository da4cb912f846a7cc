"""One run: homes are drawn, people move in, days pass."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Final

import httpx

from api import bootstrap
from infra.emergency_119 import Emergency119
from infra.model_client import open_models
from infra.model_settings import ModelsSettings
from infra.settings import Settings
from notifications.emulator.app import build_app
from notifications.emulator.emergency.routes import TOKEN
from tests.builders.city import City
from tests.care_in_the_house.deeds import Deeds
from tests.care_in_the_house.flat import Flat
from tests.care_in_the_house.her import Her
from tests.care_in_the_house.home import Home
from tests.care_in_the_house.live import Days
from tests.care_in_the_house.moments import moment
from tests.care_in_the_house.move_in import Dong, Waits, move_in
from tests.care_in_the_house.neighbours import Neighbours
from tests.care_in_the_house.patient_model import WAITS_S, PatientModel
from tests.care_in_the_house.witness import Witness

SEED: Final = 119


@dataclass(frozen=True, slots=True)
class Lived:
    """All that is judged afterwards, the tables apart."""

    city: City
    dong: Dong
    hers: tuple[Her, ...]
    days: Days
    until: datetime


async def live(
    city: City,
    settings: Settings,
    homes: list[Home],
    waits: Waits,
    *,
    days: int,
    tell: Callable[[datetime], None],
) -> Lived:
    """In an empty city whose clock stands where the homes begin."""
    dong, deeds = await move_in(city, settings, homes, waits), Deeds()
    hers = {flat.senior: _her(flat, dong, city, deeds) for flat in dong.flats}
    for her in hers.values():
        her.begin()
    neighbours = Neighbours(dong, hers, city.clock, city.ids, deeds, Random(SEED))
    witness = Witness(hers, neighbours, city.clock)
    door = bootstrap.home_door(settings, clock=city.clock, ids=city.ids)
    until = moment(homes[0].told["since"]) + timedelta(days=days)
    async with _rescue(city) as rescue:
        whole = Days(city, door, rescue, dong.flats, waits.doors_shut, deeds, witness)
        await whole.live(until, tell=tell)
    return Lived(city, dong, tuple(hers.values()), whole, until)


def _her(flat: Flat, dong: Dong, city: City, deeds: Deeds) -> Her:
    random = Random(SEED + flat.home.seed)
    return Her(flat, dong.people.as_desk, city.clock, city.ids, deeds, random)


@asynccontextmanager
async def _rescue(city: City) -> AsyncIterator[Emergency119]:
    """The emulated 119."""
    transport = httpx.ASGITransport(build_app(now=lambda: city.clock.now().timestamp()))
    headers = {"authorization": f"Bearer {TOKEN}"}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://emulator/119", headers=headers
    ) as http:
        yield Emergency119(http, clock=city.clock)


@asynccontextmanager
async def with_models(city: City, address: str) -> AsyncIterator[City]:
    """The same city, in which a model server answers."""
    settings = ModelsSettings(base_url=address, patience_s=WAITS_S)
    async with AsyncExitStack() as stack:
        models = await stack.enter_async_context(open_models(settings, dice=Random(SEED)))
        models = replace(models, rhythm=PatientModel(models.rhythm))
        yield replace(city, tools=replace(city.tools, models=models))
