"""Putting a question to the running gateway, signed in as who asks."""

from typing import Any

import httpx

from infra.oidc.command_line import sign_in_as

TIMEOUT_S = 30.0
ME = "query WhoAmI { me { id } }"


class NoAnswerError(Exception):
    """Nobody answered, or with an error; the text says which."""


class Asker:
    """One demo citizen at the gateway of `url`."""

    def __init__(self, http: httpx.AsyncClient, url: str, token: str) -> None:
        self._http, self._url, self._token = http, url, token

    @classmethod
    async def signed_in(cls, http: httpx.AsyncClient, url: str, citizen: str) -> "Asker":
        """Raises SignInFailedError."""
        return cls(http, url, (await sign_in_as(url, citizen, http=http)).access_token)

    async def ask(self, document: str, variables: dict[str, Any]) -> dict[str, Any]:
        """The `data` of the answer. Raises NoAnswerError."""
        try:
            answer = await self._http.post(
                f"{self._url}/graphql",
                json={"query": document, "variables": variables},
                headers={"Authorization": f"Bearer {self._token}"},
            )
            told = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise NoAnswerError(f"{self._url} cannot be asked: {error}") from error
        if told.get("errors"):
            raise NoAnswerError("\n".join(map(_in_words, told["errors"])))
        return dict(told["data"])

    async def own_id(self) -> str:
        """The asker's id as a Person. Raises NoAnswerError."""
        return str((await self.ask(ME, {}))["me"]["id"])


def _in_words(error: dict[str, Any]) -> str:
    code = error.get("extensions", {}).get("code", "ERROR")
    return f"{code}: {error['message']}"
