"""Who may call each REST route, for whom and why: one line a route, read like a notice board.

A route that stands in no line does not start (`undeclared`), and `tests/matrix` knocks at each
with every credential. GraphQL's one path declares field by field instead (`gateway.declarations`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute


class Caller(StrEnum):
    """Whose word a route takes."""

    ANYONE = "anyone"
    """It tells nothing of any person: greetings, health, keys, pages."""
    SESSION = "session"
    """A signed-in person's cookie, refresh token or access token; about that person alone."""
    ONE_TIME_PROOF = "one-time proof"
    """Whoever holds a code or state that we gave out once, a moment ago."""
    SIGNED_LINK = "signed link"
    """Whoever holds a link that we signed; it does its one deed, again and again."""
    DEVICE = "device credential"
    """A paired tracker's secret, an installation's push token; about the device's owner alone."""
    PROVIDER = "provider signature"
    """A sign-in provider's signed statement."""
    PHONE_LINE = "telephone provider's signature"
    """The city's telephone provider's signed report; about deliveries that it was given."""
    OPERATOR = "operator"
    """The city's own machines, inside its network: numbers about the house, of no person."""
    OFFICE = "an operator's session"
    """A signed-in browser's cookie, or an access token, of somebody who holds the office now."""
    EACH_FIELD = "each field"
    """GraphQL: who may call is declared on every field."""


@dataclass(frozen=True, slots=True)
class Door:
    """A route's declaration; `under` is the legal basis where somebody's data passes through."""

    caller: Caller
    about: str
    under: str = ""

    def __str__(self) -> str:
        return " · ".join(filter(None, [self.caller.value, self.about, self.under]))


SERVICE = "개인정보 보호법 §15①4"
RESCUE = "개인정보 보호법 §15①5"
CARE_CHECK_INS = "consent to care.check_ins"

ROUTES: Mapping[str, Door] = {
    "/graphql": Door(Caller.EACH_FIELD, "see the fields"),
    "/graphql/assets": Door(Caller.ANYONE, "the playground's own files"),
    "/": Door(Caller.ANYONE, "the house: what it is, and where one signs in"),
    "/auth/login": Door(Caller.ANYONE, "nobody yet; binds a browser to a state"),
    "/auth/callback/{provider}": Door(Caller.ONE_TIME_PROOF, "who signs in", SERVICE),
    "/auth/signed-in": Door(Caller.ONE_TIME_PROOF, "who signed in; the way back into the app"),
    "/auth/token": Door(Caller.ONE_TIME_PROOF, "who signed in", SERVICE),
    "/auth/logout": Door(Caller.SESSION, "who is signed in", SERVICE),
    "/auth/logged-out": Door(Caller.ANYONE, "nobody any more"),
    "/auth/backchannel-logout/{provider}": Door(
        Caller.PROVIDER, "whose session ended at the provider", SERVICE
    ),
    "/auth/link": Door(Caller.SESSION, "who is signed in, and lately", SERVICE),
    "/auth/office": Door(
        Caller.SESSION, "who is signed in; the way to the pages of officers and care", SERVICE
    ),
    "/care/worker.js": Door(Caller.ANYONE, "a script, the same for everybody"),
    "/care/assets/{name}": Door(Caller.ANYONE, "scripts, the same for everybody"),
    "/care/home": Door(Caller.SESSION, "who is signed in, and cared for", SERVICE),
    "/care/home/help": Door(Caller.SESSION, "who is signed in, and cared for", RESCUE),
    "/care/home/again": Door(Caller.SESSION, "who is signed in, and cared for", RESCUE),
    "/care/home/offline": Door(Caller.SESSION, "who is signed in: their centre's name", SERVICE),
    "/care/work": Door(Caller.SESSION, "a shell, the same for everybody; see the fields"),
    "/care/board": Door(Caller.SESSION, "a shell, the same for everybody; see the fields"),
    "/care/photos/{act_id:uuid}": Door(
        Caller.SESSION, "for whom somebody did something, as deep as she lets them see", RESCUE
    ),
    "/care/family": Door(
        Caller.SESSION, "whom the reader guards, as deep as she lets them", CARE_CHECK_INS
    ),
    "/care/family/{senior_id:uuid}": Door(
        Caller.SESSION, "whom the reader guards, as deep as she lets them", CARE_CHECK_INS
    ),
    "/care/family/{senior_id:uuid}/{month}.pdf": Door(
        Caller.SESSION, "whom the reader guards, as deep as she lets them", CARE_CHECK_INS
    ),
    "/ops/push": Door(Caller.OFFICE, "how it stands with the pushes; of no person"),
    "/ops/devices": Door(Caller.OFFICE, "how devices in homes do, by their ids; of no person"),
    "/ops/push/dead-letters": Door(
        Caller.OFFICE, "what was given up: events and installations, no person by name", SERVICE
    ),
    "/ops/push/dead-letters/{event_id:uuid}/{device_id:uuid}": Door(
        Caller.OFFICE, "whom a message was for that was given up: codes and times", SERVICE
    ),
    "/.well-known/openid-configuration": Door(Caller.ANYONE, "the house's addresses"),
    "/.well-known/jwks.json": Door(Caller.ANYONE, "the house's public keys"),
    "/ingest/owntracks": Door(
        Caller.DEVICE, "the device's owner", "consent to commute.*, 위치정보법 §18"
    ),
    "/ingest/osmand": Door(
        Caller.DEVICE, "the device's owner", "consent to commute.*, 위치정보법 §18"
    ),
    "/ingest/home": Door(
        Caller.DEVICE, "the home that the device stands in", "consent to care.home_sensors"
    ),
    "/ingest/home/pair": Door(
        Caller.ONE_TIME_PROOF,
        "the home that the code was given out for; tells nothing of it",
        "consent to care.home_sensors",
    ),
    "/push/seen": Door(Caller.DEVICE, "the device's owner: what they saw of what we sent", SERVICE),
    "/push/answer": Door(
        Caller.DEVICE, "the device's owner: their answer to a question that we sent there", RESCUE
    ),
    "/governance/exports/{export_id:uuid}": Door(
        Caller.ONE_TIME_PROOF,
        "whom the signed link names, with their passphrase",
        "개인정보 보호법 §35, §35의2",
    ),
    "/governance/receipts": Door(
        Caller.ONE_TIME_PROOF,
        "whose erasure the code was given out for; names nobody",
        "개인정보 보호법 §36②",
    ),
    "/opt-out/{token}": Door(
        Caller.SIGNED_LINK,
        "whom the signed link names; ends advertising and tells nothing",
        "정보통신망법 §50④",
    ),
    "/hooks/phone-line/reports": Door(
        Caller.PHONE_LINE, "whom a message or call of ours was for", SERVICE
    ),
    "/hooks/phone-line/calls": Door(
        Caller.PHONE_LINE, "who proved the number that calls: how they are", RESCUE
    ),
    "/healthz": Door(Caller.ANYONE, "whether the house lives"),
    "/readyz": Door(Caller.ANYONE, "which part is not ready; no person"),
    "/metrics": Door(Caller.OPERATOR, "counts and times of the house; no person"),
}


def undeclared(routes: Iterable[BaseRoute]) -> list[str]:
    """The paths that no line of ROUTES stands for."""
    return sorted({path_of(route) for route in routes} - ROUTES.keys())


def path_of(route: BaseRoute) -> str:
    """As ROUTES names it; a mount stands for all that lies below it."""
    if isinstance(route, Route | WebSocketRoute | Mount):
        return route.path
    return repr(route)
