"""Ready-made notifications, so that a reaction states facts and nothing else.

Each decides category, purpose, tag, link and lifetime of its message in one place.
"""

from notifications.announcements.account import account_linked, contact_code, session_stolen
from notifications.announcements.alarms import alarm_unreached
from notifications.announcements.care_applications import (
    application_tag,
    care_accepted,
    care_application_waits,
    care_declined,
)
from notifications.announcements.care_cases import (
    CareNews,
    CareStep,
    care_case_asked,
    care_case_confirm,
    care_case_emergency,
    care_case_ended,
    care_case_still_open,
    care_case_tag,
    care_case_taken,
    care_door_corrected,
    care_gap_found,
    care_news_tag,
    care_not_sent,
    care_sent_after_all,
    care_she_asked,
)
from notifications.announcements.care_check_ins import (
    check_in_asked,
    check_in_of,
    check_in_tag,
    companion_asks,
)
from notifications.announcements.care_homes import device_mistrusted
from notifications.announcements.care_people import (
    care_left,
    care_new_senior,
    care_paused,
    care_resumed,
    care_visit,
    care_visit_tag,
)
from notifications.announcements.channels import channel_broke, channel_tag
from notifications.announcements.child import Child
from notifications.announcements.commute import (
    alarm_tag,
    arrived,
    departed,
    not_arrived,
    turned_up,
    visit_tag,
)
from notifications.announcements.consents import (
    ConsentNews,
    consent_asked,
    consent_ended,
    consent_lapse_coming,
    consent_lapsed,
    consent_reconfirmation,
    consent_result,
    erasure_overdue,
    location_digest,
    location_provided,
)
from notifications.announcements.digest import digest
from notifications.announcements.family import (
    guardianship_claimed,
    guardianship_confirmed,
    guardianship_refused,
    invitation_accepted,
)
from notifications.announcements.rights import (
    CaseNews,
    breach_due,
    case_answered,
    case_due,
    case_extended,
    case_received,
    case_waits,
    export_ready,
)
from notifications.announcements.sos import sos_acknowledged, sos_raised, sos_tag

__all__ = [
    "CareNews",
    "CareStep",
    "CaseNews",
    "Child",
    "ConsentNews",
    "account_linked",
    "alarm_tag",
    "alarm_unreached",
    "application_tag",
    "arrived",
    "breach_due",
    "care_accepted",
    "care_application_waits",
    "care_case_asked",
    "care_case_confirm",
    "care_case_emergency",
    "care_case_ended",
    "care_case_still_open",
    "care_case_tag",
    "care_case_taken",
    "care_declined",
    "care_door_corrected",
    "care_gap_found",
    "care_left",
    "care_new_senior",
    "care_news_tag",
    "care_not_sent",
    "care_paused",
    "care_resumed",
    "care_sent_after_all",
    "care_she_asked",
    "care_visit",
    "care_visit_tag",
    "case_answered",
    "case_due",
    "case_extended",
    "case_received",
    "case_waits",
    "channel_broke",
    "channel_tag",
    "check_in_asked",
    "check_in_of",
    "check_in_tag",
    "companion_asks",
    "consent_asked",
    "consent_ended",
    "consent_lapse_coming",
    "consent_lapsed",
    "consent_reconfirmation",
    "consent_result",
    "contact_code",
    "departed",
    "device_mistrusted",
    "digest",
    "erasure_overdue",
    "export_ready",
    "guardianship_claimed",
    "guardianship_confirmed",
    "guardianship_refused",
    "invitation_accepted",
    "location_digest",
    "location_provided",
    "not_arrived",
    "session_stolen",
    "sos_acknowledged",
    "sos_raised",
    "sos_tag",
    "turned_up",
    "visit_tag",
]
