"""The same story as `test_refresh_policy`, told to the real use cases over PostgreSQL."""

import asyncio
from datetime import timedelta
from uuid import UUID

from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from domains.identity import public as identity
from domains.identity.models import Session
from domains.identity.session_tokens import read_token, write_token
from tests.examples import examples
from tests.identity.refresh_story import LIVES, RefreshStory

FEW = settings(
    max_examples=examples(6), stateful_step_count=25, deadline=None, derandomize=True, database=None
)


class RealDesk:
    """Called from a thread of hypothesis; the work is done on the tests' loop."""

    def __init__(self, loop, person, clock, ids) -> None:
        self._loop, self._person, self._clock, self._ids = loop, person, clock, ids

    def _do(self, story):
        return asyncio.run_coroutine_threadsafe(story, self._loop).result(10)

    def begin(self) -> bytes:
        session = self._do(
            identity.open_session(
                person_id=self._person,
                device_name="phone",
                lives=LIVES,
                clock=self._clock,
                ids=self._ids,
            )
        )
        return in_bytes(session)

    def present(self, token: bytes) -> bytes | str:
        answer = self._do(
            identity.refresh_session(refresh_token=in_text(token), clock=self._clock, ids=self._ids)
        )
        if isinstance(answer, identity.OpenSession):
            return in_bytes(answer)
        return "over" if isinstance(answer, identity.SessionOver) else "goes on"

    def sign_out(self, token: bytes) -> None:
        self._do(
            identity.end_session(refresh_token=in_text(token), clock=self._clock, ids=self._ids)
        )

    def pass_time(self, by: timedelta) -> None:
        self._clock.advance(by)

    def revoked_because(self, token: bytes) -> str | None:
        return self._do(why_ended(UUID(bytes=token[:16])))


async def why_ended(session_id: UUID) -> str | None:
    return (await Session.get(id=session_id)).revoked_because


def in_bytes(session: identity.OpenSession) -> bytes:
    read = read_token(session.refresh_token)
    assert read is not None
    return read[0].bytes + read[1]


def in_text(token: bytes) -> str:
    return write_token(UUID(bytes=token[:16]), token[16:])


async def test_the_story_holds_over_postgresql(person, clock, ids):
    hana, loop = await person("hana"), asyncio.get_running_loop()

    class RealStory(RefreshStory):
        def start(self) -> RealDesk:
            return RealDesk(loop, hana, clock, ids)

    await asyncio.to_thread(run_state_machine_as_test, RealStory, settings=FEW)


async def test_two_thieves_and_an_owner_at_once_leave_one_line_or_none(person, clock, ids):
    session = await identity.open_session(
        person_id=await person("hana"), device_name="phone", lives=LIVES, clock=clock, ids=ids
    )

    async def live(token: str, hours: int) -> str | None:
        for _ in range(hours):
            answer = await identity.refresh_session(refresh_token=token, clock=clock, ids=ids)
            if not isinstance(answer, identity.OpenSession):
                return None
            token = answer.refresh_token
        return token

    ends = await asyncio.gather(*(live(session.refresh_token, 6) for _ in range(3)))
    assert len([token for token in ends if token is not None]) <= 1
