"""The one order of locks in care, and the lock that most wait for: hers.

Whoever takes several of these in one transaction takes them from the top, so that nobody waits in
a circle. A new lock gets its place here before it gets its code.

    1  her row of consents                            who withdraws or erases (`consent.standing`)
    2  the registry of devices, then rows of devices  batches; who pairs, retires, moves, destroys
    3  her home's watch                               a look at her home; who moves or destroys
    4  she herself                                    `lock_senior`
    5  her case and its rows                          `cases.open_case`
    6  her questions, then her plan of questions      `check_ins.lock`
    7  whose a dong is, then enrolments in it, her    `people.serve_dong`, `people.access`
       residence, her pause
    8  timers                                         set and cancelled last

A timer's own turn holds 8 before all others: there no lock is waited for longer than 250 ms, and
it is always the turn that steps back (decision 26). Of many seniors the smaller id comes first.
`tests/care/cases/test_nobody_waits_in_a_circle.py` lets those meet who may.
"""

from uuid import UUID

from domains.kernel import sql


async def lock_senior(senior_id: UUID) -> None:
    """Until the caller's transaction ends nobody else changes what is asked or noticed of her.

    An advisory lock: she may have no row to lock yet, or none any more.
    """
    await sql.fetch("SELECT pg_advisory_xact_lock(hashtextextended($1, 6))", f"case/{senior_id}")
