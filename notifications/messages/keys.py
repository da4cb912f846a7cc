"""Every message that Osan Talk sends, and the values that its text needs."""

from collections.abc import Mapping
from enum import StrEnum


class MessageKey(StrEnum):
    """Names of messages: catalogue keys, payload kinds and names of JSON Schemas alike."""

    COMMUTE_ARRIVED = "commute.arrived"
    COMMUTE_DEPARTED = "commute.departed"
    COMMUTE_NOT_ARRIVED = "commute.not_arrived"
    COMMUTE_TURNED_UP = "commute.turned_up"
    SOS_RAISED = "sos.raised"
    SOS_ACKNOWLEDGED = "sos.acknowledged"
    ALARM_UNREACHED = "alarm.unreached"
    OPS_CREDENTIALS_REFUSED = "ops.credentials_refused"
    OPS_CHANNEL_DOWN = "ops.channel_down"
    OPS_DEVICE_MISTRUSTED = "ops.device_mistrusted"
    ACCOUNT_SESSION_ENDED = "account.session_ended"
    ACCOUNT_LINKED = "account.linked"
    ACCOUNT_CONTACT_CODE = "account.contact_code"
    FAMILY_INVITATION_ACCEPTED = "family.invitation_accepted"
    FAMILY_GUARDIANSHIP_CLAIMED = "family.guardianship_claimed"
    FAMILY_GUARDIANSHIP_CONFIRMED = "family.guardianship_confirmed"
    FAMILY_GUARDIANSHIP_REFUSED = "family.guardianship_refused"
    CONSENT_LAPSE_COMING = "consent.lapse_coming"
    CONSENT_LAPSED = "consent.lapsed"
    CONSENT_ENDED = "consent.ended"
    CONSENT_RECONFIRMATION = "consent.reconfirmation"
    CONSENT_RESULT_YES = "consent.result_yes"
    CONSENT_RESULT_NO = "consent.result_no"
    CONSENT_ASKED = "consent.asked"
    CONSENT_LOCATION_PROVIDED = "consent.location_provided"
    CONSENT_LOCATION_DIGEST = "consent.location_digest"
    CONSENT_ERASURE_OVERDUE = "consent.erasure_overdue"
    RIGHTS_RECEIVED = "rights.received"
    RIGHTS_ANSWERED = "rights.answered"
    RIGHTS_EXTENDED = "rights.extended"
    RIGHTS_WAITS = "rights.waits"
    RIGHTS_EXPORT_READY = "rights.export_ready"
    RIGHTS_DUE_SOON = "rights.due_soon"
    RIGHTS_OVERDUE = "rights.overdue"
    BREACH_DUE_SOON = "breach.due_soon"
    BREACH_OVERDUE = "breach.overdue"
    DIGEST = "digest"
    CARE_CHECK_IN = "care.check_in"
    CARE_CHECK_IN_AGAIN = "care.check_in_again"
    CARE_COMPANION = "care.companion"
    CARE_CASE = "care.case"
    CARE_CASE_WHY = "care.case_why"
    CARE_CONFIRM = "care.confirm"
    CARE_EMERGENCY = "care.emergency"
    CARE_EMERGENCY_STATE = "care.emergency_state"
    CARE_STILL_OPEN = "care.still_open"
    CARE_SHE_ASKED = "care.she_asked"
    CARE_DOOR_CORRECTED = "care.door_corrected"
    CARE_CASE_TAKEN = "care.case_taken"
    CARE_CASE_ENDED = "care.case_ended"
    CARE_GAP = "care.gap"
    CARE_NOT_SENT = "care.not_sent"
    CARE_SENT_AFTER_ALL = "care.sent_after_all"
    CARE_PAUSED = "care.paused"
    CARE_RESUMED = "care.resumed"
    CARE_VISIT = "care.visit"
    CARE_LEFT = "care.left"
    CARE_NEW_SENIOR = "care.new_senior"
    CARE_APPLICATION_WAITS = "care.application_waits"
    CARE_ACCEPTED = "care.accepted"
    CARE_DECLINED = "care.declined"

    @property
    def topic(self) -> str:
        """What it is about, and no more: `commute`, `consent`."""
        return self.value.partition(".")[0]


class Variant(StrEnum):
    """What a text says of a position; part of the catalogue key of an SOS."""

    WITH_POSITION = "with_position"
    WITHOUT_POSITION = "without_position"


