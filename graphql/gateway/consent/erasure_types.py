"""What clients see of what was erased and of what is kept."""

from datetime import date, datetime

import strawberry

from domains.consent.public import Action, ErasureCase, Purpose, StorePart
from domains.kernel.subject_rights import Kept
from gateway.global_ids import global_id


@strawberry.type(description="So much of one kind of data is gone.")
class ErasedData:
    what: str = strawberry.field(description="`<domain>.<noun>`.")
    rows: int = strawberry.field(description="How many.")


@strawberry.type(description="What stays after an erasure, because a law says so.")
class KeptData:
    what: str = strawberry.field(description="`<domain>.<noun>`.")
    rows: int = strawberry.field(description="How many.")
    law: str = strawberry.field(description="The article, in Korean.")
    until: date | None = strawberry.field(description="The last day; null for no fixed one.")


@strawberry.type(description="One store's part in destroying what was held.")
class ErasurePart:
    store: str = strawberry.field(description="`database` is done with the withdrawal itself.")
    due_at: datetime = strawberry.field(description="When it must be done at the latest.")
    done_at: datetime | None = strawberry.field(description="Null while it is owed.")
    erased: list[ErasedData] = strawberry.field(description="What the proof counts.")
    digest: str | None = strawberry.field(
        description="Of the names of what was destroyed, where the store names things."
    )


@strawberry.type(description="A consent that ended, and what became of what was held under it.")
class Erasure:
    id: strawberry.ID = strawberry.field(description="Opaque and stable.")
    purpose: Purpose = strawberry.field(description="Which purpose ended.")
    ended_at: datetime = strawberry.field(description="When.")
    ended_by: Action = strawberry.field(description="Which word ended it.")
    closed_at: datetime | None = strawberry.field(
        description="When the last store had proved its part; null while one owes it."
    )
    parts: list[ErasurePart] = strawberry.field(description="Store by store.")
    kept: list[KeptData] = strawberry.field(description="What stays, and which law says so.")


def kept_type(kept: Kept) -> KeptData:
    return KeptData(what=kept.what, rows=kept.rows, law=kept.law, until=kept.until)


def erasure_type(case: ErasureCase) -> Erasure:
    return Erasure(
        id=global_id("Erasure", case.id),
        purpose=case.purpose,
        ended_at=case.ended_at,
        ended_by=case.action,
        closed_at=case.closed_at,
        parts=[_part(part) for part in case.parts],
        kept=[kept_type(one) for one in case.kept],
    )


def _part(part: StorePart) -> ErasurePart:
    return ErasurePart(
        store=part.store,
        due_at=part.due_at,
        done_at=part.done_at,
        erased=[ErasedData(what=one.what, rows=one.rows) for one in part.erased],
        digest=part.digest,
    )
