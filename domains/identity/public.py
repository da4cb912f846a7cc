"""The only face of identity that other packages import."""

from domains.identity.accounts import LinkedAccount, accounts_of
from domains.identity.device_credentials import (
    authenticate_devices,
    devices_seen,
    pair_tracker,
)
from domains.identity.end_relation import (
    AlreadyEnded,
    Ended,
    EndOutcome,
    MayNotEnd,
    end_relation,
)
from domains.identity.end_sessions_of_provider import end_sessions_of_provider
from domains.identity.enrol_person import enrol_person
from domains.identity.grant_relation import (
    AlreadyStands,
    Granted,
    GrantOutcome,
    MayNotGrant,
    NobodyToTie,
    Tie,
    grant_relation,
)
from domains.identity.grant_role import MayNotGrantRole, RoleHeld, grant_role
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
from domains.identity.name_session import device_name_of_session
from domains.identity.pair_for_somebody import MayNotPair, pair_tracker_for
from domains.identity.policy import age_on
from domains.identity.push_devices import (
    forget_push_token,
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
from domains.identity.revoke_device import (
    MayNotRevoke,
    Revoked,
    may_manage_devices_of,
    revoke_device,
)
from domains.identity.sessions import (
    OpenSession,
    SessionOver,
    end_session,
    open_session,
    refresh_session,
)
from domains.identity.sign_in_codes import (
    CodeRefused,
    Handover,
    issue_sign_in_code,
    redeem_sign_in_code,
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
    DeviceCredential,
    KnownDevice,
    PersonCard,
    Platform,
    Profile,
    PushDevice,
    RelationKind,
    TrackerCredential,
)

__all__ = [
    "AlreadyEnded",
    "AlreadyLinked",
    "AlreadyStands",
    "BelongsToAnother",
    "CodeRefused",
    "DeviceCredential",
    "DeviceView",
    "EndOutcome",
    "Ended",
    "GrantOutcome",
    "Granted",
    "Handover",
    "KnownDevice",
    "LastAccount",
    "LinkOutcome",
    "Linked",
    "LinkedAccount",
    "MayNotEnd",
    "MayNotGrant",
    "MayNotGrantRole",
    "MayNotPair",
    "MayNotRevoke",
    "NobodyToTie",
    "NotYourAccount",
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
    "SessionOver",
    "StandingRelation",
    "Tie",
    "TooManyAccounts",
    "TrackerCredential",
    "UnlinkOutcome",
    "Unlinked",
    "accounts_of",
    "age_on",
    "authenticate_devices",
    "children_of",
    "device_name_of_session",
    "devices_in_care_of",
    "devices_seen",
    "end_relation",
    "end_session",
    "end_sessions_of_provider",
    "enrol_person",
    "forget_push_token",
    "grant_relation",
    "grant_role",
    "guardians_of",
    "guardians_of_each",
    "is_guardian",
    "issue_sign_in_code",
    "link_account",
    "may_manage_devices_of",
    "open_session",
    "pair_tracker",
    "pair_tracker_for",
    "people",
    "person_of_account",
    "push_devices_of",
    "redeem_sign_in_code",
    "refresh_session",
    "register_push_device",
    "revoke_device",
    "role_holders",
    "roles_of",
    "roles_of_each",
    "standing_relations_of",
    "subjects_of",
    "unlink_account",
]
