"""What goes, what the law keeps, and who must be looked after first."""

from datetime import timedelta

from domains.governance.models import Erasure
from domains.identity import public as identity
from domains.kernel import personal, sql
from domains.kernel.actor import Role
from tests.builders.families import Town
from tests.stories.governance.documents import ERASE, EXPORT, OPEN, PREVIEW
from tests.stories.house import everything, node

SCHEMAS = ["kernel", "identity", "consent", "commute", "governance", "notifications"]
AUDIT = "kernel.audit"


async def where_found(word: str) -> set[str]:
    """Every table in which a text, a JSON, an array or readable bytes holds the word."""
    tables = await sql.fetch(
        """
        SELECT format('%I.%I', n.nspname, c.relname) AS name
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname = ANY($1::text[])
        """,
        SCHEMAS,
    )
    as_bytes = word.encode().hex()
    found = set()
    for table in [row["name"] for row in tables]:
        rows = await sql.fetch(
            f"SELECT 1 FROM {table} t WHERE t::text LIKE $1 OR t::text LIKE $2 LIMIT 1",
            f"%{word}%",
            f"%{as_bytes}%",
        )
        if rows:
            found.add(table)
    return found


async def rows_naming(person, table) -> int:
    rows = await sql.fetch(
        f"SELECT count(*) AS n FROM {table} t WHERE t::text LIKE $1", f"%{person}%"
    )
    return rows[0]["n"]


async def deletion(desk, person, subject=None):
    phone = await desk.phone(person)
    subject = node("Person", subject or person)
    case = await phone.tell(OPEN, subjectId=subject, kind="DELETION", words="카나리아의 말")
    return phone, case["caseId"]


async def test_the_preview_tells_all_and_changes_nothing_but_the_audit(desk, family):
    phone = await desk.phone(family.child)
    before = await everything(but=["kernel.answers", AUDIT])
    shown = await phone.ask(PREVIEW, subjectId=node("Person", family.child))
    assert await everything(but=["kernel.answers", AUDIT]) == before
    goes = {one["what"] for one in shown["goes"]}
    assert {"identity.person", "identity.relations", "commute.watched_places"} <= goes
    kept = {one["what"]: one["law"] for one in shown["kept"]}
    assert "§22③" in kept["consent.ledger"]
    assert "안전성" in kept[AUDIT]
    assert shown["obstacles"] == []


async def test_after_an_erasure_only_what_the_law_keeps_names_the_person(desk, citizen, town):
    phone, _ = await deletion(desk, citizen)
    access = await phone.tell(OPEN, subjectId=node("Person", citizen), kind="ACCESS")
    await phone.tell(EXPORT, caseId=access["caseId"])
    await desk.build()
    _, case = await deletion(desk, citizen)
    answer = await phone.tell(ERASE, caseId=case)
    listed = {one["what"] for one in answer["kept"]}

    assert await where_found("카나리아") == set(), "no text of theirs, not even the case's"
    await desk.sweep()
    found = await where_found(str(citizen))
    assert found - listed <= {"kernel.outbox"}, "events that are still to do"
    assert {AUDIT, "governance.cases", "governance.exports"} <= listed


async def test_the_answer_counts_every_row_that_stays(desk, citizen):
    phone, case = await deletion(desk, citizen)
    answer = await phone.tell(ERASE, caseId=case)
    await sql.execute("UPDATE kernel.outbox SET done_at = $1", desk.clock.now())
    await desk.sweep()
    told = {one["what"]: one["rows"] for one in answer["kept"] if one["what"] != "keys.owners"}
    assert told == {table: await rows_naming(citizen, table) for table in told}
    assert await where_found(str(citizen)) == set(told)


async def test_what_a_reaction_wrote_beside_the_erasure_goes_before_it_is_finished(desk, citizen):
    phone, case = await deletion(desk, citizen)
    await phone.tell(ERASE, caseId=case)
    await sql.execute(
        """
        INSERT INTO notifications.decisions (id, event_id, person_id, verdict, reason, decided_at)
        VALUES ($1, $2, $3, 'allow', 'allowed', $4)
        """,
        desk.ids.new(),
        desk.ids.new(),
        citizen,
        desk.clock.now(),
    )
    await sql.execute("UPDATE kernel.outbox SET done_at = $1", desk.clock.now())
    await desk.sweep()
    assert "notifications.decisions" not in await where_found(str(citizen))


async def test_a_gateway_that_hears_again_learns_whose_sessions_ended(desk, citizen):
    phone, case = await deletion(desk, citizen)
    standing = {row["id"] for row in await sql.fetch("SELECT id FROM identity.sessions")}
    since = desk.clock.now()
    await phone.tell(ERASE, caseId=case)
    assert standing <= set(await identity.sessions_ended_since(since))


