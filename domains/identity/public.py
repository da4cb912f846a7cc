"""The only face of identity that other packages import.

What only the gateway and the seed need lies in rooms of its own: `invitations`, `guardianships`,
`roles` and `stand_ins`.
"""

from domains.identity import contacts, guardianships, invitations, roles, stand_ins
from domains.identity.accounts import LinkedAccount, accounts_of
from domains.identity.acting import acting_for
from domains.identity.correct_person import (
    Corrected,
    Correction,
    NobodyToCorrect,
    correct_person,
)
from domains.identity.device_credentials import (
    authenticate_devices,
    devices_seen,
    pair_tracker,
)
from domains.identity.end_if_signed_out import end_if_signed_out
from domains.identity.end_relation import (
    AlreadyEnded,
    Ended,
    MayNotEnd,
    end_relation,
)
from domains.identity.end_session import ENDED_CHANNEL, end_session
from domains.identity.end_session_for import (
    NotYourSession,
    SessionEnded,
    end_other_sessions,
    end_session_for,
)
from domains.identity.end_sessions_of_provider import end_sessions_of_provider
from domains.identity.ended_sessions import session_stands, sessions_ended_since
from domains.identity.enrol_person import enrol_person
from domains.identity.erase_person import erase_person
from domains.identity.expire_push_tokens import expire_push_tokens
from domains.identity.export_person import export_person
from domains.identity.freshen_session import (
    AnotherPerson,
    Freshened,
    FreshenOutcome,
    FreshProof,
    freshen_session,
)
from domains.identity.grant_relation import (
    AlreadyStands,
    Granted,
    MayNotGrant,
    NobodyToTie,
    Tie,
    grant_relation,
)
from domains.identity.grant_role import MayNotGrantRole, RoleHeld, grant_role
from domains.identity.hear_provider_logout import (
    HeardBefore,
    LogoutNotice,
    SessionsEnded,
    hear_provider_logout,
)
from domains.identity.key_schedule import (
    FIRST,
    KEY_SET_CACHED,
    KeyState,
    KeyTimes,
    Schedule,
    published_kids,
    signing_kid,
    state_of,
)
from domains.identity.kin import kin_of
from domains.identity.link_account import (
    AlreadyLinked,
    BelongsToAnother,
    Linked,
    LinkOutcome,
    ProofTooOld,
    ProvenAccount,
    TooManyAccounts,
    link_account,
)
from domains.identity.list_devices import DeviceView, devices_in_care_of
from domains.identity.list_sessions import SessionView, sessions_in_care_of
from domains.identity.name_session import device_name_of_session
from domains.identity.pair_for_somebody import MayNotPair, pair_tracker_for
from domains.identity.policy import age_on
from domains.identity.push_devices import (
    forget_push_token,
    forget_push_tokens,
    push_device_with,
    push_devices_of,
    register_push_device,
)
from domains.identity.queries import (
    children_of,
    guardians_of,
    guardians_of_each,
    is_guardian,
    people,
    person_of_account,
    role_holders,
    roles_of,
    roles_of_each,
    subjects_of,
)
from domains.identity.recognise_session import StandingSession, session_of
from domains.identity.refresh_session import SessionGoesOn, SessionOver, refresh_session
from domains.identity.revoke_device import (
    MayNotRevoke,
    Revoked,
    revoke_device,
)
from domains.identity.session_tokens import session_named_by
from domains.identity.sessions import NEVER_TOLD, OpenSession, open_session
from domains.identity.sharing import guardians_seeing, may_see
from domains.identity.sign_in_codes import (
    CodeRefused,
    Handover,
    issue_sign_in_code,
    redeem_sign_in_code,
)
from domains.identity.signing_keys import (
    SealedKey,
    StoredKey,
    replace_signing_keys,
    rotate_signing_keys,
    signing_keys,
)
from domains.identity.standing_relations import StandingRelation, standing_relations_of
from domains.identity.unlink_account import (
    LastAccount,
    NotYourAccount,
    Unlinked,
    UnlinkOutcome,
    unlink_account,
)
from domains.identity.vocabulary import (
    NAMELESS,
    DeviceCredential,
    PersonCard,
    Platform,
    Profile,
    PushDevice,
    RelationKind,
    SharingScope,
    TrackerCredential,
)

__all__ = [
    "ENDED_CHANNEL",
    "FIRST",
    "KEY_SET_CACHED",
    "NAMELESS",
    "NEVER_TOLD",
    "AlreadyEnded",
    "AlreadyLinked",
    "AlreadyStands",
    "AnotherPerson",
    "BelongsToAnother",
    "CodeRefused",
    "Corrected",
    "Correction",
    "DeviceCredential",
    "DeviceView",
    "Ended",
    "FreshProof",
    "FreshenOutcome",
    "Freshened",
    "Granted",
    "Handover",
    "HeardBefore",
    "KeyState",
    "KeyTimes",
    "LastAccount",
    "LinkOutcome",
    "Linked",
    "LinkedAccount",
    "LogoutNotice",
    "MayNotEnd",
    "MayNotGrant",
    "MayNotGrantRole",
    "MayNotPair",
    "MayNotRevoke",
    "NobodyToCorrect",
    "NobodyToTie",
    "NotYourAccount",
    "NotYourSession",
    "OpenSession",
    "PersonCard",
    "Platform",
    "Profile",
    "ProofTooOld",
    "ProvenAccount",
    "PushDevice",
    "RelationKind",
    "Revoked",
    "RoleHeld",
    "Schedule",
    "SealedKey",
    "SessionEnded",
    "SessionGoesOn",
    "SessionOver",
    "SessionView",
    "SessionsEnded",
    "SharingScope",
    "StandingRelation",
    "StandingSession",
    "StoredKey",
    "Tie",
    "TooManyAccounts",
    "TrackerCredential",
    "UnlinkOutcome",
    "Unlinked",
    "accounts_of",
    "acting_for",
    "age_on",
    "authenticate_devices",
    "children_of",
    "contacts",
    "correct_person",
    "device_name_of_session",
    "devices_in_care_of",
    "devices_seen",
    "end_if_signed_out",
    "end_other_sessions",
    "end_relation",
    "end_session",
    "end_session_for",
    "end_sessions_of_provider",
    "enrol_person",
    "erase_person",
    "expire_push_tokens",
    "export_person",
    "forget_push_token",
    "forget_push_tokens",
    "freshen_session",
    "grant_relation",
    "grant_role",
    "guardians_of",
    "guardians_of_each",
    "guardians_seeing",
    "guardianships",
    "hear_provider_logout",
    "invitations",
    "is_guardian",
    "issue_sign_in_code",
    "kin_of",
    "link_account",
    "may_see",
    "open_session",
    "pair_tracker",
    "pair_tracker_for",
    "people",
    "person_of_account",
    "published_kids",
    "push_device_with",
    "push_devices_of",
    "redeem_sign_in_code",
    "refresh_session",
    "register_push_device",
    "replace_signing_keys",
    "revoke_device",
    "role_holders",
    "roles",
    "roles_of",
    "roles_of_each",
    "rotate_signing_keys",
    "session_named_by",
    "session_of",
    "session_stands",
    "sessions_ended_since",
    "sessions_in_care_of",
    "signing_keys",
    "signing_kid",
    "stand_ins",
    "standing_relations_of",
    "state_of",
    "subjects_of",
    "unlink_account",
]
