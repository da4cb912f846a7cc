"""`python -m infra.benchmarks.push.firebase_batches URL BODIES`: Google's own way.

`firebase_admin.messaging.send_each_async` in batches of 500, one after the other, as its
documentation shows; only the address is the emulator's. It talks HTTP/1.1 there, since httpx
speaks HTTP/2 over TLS alone.
"""

import asyncio
import sys
import time
from pathlib import Path
from typing import Any

import firebase_admin
import google.auth.credentials
import orjson
import uvloop
from firebase_admin import credentials, messaging

from infra.benchmarks.cues import await_cue, report
from infra.benchmarks.push.bodies import Bodies

BATCH = 500


class EmulatorToken(google.auth.credentials.Credentials):
    """The token that the emulator always knows."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.token = "emulator"

    @property
    def expired(self) -> bool:
        return False

    def refresh(self, request: Any) -> None:
        """It never expires."""


class EmulatorCredential(credentials.Base):  # type: ignore[misc]
    def get_credential(self) -> EmulatorToken:
        return EmulatorToken()


def messages_of(bodies: Bodies) -> list[messaging.Message]:
    """What a user of the library would write for these bodies."""
    said = orjson.loads(bodies.before + bodies.after)["message"]
    data, android = said.get("data"), said.get("android", {})
    config = messaging.AndroidConfig(
        priority=android.get("priority"), ttl=int(float(android.get("ttl", "0s")[:-1]))
    )
    return [messaging.Message(token=token, data=data, android=config) for token in bodies.tokens]


async def perform(url: str, bodies: Bodies) -> None:
    messaging._MessagingService.FCM_URL = url
    firebase_admin.initialize_app(EmulatorCredential(), {"projectId": "osan-dev"})
    messages = messages_of(bodies)
    await_cue()
    began = time.monotonic()
    for first in range(0, len(messages), BATCH):
        answers = await messaging.send_each_async(messages[first : first + BATCH])
        assert answers.failure_count == 0, answers.responses[0].exception
    report({"wall_s": time.monotonic() - began})
    await asyncio.to_thread(sys.stdin.readline)


if __name__ == "__main__":
    uvloop.run(perform(sys.argv[1], Bodies.read(Path(sys.argv[2]))))
