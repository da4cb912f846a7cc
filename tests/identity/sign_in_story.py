"""What stories of signing in look at."""

import re

import httpx

from domains.identity.models import Session, SignInCode
from tests.identity.conftest import GATEWAY, Town


async def bearer(town: Town, token: str) -> dict[str, str | None]:
    """Whom the gateway takes the bearer of this token for, or what is wrong with it."""
    answer = await town.browser.get(
        f"{GATEWAY}/whoami", headers={"Authorization": f"Bearer {token}"}
    )
    return answer.json()


async def refresh_by_cookie(town: Town, **headers: str) -> httpx.Response:
    return await town.browser.post(f"{GATEWAY}/auth/token", headers={"Origin": GATEWAY, **headers})


def reason_shown(page: httpx.Response) -> str:
    """What a page of the desk gives as its reason, for whoever helps on the telephone."""
    found = re.search(r"<code>(\w+)</code>", page.text)
    assert found, page.text
    return found[1]


async def nothing_was_opened() -> bool:
    return not await Session.exists() and not await SignInCode.exists()
