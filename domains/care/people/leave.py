"""She leaves: every consent of care ends, and with it everything that was held."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.people.access import NotYourSenior
from domains.care.people.models import Enrolment
from domains.care.people.read_plans import PURPOSES
from domains.consent import public as consent
from domains.consent.public import Erased, Erasers, Purpose
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.text import Locale


@dataclass(frozen=True, slots=True)
class Left:
    """What was destroyed with this commit; `follows` names the stores that owe a proof.

    The receipts are the erasure cases of each purpose, which she reads in her consents.
    """

    senior_id: UUID
    erased: Sequence[Erased]
    follows: Sequence[str]


async def leave_care(
    actor: Actor, *, locale: Locale, erasers: Erasers, clock: Clock, ids: Ids
) -> Left | NotYourSenior:
    """Her own word alone, at a desk through its staff. The consent to check-ins ends last: it is
    the care itself, and its eraser takes the enrolment away."""
    async with in_transaction():
        enrolment = await Enrolment.get_or_none(senior_id=actor.speaks_for)
        if enrolment is None:
            return NotYourSenior()
        senior_id, now = enrolment.senior_id, clock.now()
        standing = (await consent.standing_purposes([senior_id], at=now))[senior_id] & PURPOSES
        ends = [*sorted(standing - {Purpose.CARE_CHECK_INS}), Purpose.CARE_CHECK_INS]
        words = [
            await consent.withdraw(
                actor,
                subject_id=senior_id,
                purpose=purpose,
                locale=locale,
                erasers=erasers,
                clock=clock,
                ids=ids,
            )
            for purpose in ends
        ]
        said = [word for word in words if isinstance(word, consent.Withdrawn)]
        return Left(
            senior_id,
            erased=[gone for word in said for gone in word.erased if gone.rows],
            follows=sorted({store for word in said for store in word.follows}),
        )
