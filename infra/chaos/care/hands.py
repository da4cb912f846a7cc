"""The hands of people: they tap in the apps, over the gateway, until they are answered."""

import asyncio
from base64 import b64encode
from contextlib import suppress
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

import httpx

from domains.kernel.actor import Role
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from infra.chaos.care.log import Span
from infra.database import OUTAGES
from infra.key_ring import KeyRing
from infra.settings import Settings
from infra.signing_key import signing_key
from infra.signing_keys import KeySeal, read_keys
from infra.tokens import AccessTokens

PATIENCE_S, AGAIN_S = 3.0, 0.2

ACKNOWLEDGE = """
mutation ($input: AcknowledgeCareCaseInput!) {
  done: acknowledgeCareCase(input: $input) { __typename }
}
"""
CONFIRM = """
mutation ($input: ConfirmCareHandOverInput!) {
  done: confirmCareHandOver(input: $input) { __typename }
}
"""
CLOSE = """
mutation ($input: CloseCareCaseInput!) { done: closeCareCase(input: $input) { __typename } }
"""


AGAIN: Final = ("UNAVAILABLE", "INTERNAL", "UNAUTHENTICATED")
"""The last: over days of the drill the house changes its signing key, and a gateway that was just
born may learn of it a few seconds after us."""


class Hands:
    """Whoever taps, taps again with the same request until somebody has answered."""

    def __init__(self, settings: Settings, *, clock: Clock, ids: Ids) -> None:
        self._clock, self._ids = clock, ids
        self._url = f"{settings.gateway.public_url}/graphql"
        key = signing_key(settings)
        self._ring, self._seal = KeyRing(key), KeySeal(key)
        self._tokens = AccessTokens(
            key=self._ring,
            issuer=settings.identity.issuer,
            lives=timedelta(hours=6),
            clock=clock,
            ids=ids,
        )

    async def acknowledge(self, person: UUID, case: UUID) -> Span:
        return await self._tap(person, ACKNOWLEDGE, case, "AcknowledgeCareCaseSuccess")

    async def confirm(self, person: UUID, case: UUID) -> Span:
        roles = (Role.OPERATOR,)
        return await self._tap(person, CONFIRM, case, "ConfirmCareHandOverSuccess", roles=roles)

    async def close(self, person: UUID, case: UUID) -> Span:
        act = {"kind": "SPOKE_WITH_HER", "at": self._clock.now().isoformat()}
        return await self._tap(person, CLOSE, case, "CloseCareCaseSuccess", act=act)

    async def _tap(
        self,
        person: UUID,
        document: str,
        case: UUID,
        success: str,
        *,
        roles: tuple[Role, ...] = (),
        **more: Any,
    ) -> Span:
        """From the first try until the answer that counts. Raises AssertionError on a refusal."""
        since = self._clock.now()
        said = {
            "requestId": str(self._ids.new()),
            "caseId": b64encode(f"CareCase:{case}".encode()).decode(),
            **more,
        }
        body = {"query": document, "variables": {"input": said}}
        while (answer := await self._ask(person, roles, body)) is None:  # noqa: ASYNC110
            await asyncio.sleep(AGAIN_S)
        assert answer == success, answer
        return Span(since, self._clock.now())

    async def _ask(self, person: UUID, roles: tuple[Role, ...], body: dict[str, Any]) -> str | None:
        """The kind of answer; None where the house did not answer, or asks to come again."""
        with suppress(TimeoutError, *OUTAGES):
            await read_keys(self._ring, self._seal)
        token = self._tokens.issue(person_id=person, session_id=self._ids.new(), roles=roles)
        headers = {"authorization": f"Bearer {token.text}"}
        try:
            async with httpx.AsyncClient(timeout=PATIENCE_S) as http:
                answer = await http.post(self._url, json=body, headers=headers)
        except httpx.HTTPError:
            return None
        if answer.status_code >= 500:
            return None
        said = answer.json()
        if said.get("errors"):
            code = said["errors"][0].get("extensions", {}).get("code")
            return None if code in AGAIN else str(said["errors"])
        return str(said["data"]["done"]["__typename"])
