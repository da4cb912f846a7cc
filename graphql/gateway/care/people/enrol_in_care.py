"""`enrolInCare`: a senior wants to be cared for, on paper at a desk or on her own phone."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.care import public as care
from domains.consent.public import Purpose
from domains.kernel import personal
from domains.kernel.errors import Unauthenticated
from gateway.context import Context, Info
from gateway.declarations import SERVICE, Oneself
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.languages import Locale
from gateway.once import REQUEST_ID, once
from gateway.permissions import SignedIn
from gateway.plain_text import plain_text
from gateway.wording import FOR_DEVELOPERS

LONGEST_ADDRESS, LONGEST_NOTE, LONGEST_PROOF, LONGEST_WORDS = 200, 200, 120, 1000


@strawberry.input(description="A purpose that she agrees to, and the text that she was shown.")
class CareConsentInput:
    purpose: Purpose = strawberry.field(description="One of care's.")
    text_version: int = strawberry.field(description="From `purposes`.")


@strawberry.input(description="Where she lives, and what she agrees to.")
class EnrolInCareInput:
    request_id: UUID = strawberry.field(description=REQUEST_ID)
    dong_id: strawberry.ID = strawberry.field(description="Her dong; a Unit.")
    address: str = strawberry.field(
        description="Told to 119, and shown to who has taken a case of hers."
    )
    consents: list[CareConsentInput] = strawberry.field(
        description="CARE_CHECK_INS is the care itself; the others as she likes."
    )
    locale: Locale = strawberry.field(description="The language of the texts that she was shown.")
    key_box_note: str | None = strawberry.field(
        default=None, description="How to get in; opened for 119 alone."
    )
    own_words: str | None = strawberry.field(default=None, description="Her plan as she says it.")
    proof: str | None = strawberry.field(
        default=None, description="At a desk: where the paper that she signed lies."
    )


@strawberry.type(description="It is taken down, consents and all.")
class EnrolInCareSuccess:
    enrolment_id: strawberry.ID = strawberry.field(description="For acceptIntoCare.")
    stands: bool = strawberry.field(
        description="False until her centre accepts what she asked on her phone."
    )


@strawberry.type(description="She is cared for already, or has asked for it.")
class AlreadyInCare:
    enrolment_id: strawberry.ID = strawberry.field(description="As myCare shows it.")


@strawberry.type(description="No centre looks after that dong yet.")
class DongNotServed:
    message: str = strawberry.field(
        default="No centre looks after that dong yet.", description=FOR_DEVELOPERS
    )


@strawberry.type(description="At a desk she signs on paper: say where it lies.")
class CareProofWanted:
    message: str = strawberry.field(
        default="At a desk she signs on paper: say where it lies.", description=FOR_DEVELOPERS
    )


@strawberry.type(
    description="A yes could not be taken down: another text is shown now, check-ins were not "
    "among them, her birth date is unknown, or she has suspended everything."
)
class CareConsentRefused:
    purpose: Purpose = strawberry.field(description="Which one.")
    current_version: int | None = strawberry.field(description="Show this text and ask again.")


EnrolInCareResult = Annotated[
    EnrolInCareSuccess | AlreadyInCare | DongNotServed | CareProofWanted | CareConsentRefused,
    strawberry.union("EnrolInCareResult"),
]


@strawberry.type
class EnrolInCareMutation:
    @mutation(
        allow=SignedIn(),
        about=Oneself(),
        under=SERVICE,
        description="Be cared for: one question a day, and somebody who comes when there is no "
        "answer. Consents are taken down with it, with their texts.",
    )
    async def enrol_in_care(self, info: Info, input: EnrolInCareInput) -> EnrolInCareResult:
        world = info.context
        application = await _application(world, input)
        return await once(info, input, perform=lambda: _enrol(world, application))


async def sealed_flat(
    owner: UUID, *, dong_id: strawberry.ID, address: str, key_box_note: str | None
) -> care.people.Flat:
    """Sealed before the transaction begins. Raises RequestRefused as `plain_text` does."""
    texts = [plain_text(address, what="An address", longest=LONGEST_ADDRESS)]
    if key_box_note:
        texts.append(plain_text(key_box_note, what="A note", longest=LONGEST_NOTE))
    sealed = await personal.seal_each([(owner, text) for text in texts])
    note = sealed[1] if len(sealed) > 1 else None
    return care.people.Flat(uuid_of(dong_id, "Unit"), sealed[0], note)


async def sealed_words(owner: UUID, said: str | None, *, what: str, longest: int) -> bytes | None:
    """None for nothing said."""
    if not said:
        return None
    return await personal.seal(owner, plain_text(said, what=what, longest=longest))


def speaker(world: Context) -> UUID:
    """Whose word it is: one's own, or at a desk that of the person there."""
    if world.actor.speaks_for is None:
        raise Unauthenticated
    return world.actor.speaks_for


async def _application(world: Context, said: EnrolInCareInput) -> care.people.Application:
    senior = speaker(world)
    flat = await sealed_flat(
        senior, dong_id=said.dong_id, address=said.address, key_box_note=said.key_box_note
    )
    return care.people.Application(
        flat=flat,
        agrees={yes.purpose: yes.text_version for yes in said.consents},
        locale=said.locale,
        proof=await sealed_words(senior, said.proof, what="A proof", longest=LONGEST_PROOF),
        own_words=await sealed_words(senior, said.own_words, what="A plan", longest=LONGEST_WORDS),
    )


async def _enrol(world: Context, application: care.people.Application) -> EnrolInCareResult:
    outcome = await care.people.enrol(world.actor, application, clock=world.clock, ids=world.ids)
    match outcome:
        case care.people.Enrolled(enrolment_id=key, stands=stands):
            return EnrolInCareSuccess(enrolment_id=global_id("CareEnrolment", key), stands=stands)
        case care.people.AlreadyEnrolled(enrolment_id=key):
            return AlreadyInCare(enrolment_id=global_id("CareEnrolment", key))
        case care.people.DongNotServed():
            return DongNotServed()
        case care.people.ProofWanted():
            return CareProofWanted()
        case care.people.ConsentRefused(purpose=purpose, current_version=version):
            return CareConsentRefused(purpose=purpose, current_version=version)
        case unreachable:
            assert_never(unreachable)
