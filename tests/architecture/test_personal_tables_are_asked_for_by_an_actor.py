"""No query on people's rows outside functions that take an actor, or that an actor's call reaches.

The excuses are whole files, each with its reason: nobody is known yet, no person asks but the
clock, or the law's own desk holds the case. A new file that reads people's rows is no excuse.
"""

from pathlib import Path

import pytest

from tests.architecture.personal_tables import Package, Personal, personal

WHO_IS_IT = "proves who somebody is: before it there is no actor"
BY_THE_CLOCK = "work on sets by timers and jobs: no person asks, nothing is shown"
THE_DESK = "one person's copy or erasure, for the rights desk that holds the case"
OWN = "takes whose it is as its first argument; the gateway hands in the caller's own id"
ASKED_INWARD = "answers those who decide (a yes, ids, cards for a list already allowed)"
JUDGES = "collects under a grant checked for the whole batch, or works on the judge's memory"
SETS = "a campaign's officer was let in by take_step, or the clock asks; people only as sets"
TELLS = "writes to whom the gate has let it: asked about person by person there"
NAMESAKE = "speaks of a push service's Answer, which is no row"

EXCUSES = {
    "domains/identity": {
        "accounts.py": OWN,
        "contact_lines.py": ASKED_INWARD,
        "contact_numbers.py": OWN,
        "device_credentials.py": WHO_IS_IT,
        "end_session.py": WHO_IS_IT,
        "end_sessions_of_person.py": ASKED_INWARD,
        "end_sessions_of_provider.py": WHO_IS_IT,
        "ended_sessions.py": WHO_IS_IT,
        "enrol_person.py": WHO_IS_IT,
        "erase_person.py": THE_DESK,
        "expire_push_tokens.py": BY_THE_CLOCK,
        "export_person.py": THE_DESK,
        "freshen_session.py": WHO_IS_IT,
        "hear_provider_logout.py": WHO_IS_IT,
        "issue_contact_code.py": BY_THE_CLOCK,
        "list_devices.py": OWN,
        "list_sessions.py": OWN,
        "name_session.py": WHO_IS_IT,
        "open_stand_in.py": ASKED_INWARD,
        "push_devices.py": OWN,
        "queries.py": ASKED_INWARD,
        "recognise_session.py": WHO_IS_IT,
        "refresh_session.py": WHO_IS_IT,
        "sessions.py": WHO_IS_IT,
        "sharing.py": ASKED_INWARD,
        "sign_in_codes.py": WHO_IS_IT,
        "end_if_signed_out.py": WHO_IS_IT,
        "standing_relations.py": OWN,
        "who_calls.py": WHO_IS_IT,
    },
    "domains/consent": {
        "advertising.py": BY_THE_CLOCK,
        "ask_anew.py": BY_THE_CLOCK,
        "end_over.py": BY_THE_CLOCK,
        "erase_person.py": THE_DESK,
        "erasures.py": BY_THE_CLOCK,
        "export_person.py": THE_DESK,
        "ledger.py": ASKED_INWARD,
        "plan_anew.py": BY_THE_CLOCK,
        "require.py": ASKED_INWARD,
        "run_erasures.py": BY_THE_CLOCK,
        "standing.py": ASKED_INWARD,
        "suspend_all.py": ASKED_INWARD,
        "tell_of_provisions.py": BY_THE_CLOCK,
        "timers.py": BY_THE_CLOCK,
        "verify_standing.py": BY_THE_CLOCK,
    },
    "domains/commute": {
        "crossing/judge.py": JUDGES,
        "crossing/track.py": JUDGES,
        "crossing/track_state.py": JUDGES,
        "crossing/watch_fence.py": JUDGES,
        "erase.py": BY_THE_CLOCK,
        "erase_person.py": THE_DESK,
        "expire.py": BY_THE_CLOCK,
        "export_person.py": THE_DESK,
        "fences.py": JUDGES,
        "find_places.py": ASKED_INWARD,
        "import_places.py": BY_THE_CLOCK,
        "judge_batch.py": JUDGES,
        "memory.py": JUDGES,
        "miss_arrivals.py": BY_THE_CLOCK,
        "place_names.py": ASKED_INWARD,
        "plan_arrivals.py": BY_THE_CLOCK,
        "recollection.py": JUDGES,
        "settle_arrivals.py": BY_THE_CLOCK,
    },
    "domains/care": {
        "cases/callees.py": BY_THE_CLOCK,
        "cases/case_is_due.py": BY_THE_CLOCK,
        "cases/circle.py": ASKED_INWARD,
        "cases/claim_calls.py": BY_THE_CLOCK,
        "cases/describe_call.py": BY_THE_CLOCK,
        "cases/end_calls.py": ASKED_INWARD,
        "cases/end_case.py": ASKED_INWARD,
        "cases/erase.py": THE_DESK,
        "cases/expire.py": BY_THE_CLOCK,
        "cases/export_person.py": THE_DESK,
        "cases/forget_signals.py": BY_THE_CLOCK,
        "cases/go_over.py": ASKED_INWARD,
        "cases/grant_grace.py": BY_THE_CLOCK,
        "cases/keep_answer_of_119.py": BY_THE_CLOCK,
        "cases/keep_position.py": BY_THE_CLOCK,
        "cases/ladder.py": BY_THE_CLOCK,
        "cases/let_119_hear.py": BY_THE_CLOCK,
        "cases/news.py": BY_THE_CLOCK,
        "cases/not_reached.py": BY_THE_CLOCK,
        "cases/open_case.py": ASKED_INWARD,
        "cases/raise_concern.py": BY_THE_CLOCK,
        "cases/read_case.py": ASKED_INWARD,
        "cases/seen_to.py": ASKED_INWARD,
        "cases/sign_of_life.py": ASKED_INWARD,
        "cases/take_step.py": BY_THE_CLOCK,
        "cases/tell_119.py": BY_THE_CLOCK,
        "cases/tell_where_again.py": ASKED_INWARD,
        "cases/untold.py": ASKED_INWARD,
        "cases/who_is_asked.py": ASKED_INWARD,
        "check_ins/ask.py": BY_THE_CLOCK,
        "check_ins/call_in.py": WHO_IS_IT,
        "check_ins/companion_call.py": ASKED_INWARD,
        "check_ins/erase.py": THE_DESK,
        "check_ins/expire.py": BY_THE_CLOCK,
        "check_ins/export_person.py": THE_DESK,
        "check_ins/follow.py": BY_THE_CLOCK,
        "check_ins/hear.py": WHO_IS_IT,
        "check_ins/heard_before.py": ASKED_INWARD,
        "check_ins/heard_from_home.py": BY_THE_CLOCK,
        "check_ins/lock.py": ASKED_INWARD,
        "check_ins/plan_check_ins.py": ASKED_INWARD,
        "check_ins/settle.py": BY_THE_CLOCK,
        "check_ins/tell_people.py": BY_THE_CLOCK,
        "check_ins/todays_check_in.py": ASKED_INWARD,
        "check_ins/volunteer.py": ASKED_INWARD,
        "homes/erase.py": THE_DESK,
        "homes/export_person.py": THE_DESK,
        "hold_all_of.py": ASKED_INWARD,
        "homes/pair_device.py": WHO_IS_IT,
        "homes/raise_alarms.py": BY_THE_CLOCK,
        "homes/registry.py": ASKED_INWARD,
        "judgement/catch_up.py": BY_THE_CLOCK,
        "judgement/claim_looks.py": BY_THE_CLOCK,
        "judgement/erase.py": THE_DESK,
        "judgement/expire.py": BY_THE_CLOCK,
        "judgement/export_person.py": THE_DESK,
        "judgement/hear_home.py": BY_THE_CLOCK,
        "judgement/judge_quiet.py": BY_THE_CLOCK,
        "judgement/judge_silence.py": BY_THE_CLOCK,
        "judgement/look.py": BY_THE_CLOCK,
        "judgement/read_circumstances.py": BY_THE_CLOCK,
        "judgement/read_watch.py": BY_THE_CLOCK,
        "judgement/watch_homes.py": BY_THE_CLOCK,
        "people/depths_of.py": ASKED_INWARD,
        "people/erase.py": THE_DESK,
        "people/export_person.py": THE_DESK,
        "people/may_see.py": ASKED_INWARD,
        "people/on_duty.py": ASKED_INWARD,
        "people/pause.py": BY_THE_CLOCK,
        "people/read_plans.py": ASKED_INWARD,
        "people/show_care.py": ASKED_INWARD,
        "people/which_flat.py": ASKED_INWARD,
        "views/show_senior_home.py": ASKED_INWARD,
        "views/show_today.py": ASKED_INWARD,
        "views/show_week.py": ASKED_INWARD,
        "views/which_boards.py": BY_THE_CLOCK,
    },
    "domains/governance": {
        "build_exports.py": THE_DESK,
        "erase_person.py": THE_DESK,
        "expire_exports.py": BY_THE_CLOCK,
        "export_person.py": THE_DESK,
        "fetch_export.py": WHO_IS_IT,
        "finish_erasures.py": BY_THE_CLOCK,
        "keep_house.py": BY_THE_CLOCK,
        "ring_timers.py": BY_THE_CLOCK,
        "show_receipt.py": WHO_IS_IT,
        "suspend.py": ASKED_INWARD,
        "take_step.py": ASKED_INWARD,
    },
    "domains/kernel": {
        "erase_person.py": THE_DESK,
        "export_person.py": THE_DESK,
        "idempotency.py": OWN,
        "timers/claim.py": BY_THE_CLOCK,
        "timers/fire_due.py": BY_THE_CLOCK,
        "trail.py": ASKED_INWARD,
    },
    "notifications": {
        "campaigns/begin.py": SETS,
        "campaigns/cancel.py": SETS,
        "campaigns/close_open.py": SETS,
        "campaigns/entry_texts.py": TELLS,
        "campaigns/expand.py": TELLS,
        "campaigns/page_sql.py": TELLS,
        "campaigns/pause.py": SETS,
        "campaigns/profiles.py": TELLS,
        "campaigns/report.py": SETS,
        "campaigns/row.py": SETS,
        "campaigns/schedule.py": SETS,
        "campaigns/shelve.py": SETS,
        "campaigns/show.py": SETS,
        "campaigns/start.py": SETS,
        "campaigns/tend.py": SETS,
        "campaigns/trace.py": SETS,
        "channels/fcm/receipt.py": NAMESAKE,
        "channels/fcm/sending.py": NAMESAKE,
        "channels/fcm/verdict.py": NAMESAKE,
        "claim_due.py": BY_THE_CLOCK,
        "decisions.py": TELLS,
        "erase.py": THE_DESK,
        "erase_advertising.py": THE_DESK,
        "erase_alarms.py": THE_DESK,
        "erase_person.py": THE_DESK,
        "escalate.py": BY_THE_CLOCK,
        "export_person.py": THE_DESK,
        "fallback/arm.py": TELLS,
        "fallback/end_chains.py": ASKED_INWARD,
        "fallback/fire.py": BY_THE_CLOCK,
        "fallback/hurry.py": BY_THE_CLOCK,
        "housekeeping.py": BY_THE_CLOCK,
        "inbox.py": TELLS,
        "inbox_changes.py": OWN,
        "mark_read.py": OWN,
        "mark_seen.py": OWN,
        "notices.py": TELLS,
        "digest/gather.py": TELLS,
        "digest/tell_digests.py": BY_THE_CLOCK,
        "preferences/choose.py": OWN,
        "preferences/read_wishes.py": TELLS,
        "preferences/wishes.py": TELLS,
        "take_reports.py": WHO_IS_IT,
        "told_here.py": OWN,
        "queries.py": OWN,
        "read_elsewhere.py": OWN,
        "readable.py": TELLS,
        "receivers.py": TELLS,
        "settle.py": BY_THE_CLOCK,
        "why.py": OWN,
    },
}


