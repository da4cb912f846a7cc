"""A person at the public doors: signs in, asks GraphQL, carries a tracker."""

import base64
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx

from domains.kernel.ids import UuidV7Ids
from infra.canaries.house import House
from infra.oidc.command_line import SignInTokens, sign_in_as

IDS = UuidV7Ids()


class UnexpectedAnswer(Exception):
    """The house did not do what the story needs; the text says where."""


def key_of(global_id: str) -> UUID:
    """The row's key inside a public id."""
    return UUID(base64.b64decode(global_id).decode().partition(":")[2])


def id_of(kind: str, key: UUID) -> str:
    """The public id of a row."""
    return base64.b64encode(f"{kind}:{key}".encode()).decode()


@dataclass(slots=True)
class Visitor:
    """Somebody signed in at the gateway."""

    house: House
    http: httpx.AsyncClient
    sub: str
    tokens: SignInTokens
    id: str = ""

    @classmethod
    async def arrives(
        cls, house: House, http: httpx.AsyncClient, sub: str, *, device_name: str
    ) -> "Visitor":
        tokens = await sign_in_as(house.url, sub, device_name=device_name, http=http)
        visitor = cls(house, http, sub, tokens)
        visitor.id = (await visitor.ask("query { me { id } }"))["id"]
        return visitor

    @property
    def key(self) -> UUID:
        return key_of(self.id)

    async def ask(
        self, document: str, variables: dict[str, Any] | None = None, *, for_: str | None = None
    ) -> Any:
        """The one root field's data; raises UnexpectedAnswer for errors."""
        headers = {"authorization": f"Bearer {self.tokens.access_token}", "accept-language": "ko"}
        if for_ is not None:
            headers["x-on-behalf-of"] = for_
        body = {"query": document, "variables": variables or {}}
        answer = await self.http.post(f"{self.house.url}/graphql", json=body, headers=headers)
        told = answer.json()
        if told.get("errors"):
            raise UnexpectedAnswer(f"{document[:60]}: {told['errors']}")
        (data,) = told["data"].values()
        return data

    async def tell(
        self,
        field: str,
        wanted: str,
        *,
        takes: str | None = None,
        for_: str | None = None,
        **said: object,
    ) -> dict[str, Any]:
        """A mutation that succeeds; `wanted` is what of its success is read."""
        kind = takes or f"{field[0].upper()}{field[1:]}Input"
        selection = f"{{ __typename {wanted} }}"
        document = f"mutation($input: {kind}!) {{ {field}(input: $input) {selection} }}"
        variables = {"input": {"requestId": str(IDS.new()), **said}}
        answer: dict[str, Any] = await self.ask(document, variables, for_=for_)
        if not answer["__typename"].endswith("Success"):
            raise UnexpectedAnswer(f"{field}: {answer}")
        return answer
