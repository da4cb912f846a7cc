"""A park, and a senior who agreed to be found there: what its stories begin with."""

from datetime import timedelta

import pytest

from domains.consent import public as consent
from domains.consent.public import CATALOGUE, Purpose
from domains.kernel import sql
from domains.kernel.text import Locale
from tests.care.cases.night import Night
from tests.care.cases.rescue import heard
from tests.care.cases.worry import Worry
from tests.stories.house import node
from tests.stories.identity.documents import document

PARK = {"lat": 37.15241, "lon": 127.06942, "accuracyMetres": 12.4}
BENCH = {"lat": 37.15300, "lon": 127.07011, "accuracyMetres": 40.0}
SAY, TAKE = document("say_how_i_am"), document("acknowledge_care_case")
TERM = timedelta(days=2)


@pytest.fixture
def night(dong, clock, ids) -> Night:
    return Night(Worry(dong.people, clock, ids), dong.people, clock, ids)


@pytest.fixture
def agrees(dong, clock, ids):
    """Her yes to being found, for some days."""

    async def agrees(term: timedelta = TERM) -> None:
        said = await consent.grant(
            dong.people.as_senior,
            subject_id=dong.people.senior,
            purpose=Purpose.CARE_LOCATION,
            text_version=CATALOGUE[Purpose.CARE_LOCATION].version,
            locale=Locale.KO,
            expires_at=clock.now() + term,
            clock=clock,
            ids=ids,
        )
        assert isinstance(said, consent.Decided)

    return agrees


@pytest.fixture
async def yes(agrees) -> None:
    await agrees()


@pytest.fixture
def cries(dong, clock):
    """She presses "help" in the park; her phone measured where it was so long `ago`."""

    async def cries(place=PARK, *, ago=timedelta(0), answer="HELP", by=None, **more) -> dict:
        position = {"at": (clock.now() - ago).isoformat(), **place}
        she = by or await dong.senior()
        return await she.tell(SAY, answer=answer, position=position, **more)

    return cries


@pytest.fixture
def taken(dong, night):
    """Somebody has the case in their hands, the care worker unless told; their phone, the case."""

    async def taken(taker=None):
        phone = taker or await dong.worker()
        case = {"caseId": node("CareCase", (await night.worry.case()).id)}
        await phone.tell(TAKE, **case)
        return phone, case

    return taken


async def kept() -> list:
    return await sql.fetch("SELECT * FROM care.case_positions")


async def told(rescue) -> dict:
    (event,) = [each["event"] for each in await heard(rescue)]
    return event["place"]


async def open_case() -> str:
    (row,) = await sql.fetch("SELECT id FROM care.cases WHERE ended_at IS NULL")
    return node("CareCase", row["id"])