class Kind(StrEnum):
    """How a value is put into words."""

    NOUN = "noun"
    TIME = "time"
    """An instant of the day, `08:41`."""
    MOMENT = "moment"
    """An instant that may lie days away: with its date."""
    DATE = "date"
    COUNT = "count"
    TERM = "term"
    """A word that every language has its own of: `term.<value>` in the catalogues."""
    TALLY = "tally"
    """How much of what, as `commute=3 consent=1`: each a `term.topic.<topic>`."""


RETRACT = "retract"
"""The payload kind of a retraction; it has a schema and no text."""

READ = "inbox.read"
"""The payload kind that says what was read on another phone; it has a schema and no text."""

CAMPAIGN = "campaign"
"""The payload kind of words that an officer wrote; they lie with the campaign, in no catalogue."""

UNLISTED = frozenset({MessageKey.DIGEST})
"""Told, and in no inbox: what they speak of is listed there by itself. No digest gathers them."""

CARRIES_POSITION = frozenset({MessageKey.SOS_RAISED})

ASKS = frozenset(
    {MessageKey.CARE_CHECK_IN, MessageKey.CARE_CHECK_IN_AGAIN, MessageKey.CARE_COMPANION}
)
"""Questions: answered by a button, by a key of a telephone, or in words."""

VALUES: Mapping[MessageKey, Mapping[str, Kind]] = {
    MessageKey.COMMUTE_ARRIVED: {"child": Kind.NOUN, "place": Kind.NOUN, "at": Kind.TIME},
    MessageKey.COMMUTE_DEPARTED: {"child": Kind.NOUN, "place": Kind.NOUN, "at": Kind.TIME},
    MessageKey.COMMUTE_NOT_ARRIVED: {"child": Kind.NOUN, "place": Kind.NOUN, "due": Kind.TIME},
    MessageKey.COMMUTE_TURNED_UP: {"child": Kind.NOUN, "place": Kind.NOUN, "at": Kind.TIME},
    MessageKey.SOS_RAISED: {"child": Kind.NOUN, "at": Kind.TIME},
    MessageKey.SOS_ACKNOWLEDGED: {"child": Kind.NOUN, "by": Kind.NOUN, "at": Kind.TIME},
    MessageKey.ALARM_UNREACHED: {"person": Kind.NOUN, "at": Kind.TIME},
    MessageKey.OPS_CREDENTIALS_REFUSED: {"channel": Kind.TERM, "at": Kind.TIME},
    MessageKey.OPS_CHANNEL_DOWN: {"channel": Kind.TERM, "at": Kind.TIME},
    MessageKey.OPS_DEVICE_MISTRUSTED: {"why": Kind.TERM, "device": Kind.NOUN, "at": Kind.TIME},
    MessageKey.ACCOUNT_SESSION_ENDED: {"device": Kind.NOUN, "at": Kind.MOMENT},
    MessageKey.ACCOUNT_LINKED: {"at": Kind.MOMENT},
    MessageKey.ACCOUNT_CONTACT_CODE: {"code": Kind.NOUN},
    MessageKey.FAMILY_INVITATION_ACCEPTED: {"by": Kind.NOUN},
    MessageKey.FAMILY_GUARDIANSHIP_CLAIMED: {},
    MessageKey.FAMILY_GUARDIANSHIP_CONFIRMED: {"child": Kind.NOUN},
    MessageKey.FAMILY_GUARDIANSHIP_REFUSED: {"child": Kind.NOUN},
    MessageKey.CONSENT_LAPSE_COMING: {"child": Kind.NOUN, "day": Kind.DATE},
    MessageKey.CONSENT_LAPSED: {"child": Kind.NOUN},
    MessageKey.CONSENT_ENDED: {"purpose": Kind.TERM},
    MessageKey.CONSENT_RECONFIRMATION: {"purpose": Kind.TERM, "since": Kind.DATE},
    MessageKey.CONSENT_RESULT_YES: {"purpose": Kind.TERM, "decided_at": Kind.MOMENT},
    MessageKey.CONSENT_RESULT_NO: {"purpose": Kind.TERM, "decided_at": Kind.MOMENT},
    MessageKey.CONSENT_LOCATION_DIGEST: {
        "child": Kind.NOUN,
        "first": Kind.DATE,
        "last": Kind.DATE,
        "times": Kind.COUNT,
    },
    MessageKey.CONSENT_ASKED: {"purpose": Kind.TERM},
    MessageKey.CONSENT_LOCATION_PROVIDED: {
        "child": Kind.NOUN,
        "receiver": Kind.NOUN,
        "at": Kind.MOMENT,
    },
    MessageKey.CONSENT_ERASURE_OVERDUE: {"due": Kind.MOMENT},
    MessageKey.RIGHTS_RECEIVED: {"kind": Kind.TERM, "due": Kind.DATE},
    MessageKey.RIGHTS_ANSWERED: {"kind": Kind.TERM},
    MessageKey.RIGHTS_EXTENDED: {"kind": Kind.TERM, "due": Kind.DATE},
    MessageKey.RIGHTS_WAITS: {"kind": Kind.TERM},
    MessageKey.RIGHTS_EXPORT_READY: {"until": Kind.MOMENT},
    MessageKey.RIGHTS_DUE_SOON: {"kind": Kind.TERM, "due": Kind.DATE},
    MessageKey.RIGHTS_OVERDUE: {"kind": Kind.TERM, "due": Kind.DATE},
    MessageKey.BREACH_DUE_SOON: {"due": Kind.MOMENT},
    MessageKey.BREACH_OVERDUE: {"due": Kind.MOMENT},
    MessageKey.DIGEST: {"count": Kind.COUNT, "topics": Kind.TALLY},
    MessageKey.CARE_CHECK_IN: {},
    MessageKey.CARE_CHECK_IN_AGAIN: {},
    MessageKey.CARE_COMPANION: {},
    MessageKey.CARE_CASE: {"senior": Kind.NOUN, "at": Kind.TIME},
    MessageKey.CARE_CASE_WHY: {
        "senior": Kind.NOUN,
        "what": Kind.TERM,
        "told": Kind.TERM,
        "at": Kind.MOMENT,
    },
    MessageKey.CARE_CONFIRM: {
        "senior": Kind.NOUN,
        "what": Kind.TERM,
        "told": Kind.TERM,
        "at": Kind.MOMENT,
    },
    MessageKey.CARE_EMERGENCY: {
        "senior": Kind.NOUN,
        "what": Kind.TERM,
        "told": Kind.TERM,
        "at": Kind.MOMENT,
    },
    MessageKey.CARE_EMERGENCY_STATE: {
        "senior": Kind.NOUN,
        "told": Kind.TERM,
        "at": Kind.TIME,
    },
    MessageKey.CARE_STILL_OPEN: {"senior": Kind.NOUN, "at": Kind.MOMENT},
    MessageKey.CARE_SHE_ASKED: {"senior": Kind.NOUN, "at": Kind.TIME},
    MessageKey.CARE_DOOR_CORRECTED: {"senior": Kind.NOUN, "at": Kind.TIME},
    MessageKey.CARE_CASE_TAKEN: {"senior": Kind.NOUN, "by": Kind.NOUN, "at": Kind.TIME},
    MessageKey.CARE_CASE_ENDED: {"senior": Kind.NOUN, "how": Kind.TERM, "at": Kind.TIME},
    MessageKey.CARE_GAP: {"senior": Kind.NOUN, "gap": Kind.TERM, "at": Kind.TIME},
    MessageKey.CARE_NOT_SENT: {"senior": Kind.NOUN, "at": Kind.TIME},
    MessageKey.CARE_SENT_AFTER_ALL: {"senior": Kind.NOUN, "at": Kind.TIME},
    MessageKey.CARE_PAUSED: {"senior": Kind.NOUN, "until": Kind.MOMENT},
    MessageKey.CARE_RESUMED: {"senior": Kind.NOUN},
    MessageKey.CARE_VISIT: {"senior": Kind.NOUN, "since": Kind.MOMENT, "until": Kind.MOMENT},
    MessageKey.CARE_LEFT: {"senior": Kind.NOUN},
    MessageKey.CARE_NEW_SENIOR: {"senior": Kind.NOUN},
    MessageKey.CARE_APPLICATION_WAITS: {},
    MessageKey.CARE_ACCEPTED: {"centre": Kind.NOUN},
    MessageKey.CARE_DECLINED: {"centre": Kind.NOUN, "why": Kind.TERM},
}
"""What each message's text may name: nouns as they are, times as ISO-8601 instants, dates as
ISO-8601 dates, counts as digits, terms by their key."""
