"""What everybody in the city can show."""

from datetime import timedelta
from uuid import UUID

from domains.identity import public as identity
from tests.matrix.city.matrix_city import NOW, MatrixCity
from tests.matrix.dimensions import PARENT


async def hand_out_credentials(city: MatrixCity) -> None:
    """A session for everybody who may call; one revoked, one expired; a tracker with its secret."""
    everybody = [*city.callers.values(), *(things["Person"] for things in city.people.values())]
    for person in everybody:
        city.sessions[person] = await open_session(city, person)
    someone = city.callers[PARENT]
    tracker = await city.town.tracker(someone)
    city.device = (tracker.device_id, tracker.secret)
    city.clock.set(NOW - timedelta(hours=1))
    city.expired = city.tokens.issue(person_id=someone, session_id=city.sessions[someone]).text
    city.clock.set(NOW)
    city.revoked = await _revoked(city, someone)


async def open_session(city: MatrixCity, person: UUID) -> UUID:
    """As of somebody who signed in; its id."""
    return (await _opened(city, person, "matrix")).session_id


async def _revoked(city: MatrixCity, person: UUID) -> str:
    opened = await _opened(city, person, "lost phone")
    token = city.tokens.issue(person_id=person, session_id=opened.session_id).text
    await identity.end_session(refresh_token=opened.refresh_token, clock=city.clock, ids=city.ids)
    return token


async def _opened(city: MatrixCity, person: UUID, device: str) -> identity.OpenSession:
    return await identity.open_session(
        person_id=person,
        device_name=device,
        lives=timedelta(days=1),
        clock=city.clock,
        ids=city.ids,
    )
