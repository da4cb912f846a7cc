"""A senior wants to be cared for: on paper at a centre's desk, or in the app on her own phone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.events import CareAskedFor, SeniorEnrolled
from domains.care.people.access import centre_serving, hold_centre_serving, is_of_centre
from domains.care.people.models import Enrolment, Residence
from domains.care.people.vocabulary import Depth, Way
from domains.consent import public as consent
from domains.consent.public import CATALOGUE, Purpose
from domains.kernel import audit, outbox
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale


@dataclass(frozen=True, slots=True)
class Flat:
    """Where she lives; address and note are sealed for her."""

    dong_id: UUID
    address: bytes = field(repr=False)
    key_box_note: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Application:
    """What she agrees to (purpose -> version of the text that she saw) and where she lives.

    `proof` says where the signed paper lies; `own_words` is her plan as she puts it. Both sealed.
    """

    flat: Flat
    agrees: Mapping[Purpose, int]
    locale: Locale
    proof: bytes | None = field(default=None, repr=False)
    own_words: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """`stands` is False until the centre accepts what was asked in the app."""

    enrolment_id: UUID
    senior_id: UUID
    centre_id: UUID
    stands: bool


@dataclass(frozen=True, slots=True)
class AlreadyEnrolled:
    enrolment_id: UUID


@dataclass(frozen=True, slots=True)
class DongNotServed:
    """No centre looks after that dong."""


@dataclass(frozen=True, slots=True)
class ProofWanted:
    """At a desk she signs on paper: say where it lies."""


@dataclass(frozen=True, slots=True)
class ConsentRefused:
    """The yes could not be taken down; `current_version` where another text must be shown.

    None: her birth date is unknown, she has suspended everything, or check-ins were not among it.
    """

    purpose: Purpose
    current_version: int | None = None


EnrolOutcome = Enrolled | AlreadyEnrolled | DongNotServed | ProofWanted | ConsentRefused

CARE = (Purpose.CARE_CHECK_INS, Purpose.CARE_HOME_SENSORS, Purpose.CARE_LOCATION)
"""In the order in which they are asked; the first is the care itself."""


async def enrol(actor: Actor, application: Application, *, clock: Clock, ids: Ids) -> EnrolOutcome:
    """Take down her consents and her care, in one transaction.

    At the desk of the centre that serves her dong it stands at once: staff saw her and the paper.
    From her phone it waits for that centre. Raises PermissionError for who speaks for nobody.
    """
    if actor.speaks_for is None:
        raise PermissionError("only somebody known can be cared for")
    at_desk = actor.stand_in_id is not None
    async with in_transaction():
        known = await Enrolment.get_or_none(senior_id=actor.speaks_for)
        if known is not None:
            return AlreadyEnrolled(known.id)
        if await centre_serving(application.flat.dong_id) is None:
            return DongNotServed()
        if at_desk and application.proof is None:
            return ProofWanted()
        if (refused := await _take_consents(actor, application, clock, ids)) is not None:
            return refused
        # Held after her consents (`lock_senior`), and read anew: it may be another centre by now.
        centre_id = await hold_centre_serving(application.flat.dong_id)
        assert centre_id is not None, "a dong that is served is never left alone again"
        stands = at_desk and await is_of_centre(actor.person_id, centre_id, at=clock.now())
        return await _write_enrolment(
            actor, application, centre_id, stands=stands, clock=clock, ids=ids
        )


async def _take_consents(
    actor: Actor, application: Application, clock: Clock, ids: Ids
) -> ConsentRefused | None:
    """All or none: versions are compared before the first word is written."""
    if Purpose.CARE_CHECK_INS not in application.agrees:
        return ConsentRefused(Purpose.CARE_CHECK_INS)
    for purpose, version in application.agrees.items():
        if version != CATALOGUE[purpose].version:
            return ConsentRefused(purpose, CATALOGUE[purpose].version)
    for purpose in (one for one in CARE if one in application.agrees):
        decided = await consent.grant(
            actor,
            subject_id=_senior(actor),
            purpose=purpose,
            text_version=application.agrees[purpose],
            locale=application.locale,
            clock=clock,
            ids=ids,
        )
        if not isinstance(decided, consent.Decided):
            return ConsentRefused(purpose)
    return None


async def _write_enrolment(
    actor: Actor, application: Application, centre_id: UUID, *, stands: bool, clock: Clock, ids: Ids
) -> Enrolled:
    senior_id, now = _senior(actor), clock.now()
    row = await Enrolment.create(
        id=ids.new(),
        senior_id=senior_id,
        centre_id=centre_id,
        way=Way.APP if actor.stand_in_id is None else Way.PAPER,
        proof=application.proof,
        own_words=application.own_words,
        worker_depth=Depth.REASONS,
        centre_depth=Depth.REASONS,
        asked_at=now,
        stands_since=now if stands else None,
    )
    await Residence.create(
        id=ids.new(),
        enrolment_id=row.id,
        senior_id=senior_id,
        dong_id=application.flat.dong_id,
        address=application.flat.address,
        key_box_note=application.flat.key_box_note,
        since=now,
    )
    await audit.record(
        actor, "care.enrolment.ask", subject_id=senior_id, reference=row.id, clock=clock, ids=ids
    )
    if stands:
        await tell_of_enrolment(row, application.flat.dong_id, clock=clock, ids=ids)
    else:
        await tell_of_application(row.id, senior_id, centre_id, clock=clock, ids=ids)
    return Enrolled(row.id, senior_id, centre_id, stands)


async def tell_of_application(
    enrolment_id: UUID, senior_id: UUID, centre_id: UUID, *, clock: Clock, ids: Ids
) -> None:
    """Nobody looks after her before this centre has looked."""
    event = CareAskedFor(enrolment_id=enrolment_id, senior_id=senior_id, centre_id=centre_id)
    await outbox.record(event, clock=clock, ids=ids)


async def tell_of_enrolment(row: Enrolment, dong_id: UUID, *, clock: Clock, ids: Ids) -> None:
    """The other rooms begin with what they do for her."""
    event = SeniorEnrolled(enrolment_id=row.id, senior_id=row.senior_id, dong_id=dong_id)
    await outbox.record(event, clock=clock, ids=ids)


def _senior(actor: Actor) -> UUID:
    assert actor.speaks_for is not None
    return actor.speaks_for
