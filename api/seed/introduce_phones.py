"""The demo's phones stand on the push emulator's page before anything rings."""

import httpx
import structlog

from api.seed.demo import PHONES
from infra.settings import PushSettings

log = structlog.get_logger()


async def introduce_phones(settings: PushSettings) -> None:
    """Tell the emulator whose phone is whose. Without an emulator there is nobody to tell."""
    async with httpx.AsyncClient(base_url=settings.base_url, timeout=2) as emulator:
        for phone in PHONES:
            said = {"token": phone.token, "platform": phone.platform, "owner": phone.label}
            try:
                await emulator.post("/control/phones", json=said)
            except httpx.HTTPError as fault:
                log.info("seed.no_push_emulator", error=type(fault).__name__)
                return
