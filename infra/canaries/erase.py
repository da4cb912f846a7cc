"""Withdrawals and erasures as people ask for them, and what the answers said."""

import asyncio
import time
from dataclasses import dataclass

import asyncpg

from infra.canaries.house import House
from infra.canaries.live import CASE, PURPOSES
from infra.canaries.town import Town
from infra.chaos.tables import wait_until_quiet
from infra.queue.valkey import open_queue_when_there

KEPT = "kept { what rows law until }"
QUIET_WITHIN_S = 60.0
POLL_S = 0.1
DESKS_JOB, CONSENTS_JOB = "keep_rights", "keep_consents"

_ERASURES = """
query($id: ID!) { erasures(subjectId: $id, first: 20) {
  edges { node { purpose closedAt kept { what rows law until } } } } }
"""

_ABOUT = {
    "consent.ledger": "SELECT count(*) FROM consent.ledger t "
    "WHERE subject_id = $1 AND purpose = $2",
    "consent.location_uses": "SELECT count(*) FROM consent.location_uses t "
    "WHERE subject_id = $1 AND $2 = ANY (purposes)",
    "kernel.audit": "SELECT count(*) FROM kernel.audit WHERE subject_id = $1",
}
"""What of a person a withdrawal leaves that is about the purpose, and the trace of who did what."""


@dataclass(frozen=True, slots=True)
class KeptItem:
    """One line of an answer: what stays, how much of it, by which law, until when."""

    what: str
    rows: int
    law: str
    until: str | None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The answer to one withdrawal."""

    purpose: str
    erased: dict[str, int]
    kept: tuple[KeptItem, ...]
    found: dict[str, int]
    """By table, as counted past the product right after the answer."""


async def withdraw_all(town: Town, subject: str) -> list[Withdrawn]:
    """Each purpose by itself."""
    answers = []
    for purpose in PURPOSES:
        answer = await town[subject].tell(
            "withdrawConsent",
            f"... on WithdrawConsentSuccess {{ erased {{ what rows }} {KEPT} }}",
            subjectId=town[subject].id,
            purpose=purpose,
        )
        erased = {one["what"]: one["rows"] for one in answer["erased"]}
        found = await _rows_about(town, subject, purpose)
        answers.append(Withdrawn(purpose, erased, _items(answer["kept"]), found))
    return answers


async def _rows_about(town: Town, subject: str, purpose: str) -> dict[str, int]:
    connection = await asyncpg.connect(town.house.postgres.url)
    try:
        named = purpose.lower().replace("_", ".", 1)
        key = town[subject].key
        counts = {
            what: await connection.fetchval(query, *([key, named][: 1 + ("$2" in query)]))
            for what, query in _ABOUT.items()
        }
        return {what: rows for what, rows in counts.items() if rows}
    finally:
        await connection.close()


async def until_proved(town: Town, subject: str) -> list[str]:
    """The other stores have proved their part; purposes whose case is open in spite of that."""
    give_up = time.monotonic() + QUIET_WITHIN_S
    async with open_queue_when_there(town.house.settings.valkey) as queue:
        while still := await _unproved(town, subject):
            if time.monotonic() > give_up:
                break
            await queue.enqueue_job(CONSENTS_JOB)
            await asyncio.sleep(0.5)
    return still


async def _unproved(town: Town, subject: str) -> list[str]:
    answer = await town[subject].ask(_ERASURES, {"id": town[subject].id})
    cases = [edge["node"] for edge in answer["edges"]]
    proved = {one["purpose"] for one in cases if one["closedAt"] and one["kept"]}
    return sorted(set(PURPOSES) - proved)


async def erase(town: Town, part: str) -> tuple[KeptItem, ...]:
    """The person asks, or their guardian, or the desk for who has no phone; an officer does it."""
    words = town.notebook.word(part, "words of the case of deletion")
    case = await _ask(town, part, words)
    answer = await town["officer"].tell(
        "carryOutErasure", f"... on CarryOutErasureSuccess {{ {KEPT} }}", caseId=case
    )
    return _items(answer["kept"])


async def _ask(town: Town, part: str, words: str) -> str:
    if part == "senior":
        case = await town["officer"].tell(
            "openRightsCaseAtDesk",
            CASE,
            subjectId=town[part].id,
            applicantId=town[part].id,
            capacity="SELF",
            proof="IN_PERSON",
            kind="DELETION",
            words=words,
        )
        return str(case["caseId"])
    applicant = town["mother" if part == "child" else part]
    case = await applicant.tell(
        "openRightsCase", CASE, subjectId=town[part].id, kind="DELETION", words=words
    )
    return str(case["caseId"])


async def until_copies_are_built(house: House) -> None:
    """The copies that were asked for lie in the object store. Raises TimeoutError."""
    await _until_none(house, "SELECT 1 FROM governance.exports WHERE ready_at IS NULL")


async def until_finished(house: House) -> None:
    """The desk's job has gone round as often as it needs. Raises TimeoutError.

    The relay sends it each minute; here it is sent as soon as nothing is open.
    """
    await quiet(house)
    give_up = time.monotonic() + QUIET_WITHIN_S
    async with open_queue_when_there(house.settings.valkey) as queue:
        while await _open(house, "SELECT 1 FROM governance.erasures WHERE finished_at IS NULL"):
            if time.monotonic() > give_up:
                raise TimeoutError("erasures are never finished")
            await queue.enqueue_job(DESKS_JOB)
            await asyncio.sleep(0.5)
    await quiet(house)


async def quiet(house: House) -> None:
    """Raises TimeoutError when events or pushes stay open."""
    url = house.settings.database.url
    took_s = await asyncio.to_thread(
        wait_until_quiet, url, within_s=QUIET_WITHIN_S, keep=lambda: None
    )
    if took_s is None:
        raise TimeoutError("events or pushes stay open")


async def _until_none(house: House, query: str) -> None:
    give_up = time.monotonic() + QUIET_WITHIN_S
    while await _open(house, query):
        if time.monotonic() > give_up:
            raise TimeoutError(query)
        await asyncio.sleep(POLL_S)


async def _open(house: House, query: str) -> bool:
    connection = await asyncpg.connect(house.postgres.url)
    try:
        return bool(await connection.fetch(query))
    finally:
        await connection.close()


def _items(kept: list[dict[str, object]]) -> tuple[KeptItem, ...]:
    return tuple(KeptItem(**one) for one in kept)  # type: ignore[arg-type]