@pytest.fixture(scope="module")
def known(_open_database) -> Personal:
    return personal()


def files_unasked(package: str, known: Personal, repository: Path) -> set[str]:
    unasked = Package(repository / package, known).unasked()
    return {one.partition(":")[0] for one in unasked if not one.startswith("emulator/")}


def test_the_models_say_which_tables_are_personal(known):
    assert {"identity.people", "commute.crossings", "consent.standing"} <= known.tables


@pytest.mark.parametrize("package", EXCUSES)
def test_nobody_reads_people_unasked(known, repository, package):
    assert sorted(files_unasked(package, known, repository) - EXCUSES[package].keys()) == []


@pytest.mark.parametrize("package", EXCUSES)
def test_every_excuse_is_still_needed(known, repository, package):
    assert sorted(EXCUSES[package].keys() - files_unasked(package, known, repository)) == []


def test_a_query_without_an_actor_is_found(known, tmp_path):
    (tmp_path / "peek.py").write_text(
        'async def peek(child):\n    return await sql.fetch("SELECT * FROM commute.crossings")\n'
    )
    assert Package(tmp_path, known).unasked() == ["peek.py:peek"]


def test_a_query_kept_in_a_constant_is_found(known, tmp_path):
    (tmp_path / "peek.py").write_text(
        'ROWS = "SELECT * FROM commute.crossings"\nPAGE = f"{ROWS} LIMIT 9"\n\n\n'
        "async def peek(child):\n    return await sql.fetch(PAGE)\n"
    )
    assert Package(tmp_path, known).unasked() == ["peek.py:peek"]


def test_a_query_that_an_actors_call_reaches_is_not(known, tmp_path):
    (tmp_path / "show.py").write_text(
        "async def show(actor: Actor, child):\n    return await _rows(child)\n\n\n"
        'async def _rows(child):\n    return await sql.fetch("SELECT 1 FROM commute.crossings")\n'
    )
    assert Package(tmp_path, known).unasked() == []
