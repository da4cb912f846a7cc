"""The whole gateway in this process, spoken to as phones do: HTTP, a token, a document."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
from gateway.global_ids import global_id

from domains.kernel import sql
from domains.kernel.actor import Role
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from infra.ended_sessions import EndedSessions
from infra.tokens import AccessTokens


def node(kind: str, key: UUID) -> str:
    """The id of a row as clients know it."""
    return str(global_id(kind, key))


@dataclass(frozen=True)
class House:
    """One gateway, and whoever is signed in to it."""

    http: httpx.AsyncClient
    tokens: AccessTokens
    ids: Ids
    clock: Clock
    ended: EndedSessions | None = None

    def phone_of(self, person: UUID, *roles: Role, language: str = "ko") -> "Phone":
        """A phone that signed in just now."""
        token = self.tokens.issue(
            person_id=person,
            session_id=self.ids.new(),
            roles=roles,
            signed_in_at=self.clock.now(),
        )
        return Phone(self, token.text, language)

    def nobodys_phone(self) -> "Phone":
        return Phone(self, None, "ko")


@dataclass(frozen=True)
class Phone:
    """Sends documents, and knows data from errors."""

    house: House
    token: str | None
    language: str

    async def ask(self, document: str, **variables: object) -> Any:
        """The one root field's data; errors fail the test."""
        answer = (await self.send(document, variables)).json()
        assert "errors" not in answer, answer
        (data,) = answer["data"].values()
        return data

    async def tell(self, document: str, request: UUID | None = None, **said: object) -> Any:
        """The answer to a mutation; `said` is its input."""
        request_id = str(request or self.house.ids.new())
        return await self.ask(document, input={"requestId": request_id, **said})

    async def refused(self, document: str, **variables: object) -> str:
        """The code of the one error that it gets."""
        answer = (await self.send(document, variables)).json()
        (error,) = answer["errors"]
        return str(error["extensions"]["code"])

    async def refused_telling(self, document: str, **said: object) -> str:
        """The code of the error that a mutation gets."""
        return await self.refused(document, input={"requestId": str(self.house.ids.new()), **said})

    async def send(self, document: str, variables: dict[str, object]) -> httpx.Response:
        headers = {"accept-language": self.language}
        if self.token is not None:
            headers["authorization"] = f"Bearer {self.token}"
        body = {"query": document, "variables": variables}
        return await self.house.http.post("/graphql", json=body, headers=headers)


REMEMBERED = "kernel.answers"
"""A refusal is remembered there for the phone's retry; nothing else may change by it."""


async def everything(*, but: Iterable[str] = (REMEMBERED,)) -> dict[str, str]:
    """A digest of each table's rows: equal before and after means that nothing changed.

    A partition is part of its table, and the application's role reads it through that alone.
    """
    tables = await sql.fetch(
        """
        SELECT format('%I.%I', n.nspname, c.relname) AS name
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname = ANY($1::text[])
        ORDER BY 1
        """,
        ["kernel", "identity", "consent", "commute", "care", "governance", "notifications"],
    )
    names = [row["name"] for row in tables if row["name"] not in set(but)]
    return {name: await _digest(name) for name in names}


async def _digest(table: str) -> str:
    rows = await sql.fetch(f"SELECT t::text AS row FROM {table} t")
    return hashlib.sha256("\n".join(sorted(row["row"] for row in rows)).encode()).hexdigest()
