"""The welfare officer who starts campaigns, over the same GraphQL that a desk would use."""

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.request import Request, urlopen

import orjson

from domains.identity import public as identity
from domains.identity.public import Profile
from domains.kernel.actor import Role, system_actor
from domains.kernel.clock import SystemClock
from domains.kernel.ids import UuidV7Ids
from domains.kernel.text import Locale
from infra.benchmarks.house import House
from infra.database import open_database
from infra.keys import open_keys
from infra.signing_key import signing_key
from infra.tokens import AccessTokens

FOUNDER = system_actor("bench.founder")


@dataclass(frozen=True, slots=True)
class Officer:
    """Signed in; `url` is the gateway's GraphQL."""

    url: str
    token: str

    def ask(self, document: str, **variables: object) -> Any:
        """The answer's data. Raises AssertionError for errors."""
        said = orjson.dumps({"query": document, "variables": variables})
        request = Request(
            self.url,
            data=said,
            headers={
                "authorization": f"Bearer {self.token}",
                "content-type": "application/json",
                "accept": "application/json",
            },
        )
        with urlopen(request, timeout=60) as answer:
            told = orjson.loads(answer.read())
        assert not told.get("errors"), told["errors"]
        return told["data"]


def appoint(house: House) -> Officer:
    """Enrol somebody, give them the office, and sign them in."""
    return asyncio.run(_appoint(house))


async def _appoint(house: House) -> Officer:
    clock, ids = SystemClock(), UuidV7Ids()
    async with open_database(house.settings.database), open_keys(house.settings):
        person = await identity.enrol_person(
            provider="bench",
            subject="officer",
            profile=Profile(display_name="측정관", birth_date=date(1985, 5, 5), locale=Locale.KO),
            clock=clock,
            ids=ids,
        )
        await identity.grant_role(
            actor=FOUNDER, person_id=person, role=Role.OFFICER, clock=clock, ids=ids
        )
    tokens = AccessTokens(
        key=signing_key(house.settings),
        issuer=house.settings.identity.issuer,
        lives=timedelta(hours=6),
        clock=clock,
        ids=ids,
    )
    issued = tokens.issue(person_id=person, session_id=ids.new())
    return Officer(f"http://127.0.0.1:{house.gateway_port}/graphql", issued.text)
