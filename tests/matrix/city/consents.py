"""How the consents of the city come to stand, to end and to run out."""

from datetime import timedelta
from uuid import UUID

from domains.care import public as care
from domains.consent import public as consent
from domains.consent.public import CATALOGUE, Purpose
from domains.kernel.actor import Actor
from domains.kernel.text import Locale
from tests.builders.citizen import global_id
from tests.builders.families import ALL
from tests.matrix import knock
from tests.matrix.city.credentials import open_session
from tests.matrix.city.matrix_city import NOW, Key, MatrixCity
from tests.matrix.dimensions import PARENT, Age, State

GRANTED = ALL | care.PURPOSES
"""Advertising is nobody's default."""

WITHDRAW = (
    "mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) { __typename } }"
)


async def consent_for_a_term(city: MatrixCity, decider: UUID, person: UUID) -> None:
    """It is over since yesterday, and no job has tidied up."""
    for purpose in sorted(Purpose):
        decided = await consent.grant(
            Actor(person_id=decider),
            subject_id=person,
            purpose=purpose,
            text_version=CATALOGUE[purpose].version,
            locale=Locale.KO,
            expires_at=NOW - timedelta(days=1),
            clock=city.clock,
            ids=city.ids,
        )
        assert isinstance(decided, consent.Decided), decided


async def consent_as_of_now(city: MatrixCity, key: Key, person: UUID) -> None:
    """The consents of somebody in this state, and no others."""
    decider = city.callers[PARENT] if key.age is Age.CHILD else person
    match key.state:
        case State.GRANTED:
            await city.town.consents(decider, person, GRANTED)
        case State.WITHDRAWN:
            await city.town.consents(decider, person, GRANTED)
            await _withdraw_all(city, decider, person)
        case State.OTHER:
            assert key.only is not None
            await city.town.consents(decider, person, [key.only])
        case State.NEVER | State.LAPSED | State.EXPIRED:
            pass


async def _withdraw_all(city: MatrixCity, decider: UUID, person: UUID) -> None:
    """As a citizen does it, so that all that follows a withdrawal has followed."""
    token = city.tokens.issue(person_id=decider, session_id=await open_session(city, decider)).text
    for purpose in sorted(Purpose):
        said = {
            "requestId": str(city.ids.new()),
            "subjectId": global_id("Person", person),
            "purpose": purpose.name,
        }
        answer = await knock.knock(
            city.app, WITHDRAW, {"input": said}, authorization=knock.bearer(token)
        )
        assert b"WithdrawConsentSuccess" in answer.body, answer.body
