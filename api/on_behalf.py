"""`X-On-Behalf-Of`: for whom the caller acts, if they may; every trace then names both."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from gateway.execution.faults import RequestRefused
from gateway.global_ids import uuid_of
from starlette.requests import HTTPConnection
from strawberry import ID

from api.middleware.authentication import Identified
from domains.identity import public as identity
from domains.kernel.errors import Forbidden, Unauthenticated

HEADER = "x-on-behalf-of"
"""The Person's global id; over a WebSocket the same name in connection_init."""


async def on_behalf(
    identified: Identified,
    connection: HTTPConnection,
    parameters: Mapping[str, object],
    *,
    at: datetime,
) -> Identified:
    """The caller as acting for the person named, with the relation or sitting asked anew.

    Raises Forbidden alike where they may not, where nobody has this id, and where it is no id:
    nobody learns who exists. A sitting at a desk is over in minutes, so no socket is opened on it;
    and the desk speaks as the person there, so its own offices do not come along.
    """
    said = _said(connection, parameters)
    if said is None:
        return identified
    if identified.actor.person_id is None:
        raise Unauthenticated
    acts = await identity.acting_for(identified.actor, _person(said), at=at)
    if acts is None or (acts.stand_in_id and connection.scope["type"] == "websocket"):
        raise Forbidden
    roles = frozenset() if acts.stand_in_id else identified.actor.roles
    actor = replace(
        identified.actor, on_behalf_of=acts.person_id, stand_in_id=acts.stand_in_id, roles=roles
    )
    return replace(identified, actor=actor, expires_at=_sooner(identified.expires_at, acts.until))


def _said(connection: HTTPConnection, parameters: Mapping[str, object]) -> object | None:
    named = {key.lower(): value for key, value in parameters.items()}
    return named.get(HEADER, connection.headers.get(HEADER))


def _person(said: object) -> UUID:
    try:
        return uuid_of(ID(str(said)), "Person")
    except RequestRefused as refused:
        raise Forbidden from refused


def _sooner(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((moment for moment in (one, other) if moment is not None), default=None)
