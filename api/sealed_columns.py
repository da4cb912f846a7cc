"""Every column that holds sealed text, for the chores on people's keys.

A test compares this list with the models: a column marked `personal: ... (sealed ...)` that is
missing here would never be sealed anew.
"""

from infra.keys.columns import SealedColumn

SEALED_COLUMNS = (
    SealedColumn("identity.people", "display_name", owner="id"),
    SealedColumn("identity.relations", "evidence", owner="holder_id"),
    SealedColumn("identity.devices", "name", owner="person_id"),
    SealedColumn("identity.contact_numbers", "number", owner="person_id"),
    SealedColumn("identity.sessions", "device_name", owner="person_id"),
    SealedColumn("identity.invitations", "evidence", owner="holder_id"),
    SealedColumn("identity.guardianship_claims", "evidence", owner="holder_id"),
    SealedColumn("identity.guardianship_claims", "reason", owner="holder_id"),
    SealedColumn("identity.stand_ins", "proof", owner="person_id"),
    SealedColumn("identity.stand_ins", "spoken", owner="person_id"),
    SealedColumn("governance.cases", "request", owner="subject_id"),
    SealedColumn("governance.cases", "change", owner="subject_id"),
    SealedColumn("governance.cases", "answer", owner="subject_id"),
    SealedColumn("governance.case_steps", "note", owner="subject_id"),
    SealedColumn("commute.places", "own_name", owner="owner_id"),
    SealedColumn("care.enrolments", "proof", owner="senior_id"),
    SealedColumn("care.enrolments", "own_words", owner="senior_id"),
    SealedColumn("care.residences", "address", owner="senior_id"),
    SealedColumn("care.residences", "key_box_note", owner="senior_id"),
    SealedColumn("care.residences", "place", owner="senior_id"),
    SealedColumn("care.watches", "memory", owner="senior_id", key="home_id", context="care.memory"),
    SealedColumn("care.case_acts", "note", owner="senior_id"),
    SealedColumn("care.case_acts", "photo_key", owner="senior_id"),
    SealedColumn("care.case_positions", "position", owner="senior_id"),
    SealedColumn("notifications.notices", "names", owner="owner_id", key="event_id"),
    SealedColumn("notifications.notices", "position", owner="owner_id", key="event_id"),
    SealedColumn("notifications.inbox", "title", owner="owner_id"),
    SealedColumn("notifications.inbox", "body", owner="owner_id"),
    SealedColumn("kernel.answers", "outcome", owner="actor_id", context="answer"),
)

URGENT_COLUMNS = tuple(
    column
    for column in SEALED_COLUMNS
    if column.table in {"kernel.answers", "notifications.notices", "notifications.inbox"}
)
"""Where a call for help may wait unsealed while the key store is down."""
