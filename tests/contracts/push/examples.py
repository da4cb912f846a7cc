"""One notification of each message, as its reaction would state it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from domains.kernel.geo import LatLon
from notifications import announcements
from notifications.announcements import Child
from notifications.messages.keys import MessageKey
from notifications.notification import LastSeen, Notification

EVENT = UUID("0190b6a0-7c00-7abc-8def-0123456789ab")
THING = UUID("0190b6a0-7c00-7abc-8def-0123456789ff")
CHILD = Child(id=UUID("0190b6a0-7c00-7abc-8def-000000000001"), name="김지훈")
SCHOOL = "운산초등학교"
AT = datetime(2026, 3, 2, 23, 41, 7, tzinfo=UTC)
"""08:41:07 on 3 March in Osan."""

LAST_SEEN = LastSeen(at=AT - timedelta(seconds=121), point=LatLon(37.149887, 127.077226))

EXAMPLES: dict[MessageKey, Callable[[], Notification]] = {
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
}
