"""A citizen with the app open: asks the gateway in GraphQL, as the apps do."""

from base64 import b64encode
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import httpx

from domains.kernel.ids import Ids


@dataclass(frozen=True)
class Answer:
    """What came back, as the client sees it."""

    body: str
    data: dict[str, Any] | None
    codes: list[str]

    @property
    def field(self) -> Any:
        """The value of the only root field."""
        assert self.data is not None, self.body
        return next(iter(self.data.values()))

    @property
    def kind(self) -> str:
        """The member of the outcome's union, or the error's code."""
        return self.codes[0] if self.codes else self.field["__typename"]


@dataclass(frozen=True)
class Citizen:
    """One person's session at the gateway."""

    http: httpx.AsyncClient
    ids: Ids
    person: UUID
    token: str | None

    @property
    def signed_out(self) -> "Citizen":
        return replace(self, token=None)

    @property
    def headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token}"} if self.token else {}

    async def ask(self, document: str, **variables: Any) -> Answer:
        """One operation; `$request` is filled in with a fresh request id where it is asked for."""
        if "$request" in document:
            variables["request"] = str(self.ids.new())
        response = await self.http.post(
            "/graphql",
            json={"query": document, "variables": variables},
            headers={**self.headers, "accept": "application/graphql-response+json"},
        )
        said = response.json()
        codes = [error["extensions"]["code"] for error in said.get("errors", [])]
        return Answer(response.text, said.get("data"), codes)

    async def subscribe_in_vain(self, document: str, **variables: Any) -> Answer:
        """A subscription that is refused, over server-sent events; the stream ends by itself."""
        response = await self.http.post(
            "/graphql",
            json={"query": document, "variables": variables},
            headers={**self.headers, "accept": "text/event-stream"},
        )
        return Answer(response.text, None, _codes_within(response.text))


def _codes_within(body: str) -> list[str]:
    return [part.split('"')[0] for part in body.split('"code":"')[1:]]


def global_id(type_name: str, key: UUID) -> str:
    """The id by which clients know a row."""
    return b64encode(f"{type_name}:{key}".encode()).decode()