async def test_who_decided_for_others_is_not_named_in_their_rows(desk, family, town):
    other = await town.parent_of(family.child, "김다른")
    await sql.execute("UPDATE identity.relations SET granted_by = $1", str(other))
    await sql.execute(
        """
        INSERT INTO consent.notice_choices (subject_id, notices, decided_by, since)
        VALUES ($1, 'daily', $2, $3)
        """,
        family.child,
        other,
        desk.clock.now(),
    )
    phone, case = await deletion(desk, other)
    answer = await phone.tell(ERASE, caseId=case)
    assert {name for name in await where_found(str(other)) if "identity" in name} == set()
    assert "consent.notice_choices" not in await where_found(str(other))
    assert "consent.notice_choices" in await where_found(str(family.child)), "the child's stays"
    assert answer["__typename"] == "CarryOutErasureSuccess"


async def test_the_key_the_copies_and_the_events_follow_by_job_with_their_proof(desk, citizen):
    phone, case = await deletion(desk, citizen)
    sealed = await personal.seal(citizen, "카나리아")
    await phone.tell(ERASE, caseId=case)
    await sql.execute("UPDATE kernel.outbox SET done_at = $1", desk.clock.now())
    await desk.sweep()
    erasure = await Erasure.get()
    assert erasure.finished_at == desk.clock.now()
    assert erasure.key_destroyed_at is not None
    assert await personal.reveal(citizen, sealed) is None
    assert "kernel.outbox" not in await where_found(str(citizen))


async def test_a_copy_that_waits_to_be_fetched_is_destroyed_with_the_person(desk, citizen):
    phone = await desk.phone(citizen)
    access = await phone.tell(OPEN, subjectId=node("Person", citizen), kind="ACCESS")
    copy = await phone.tell(EXPORT, caseId=access["caseId"])
    await desk.build()
    _, case = await deletion(desk, citizen)
    await phone.tell(ERASE, caseId=case)
    await desk.sweep()
    assert await desk.workshop.objects.list("exports/") == []
    assert (await desk.house.http.get(copy["link"])).status_code == 410


async def test_who_is_erased_is_signed_out_everywhere(desk, citizen):
    phone, case = await deletion(desk, citizen)
    await phone.tell(ERASE, caseId=case)
    rows = await sql.fetch("SELECT count(*) AS n FROM identity.sessions")
    assert rows[0]["n"] == 0
    assert await desk.told("identity.session_revoked") >= 1
    assert await desk.told("governance.person_erased") == 1


async def test_the_last_guardian_of_a_child_is_asked_to_hand_over_first(desk, family, town):
    phone, case = await deletion(desk, family.parent)
    before = await everything()
    answer = await phone.tell(ERASE, caseId=case)
    assert answer == {"__typename": "ErasureHindered", "obstacles": ["LAST_GUARDIAN"]}
    assert await everything() == before
    await town.parent_of(family.child, "김다른")
    answer = await (await desk.phone(family.parent)).tell(ERASE, caseId=case)
    assert answer["__typename"] == "CarryOutErasureSuccess"


async def test_who_holds_an_office_hands_it_over_first(desk, citizen):
    await desk.appoint(citizen, Role.OFFICER)
    phone, case = await deletion(desk, citizen)
    answer = await phone.tell(ERASE, caseId=case)
    assert answer["obstacles"] == ["HOLDS_OFFICE"]


async def test_a_child_is_erased_with_all_its_ways(desk, family, town: Town):
    phone, case = await deletion(desk, family.parent, family.child)
    answer = await phone.tell(ERASE, caseId=case)
    assert answer["__typename"] == "CarryOutErasureSuccess"
    commute = {name for name in await where_found(str(family.child)) if "commute" in name}
    assert commute == set()
    assert await desk.told("identity.relation_ended") == 1


async def test_a_stranger_erases_nobody(desk, citizen, town):
    _, case = await deletion(desk, citizen)
    stranger = await desk.phone(await town.person("남"))
    before = await everything()
    answer = await stranger.tell(ERASE, caseId=case)
    assert answer == {"__typename": "RightsCaseNotYours"}
    assert await everything() == before


async def test_a_stolen_phone_erases_nobody(desk, citizen):
    phone, case = await deletion(desk, citizen)
    desk.clock.advance(timedelta(minutes=6))
    assert await phone.refused_telling(ERASE, caseId=case) == "STEP_UP_REQUIRED"
