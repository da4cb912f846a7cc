"""One notification of each message, as its reaction would state it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from domains.consent.public import Purpose
from domains.kernel.geo import LatLon
from notifications import announcements
from notifications.announcements import CaseNews, Child, ConsentNews
from notifications.messages.keys import MessageKey
from notifications.notification import LastSeen, Notification

EVENT = UUID("0190b6a0-7c00-7abc-8def-0123456789ab")
THING = UUID("0190b6a0-7c00-7abc-8def-0123456789ff")
CHILD = Child(id=UUID("0190b6a0-7c00-7abc-8def-000000000001"), name="김지훈")
ME = UUID("0190b6a0-7c00-7abc-8def-000000000002")
DAY = date(2026, 3, 9)
SCHOOL = "운산초등학교"
AT = datetime(2026, 3, 2, 23, 41, 7, tzinfo=UTC)
"""08:41:07 on 3 March in Osan."""

LAST_SEEN = LastSeen(at=AT - timedelta(seconds=121), point=LatLon(37.149887, 127.077226))

Examples = dict[MessageKey, Callable[[], Notification]]

ACCOUNT: Examples = {
    MessageKey.ACCOUNT_SESSION_ENDED: lambda: announcements.session_stolen(
        event_id=EVENT, person_id=ME, session_id=THING, device="갤럭시 S26", at=AT
    ),
    MessageKey.ACCOUNT_CONTACT_CODE: lambda: announcements.contact_code(
        event_id=EVENT,
        person_id=THING,
        number_id=THING,
        code="481516",
        at=AT,
        until=AT + timedelta(minutes=5),
    ),
    MessageKey.ACCOUNT_LINKED: lambda: announcements.account_linked(
        event_id=EVENT, person_id=ME, account_id=THING, at=AT
    ),
}

FAMILY: Examples = {
    MessageKey.FAMILY_INVITATION_ACCEPTED: lambda: announcements.invitation_accepted(
        event_id=EVENT, inviter_id=ME, invitation_id=THING, by="김민지", at=AT
    ),
    MessageKey.FAMILY_GUARDIANSHIP_CLAIMED: lambda: announcements.guardianship_claimed(
        event_id=EVENT, claim_id=THING, at=AT
    ),
    MessageKey.FAMILY_GUARDIANSHIP_CONFIRMED: lambda: announcements.guardianship_confirmed(
        event_id=EVENT, holder_id=ME, claim_id=THING, child=CHILD.name, at=AT
    ),
    MessageKey.FAMILY_GUARDIANSHIP_REFUSED: lambda: announcements.guardianship_refused(
        event_id=EVENT, holder_id=ME, claim_id=THING, child=CHILD.name, at=AT
    ),
}

CONSENT = ConsentNews(event_id=EVENT, subject_id=ME, purpose=Purpose.COMMUTE_BUS, at=AT)

CONSENTS: Examples = {
    MessageKey.CONSENT_LAPSE_COMING: lambda: announcements.consent_lapse_coming(
        event_id=EVENT, child=CHILD, day=DAY, at=AT
    ),
    MessageKey.CONSENT_LAPSED: lambda: announcements.consent_lapsed(
        event_id=EVENT, child=CHILD, at=AT
    ),
    MessageKey.CONSENT_ENDED: lambda: announcements.consent_ended(CONSENT),
    MessageKey.CONSENT_RECONFIRMATION: lambda: announcements.consent_reconfirmation(
        CONSENT, since=DAY
    ),
    MessageKey.CONSENT_RESULT_YES: lambda: announcements.consent_result(
        CONSENT, granted=True, decided_at=AT
    ),
    MessageKey.CONSENT_RESULT_NO: lambda: announcements.consent_result(
        CONSENT, granted=False, decided_at=AT
    ),
    MessageKey.CONSENT_ASKED: lambda: announcements.consent_asked(CONSENT),
    MessageKey.CONSENT_LOCATION_PROVIDED: lambda: announcements.location_provided(
        event_id=EVENT, person_id=ME, child=CHILD, receiver="김민지", at=AT
    ),
    MessageKey.CONSENT_ERASURE_OVERDUE: lambda: announcements.erasure_overdue(
        event_id=EVENT, erasure_id=THING, due=AT, at=AT
    ),
    MessageKey.CONSENT_LOCATION_DIGEST: lambda: announcements.location_digest(
        event_id=EVENT, person_id=ME, child=CHILD, first=DAY, last=DAY, times=12, at=AT
    ),
}


def _case(kind: str) -> CaseNews:
    return CaseNews(event_id=EVENT, person_id=ME, case_id=THING, kind=kind, at=AT)


RIGHTS: Examples = {
    MessageKey.RIGHTS_RECEIVED: lambda: announcements.case_received(_case("access"), due=DAY),
    MessageKey.RIGHTS_ANSWERED: lambda: announcements.case_answered(_case("deletion")),
    MessageKey.RIGHTS_EXTENDED: lambda: announcements.case_extended(_case("objection"), due=DAY),
    MessageKey.RIGHTS_WAITS: lambda: announcements.case_waits(_case("correction")),
    MessageKey.RIGHTS_EXPORT_READY: lambda: announcements.export_ready(
        event_id=EVENT, person_id=ME, export_id=THING, until=AT + timedelta(days=7), at=AT
    ),
    MessageKey.RIGHTS_DUE_SOON: lambda: announcements.case_due(
        event_id=EVENT, case_id=THING, kind="portability", due=DAY, overdue=False, at=AT
    ),
    MessageKey.RIGHTS_OVERDUE: lambda: announcements.case_due(
        event_id=EVENT, case_id=THING, kind="suspension", due=DAY, overdue=True, at=AT
    ),
    MessageKey.BREACH_DUE_SOON: lambda: announcements.breach_due(
        event_id=EVENT, breach_id=THING, due=AT, overdue=False, at=AT
    ),
    MessageKey.BREACH_OVERDUE: lambda: announcements.breach_due(
        event_id=EVENT, breach_id=THING, due=AT, overdue=True, at=AT
    ),
}

DIGESTS: Examples = {
    MessageKey.DIGEST: lambda: announcements.digest(
        event_id=EVENT, person_id=ME, topics={"commute": 3, "consent": 1}, is_care=True, at=AT
    ),
}

CARE: Examples = {
    MessageKey.CARE_CHECK_IN: lambda: _asked(times=1),
    MessageKey.CARE_CHECK_IN_AGAIN: lambda: _asked(times=2),
    MessageKey.CARE_COMPANION: lambda: announcements.companion_asks(
        event_id=EVENT, senior_id=ME, check_in_id=THING, at=AT, until=AT + timedelta(hours=1)
    ),
}


def _asked(*, times: int) -> Notification:
    return announcements.check_in_asked(
        event_id=EVENT,
        senior_id=ME,
        check_in_id=THING,
        times=times,
        calls=False,
        at=AT,
        until=AT + timedelta(hours=1),
    )


CARE_NEWS = announcements.CareNews(
    event_id=EVENT, case_id=THING, senior_id=CHILD.id, senior="박복례", at=AT
)
STEP = announcements.CareStep(step_id=THING, kind="fall", observed_at=AT, late=False)

CARE_CASES: Examples = {
    MessageKey.CARE_CASE: lambda: announcements.care_case_asked(CARE_NEWS, STEP, knows_why=False),
    MessageKey.CARE_CASE_WHY: lambda: announcements.care_case_asked(
        CARE_NEWS, STEP, knows_why=True
    ),
    MessageKey.CARE_CONFIRM: lambda: announcements.care_case_confirm(CARE_NEWS, STEP),
    MessageKey.CARE_EMERGENCY: lambda: announcements.care_case_emergency(
        CARE_NEWS, STEP, knows_why=True
    ),
    MessageKey.CARE_EMERGENCY_STATE: lambda: announcements.care_case_emergency(
        CARE_NEWS, STEP, knows_why=False
    ),
    MessageKey.CARE_STILL_OPEN: lambda: announcements.care_case_still_open(CARE_NEWS, STEP),
    MessageKey.CARE_SHE_ASKED: lambda: announcements.care_she_asked(CARE_NEWS),
    MessageKey.CARE_DOOR_CORRECTED: lambda: announcements.care_door_corrected(CARE_NEWS),
    MessageKey.CARE_CASE_TAKEN: lambda: announcements.care_case_taken(CARE_NEWS, by="박효녀"),
    MessageKey.CARE_CASE_ENDED: lambda: announcements.care_case_ended(CARE_NEWS, how="act"),
    MessageKey.CARE_GAP: lambda: announcements.care_gap_found(CARE_NEWS, gap="no_worker"),
    MessageKey.CARE_NOT_SENT: lambda: announcements.care_not_sent(CARE_NEWS),
    MessageKey.CARE_SENT_AFTER_ALL: lambda: announcements.care_sent_after_all(CARE_NEWS),
    MessageKey.CARE_PAUSED: lambda: announcements.care_paused(
        event_id=EVENT, senior_id=CHILD.id, senior="박복례", until=AT, at=AT
    ),
    MessageKey.CARE_RESUMED: lambda: announcements.care_resumed(
        event_id=EVENT, senior_id=CHILD.id, senior="박복례", at=AT
    ),
    MessageKey.CARE_VISIT: lambda: announcements.care_visit(
        event_id=EVENT,
        visit_id=THING,
        senior_id=CHILD.id,
        senior="박복례",
        since=AT,
        until=AT,
        at=AT,
    ),
    MessageKey.CARE_NEW_SENIOR: lambda: announcements.care_new_senior(
        event_id=EVENT, senior_id=CHILD.id, senior="박복례", dong_id=CHILD.id, at=AT
    ),
    MessageKey.CARE_APPLICATION_WAITS: lambda: announcements.care_application_waits(
        event_id=EVENT, senior_id=CHILD.id, centre_id=THING, at=AT
    ),
    MessageKey.CARE_ACCEPTED: lambda: announcements.care_accepted(
        event_id=EVENT, senior_id=CHILD.id, centre="대원동 행복복지센터", at=AT
    ),
    MessageKey.CARE_DECLINED: lambda: announcements.care_declined(
        event_id=EVENT,
        senior_id=CHILD.id,
        centre="대원동 행복복지센터",
        why="not_our_area",
        at=AT,
    ),
    MessageKey.CARE_LEFT: lambda: announcements.care_left(
        event_id=EVENT, senior_id=CHILD.id, senior="박복례", at=AT
    ),
}


EXAMPLES: Examples = {
    MessageKey.COMMUTE_ARRIVED: lambda: announcements.arrived(
        event_id=EVENT, child=CHILD, visit_id=THING, place=SCHOOL, at=AT, told_at=AT
    ),
    MessageKey.COMMUTE_DEPARTED: lambda: announcements.departed(
        event_id=EVENT, child=CHILD, visit_id=THING, place=SCHOOL, at=AT, told_at=AT
    ),
    MessageKey.COMMUTE_NOT_ARRIVED: lambda: announcements.not_arrived(
        event_id=EVENT, child=CHILD, alarm_id=THING, place=SCHOOL, due=AT, told_at=AT
    ),
    MessageKey.COMMUTE_TURNED_UP: lambda: announcements.turned_up(
        event_id=EVENT, child=CHILD, alarm_id=THING, place=SCHOOL, at=AT, told_at=AT
    ),
    MessageKey.SOS_RAISED: lambda: announcements.sos_raised(
        event_id=EVENT, child=CHILD, sos_id=THING, at=AT, last_seen=LAST_SEEN
    ),
    MessageKey.SOS_ACKNOWLEDGED: lambda: announcements.sos_acknowledged(
        event_id=EVENT, child=CHILD, sos_id=THING, by="김민지", at=AT
    ),
    MessageKey.ALARM_UNREACHED: lambda: announcements.alarm_unreached(
        event_id=EVENT, person_id=THING, person="김민지", at=AT, told_at=AT
    ),
    MessageKey.OPS_CREDENTIALS_REFUSED: lambda: announcements.channel_broke(
        event_id=EVENT, circuit="fcm", refuses_us=True, at=AT, told_at=AT
    ),
    MessageKey.OPS_CHANNEL_DOWN: lambda: announcements.channel_broke(
        event_id=EVENT, circuit="web_push", refuses_us=False, at=AT, told_at=AT
    ),
    MessageKey.OPS_DEVICE_MISTRUSTED: lambda: announcements.device_mistrusted(
        event_id=EVENT, device_id=THING, why="forged", hour=AT, at=AT
    ),
    **ACCOUNT,
    **FAMILY,
    **CONSENTS,
    **RIGHTS,
    **CARE_CASES,
    **DIGESTS,
    **CARE,
}
