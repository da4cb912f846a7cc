"""The words of the rights desk."""

from enum import StrEnum


class CaseKind(StrEnum):
    """Which right is asked for (개인정보보호법)."""

    ACCESS = "access"
    """§35: to see one's data."""
    PORTABILITY = "portability"
    """§35의2: to take one's data along."""
    CORRECTION = "correction"
    """§36: to have what is wrong put right."""
    DELETION = "deletion"
    """§36: to have one's data erased."""
    SUSPENSION = "suspension"
    """§37: to have the processing stopped."""
    OBJECTION = "objection"
    """§37의2: to refuse a decision made by a machine alone, or to have it explained."""


class CaseState(StrEnum):
    """Where a case stands."""

    DRAFT = "draft"
    RECEIVED = "received"
    """Whether it is really they is looked into; the clock runs."""
    PROOF_ASKED = "proof_asked"
    """The desk waits for a proof from the applicant; the clock rests."""
    IN_PROGRESS = "in_progress"
    ANSWERED = "answered"
    PARTLY_REFUSED = "partly_refused"
    REFUSED = "refused"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Capacity(StrEnum):
    """As whom the applicant asks."""

    SELF = "self"
    GUARDIAN = "guardian"
    """Of a child under 14 (개인정보보호법 §38②)."""
    REPRESENTATIVE = "representative"
    """With a power of attorney (§38①)."""
    DESK = "desk"
    """Written down by staff for a person without a phone, who is there."""


class Proof(StrEnum):
    """How the desk knows that it is really they (시행령 §46)."""

    FRESH_SIGN_IN = "fresh_sign_in"
    GUARDIANSHIP = "guardianship"
    IN_PERSON = "in_person"
    POWER_OF_ATTORNEY = "power_of_attorney"


class LegalReason(StrEnum):
    """Why a request may be refused; each an article that the answer names."""

    LAW_FORBIDS = "law_forbids"
    """§35④1, §37②1: a law forbids or limits it."""
    HARMS_OTHERS = "harms_others"
    """§35④2, §37②2: another's life, body or property would suffer."""
    PUBLIC_TASK = "public_task"
    """§35④3, §37②3: a public body's task would be gravely hindered."""
    LAW_REQUIRES_KEEPING = "law_requires_keeping"
    """§36① proviso: another law names this data as to be collected."""
    CONTRACT_WOULD_FAIL = "contract_would_fail"
    """§37②4: the contract could not be kept, and its end was not declared."""
    HUMAN_DECIDED = "human_decided"
    """§37의2: no decision by a machine alone."""
    NOT_PROVED = "not_proved"
    """시행령 §46: who asks could not be established."""


class Alarm(StrEnum):
    """What a timer of the desk rings for."""

    DUE_IN_3_DAYS = "due_in_3_days"
    DUE_IN_1_DAY = "due_in_1_day"
    OVERDUE = "overdue"
    PROOF_REMINDER = "proof_reminder"
    DRAFT_REMINDER = "draft_reminder"


class ExportState(StrEnum):
    """Where one export stands."""

    QUEUED = "queued"
    READY = "ready"
    FAILED = "failed"
    DESTROYED = "destroyed"


class CorrectedField(StrEnum):
    """What a correction may put right, each through the verb of the domain that owns it."""

    DISPLAY_NAME = "display_name"
    BIRTH_DATE = "birth_date"
    LOCALE = "locale"
    OTHER = "other"
    """Put right by hand; the answer says how."""


class BreachState(StrEnum):
    """Where a breach stands (개인정보보호법 §34)."""

    OPEN = "open"
    CLOSED = "closed"
