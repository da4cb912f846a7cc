"""`POST /hooks/phone-line/calls`: somebody calls us, says their telephone provider.

Asked without an `answer`, it is told what to say to them; with one, it has said what they said.
The contract is `notifications/channels/phone_line/README.md`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from tortoise.transactions import in_transaction

from api.hear_calls import said_of
from api.rest.ingest.read_body import read_body
from api.rest.phone_line_reports import LARGEST_BODY, provider_verifier
from domains.care.public import check_ins
from domains.identity import public as identity
from domains.identity.public import contacts
from domains.kernel.clock import Clock
from domains.kernel.errors import Unavailable
from domains.kernel.ids import Ids
from domains.kernel.text import Locale
from infra.database import OUTAGES
from infra.settings import Settings
from notifications.channels.phone_line import BadSignature, Verifier, read_call_answer, welcome
from notifications.public import ReplayedReport, take_once

PATH: Final = "/hooks/phone-line/calls"


class _Call(BaseModel):
    """`attested`: the network vouches for the number (STIR/SHAKEN "A", or its like)."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: UUID
    number: str = Field(alias="from", max_length=20, repr=False)
    attested: bool
    at: datetime


class _Said(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    call: _Call
    answer: object = None

    @property
    def is_over(self) -> bool:
        return "answer" in self.model_fields_set


@dataclass(frozen=True, slots=True)
class _Callers:
    """Who may be calling: several where a telephone is shared."""

    seniors: frozenset[UUID]
    locale: Locale

    @property
    def is_known(self) -> bool:
        return len(self.seniors) > 0


def phone_line_calls_route(settings: Settings, *, clock: Clock, ids: Ids) -> Route:
    """The route; 404 for everybody where no provider may call."""
    url = f"{settings.gateway.public_url}{PATH}"
    verifier = provider_verifier(settings, clock=clock)

    async def receive(request: Request) -> Response:
        if verifier is None:
            return Response(status_code=404)
        body = await read_body(request, limit=LARGEST_BODY)
        if body is None:
            return Response(status_code=413)
        try:
            return await _take(request, body, verifier, url=url, clock=clock, ids=ids)
        except BadSignature:
            return Response(status_code=401)
        except ValidationError:
            return Response(status_code=422)
        except ReplayedReport:
            return Response(status_code=409)
        except (Unavailable, *OUTAGES):
            return Response(status_code=503, headers={"Retry-After": "5"})

    return Route(PATH, receive, methods=["POST"], name="phone_line_calls")


async def _take(
    request: Request, body: bytes, verifier: Verifier, *, url: str, clock: Clock, ids: Ids
) -> Response:
    """Judged before anybody is looked up."""
    nonce = verifier.nonce_of(request.method, url, dict(request.headers), body)
    said = _Said.model_validate_json(body)
    callers = await _callers(said.call)
    async with in_transaction():
        await take_once(nonce, clock=clock)
        if said.is_over:
            await _hear(said, callers, clock=clock, ids=ids)
            return Response(status_code=204)
    words = welcome(callers.locale, known=callers.is_known)
    return Response(orjson.dumps(words), media_type="application/json")


async def _callers(call: _Call) -> _Callers:
    """A number that the network does not vouch for may be anybody's."""
    if not call.attested or call.at.tzinfo is None:
        return _Callers(frozenset(), Locale.KO)
    people = await contacts.who_calls_from(call.number)
    seniors = await check_ins.callers(people)
    cards = await identity.people(seniors, named=False)
    spoken = {card.locale for card in cards.values()}
    return _Callers(seniors, spoken.pop() if len(spoken) == 1 else Locale.KO)


async def _hear(said: _Said, callers: _Callers, *, clock: Clock, ids: Ids) -> None:
    call = check_ins.Call(
        call_id=said.call.id,
        at=said.call.at,
        said=None if said.answer is None else said_of(read_call_answer(said.answer)),
        locale=callers.locale,
    )
    await check_ins.call_in(callers.seniors, call, clock=clock, ids=ids)
