"""The only face of the rights desk that others import."""

from domains.governance.assign_case import assign_case
from domains.governance.breaches import (
    BreachNoted,
    BreachOpened,
    Facts,
    ForeignNumber,
    NotTheDpo,
    NotYetTold,
    Told,
    close_breach,
    note_breach_told,
    open_breach,
)
from domains.governance.build_exports import Workshop, build_exports
from domains.governance.calendar_rows import declared_holidays
from domains.governance.carry_out_correction import carry_out_correction
from domains.governance.carry_out_erasure import Erased, Hindered, carry_out_erasure
from domains.governance.case_policy import OBJECTION_TERM
from domains.governance.change import Change
from domains.governance.declare_holiday import declare_holiday
from domains.governance.desk_step import (
    answer_case,
    ask_proof,
    confirm_identity,
    extend_case,
    refuse_case,
    take_proof,
)
from domains.governance.erase_person import erase_person
from domains.governance.erasure_policy import Obstacle
from domains.governance.expire_exports import expire_exports
from domains.governance.export_link import ExportLink
from domains.governance.export_person import export_person
from domains.governance.fetch_export import (
    Desk,
    Fetched,
    Gone,
    NotReady,
    WrongPassphrase,
    fetch_export,
    look_at_export,
)
from domains.governance.finish_erasures import finish_erasures
from domains.governance.give_receipt import ReceiptGiven, give_receipt
from domains.governance.go_on_with_draft import go_on_with_draft
from domains.governance.holidays import (
    Declared,
    NotAHoliday,
    NotStaff,
    TakenBack,
    show_holidays,
)
from domains.governance.keep_house import keep_house
from domains.governance.legal_clock import TERMS, Term
from domains.governance.open_at_desk import open_at_desk
from domains.governance.open_case import open_case
from domains.governance.outcomes import (
    NotPossible,
    NotProved,
    NotYours,
    ResidentNumberRefused,
    Stepped,
    TooMany,
)
from domains.governance.preview_erasure import ErasurePreview, Goes, preview_erasure
from domains.governance.prove_identity import prove_identity
from domains.governance.request_export import ExportAsked, request_export
from domains.governance.ring_timers import ring_timers
from domains.governance.show_breaches import BreachView, show_breaches
from domains.governance.show_cases import QueueFilter, my_cases, rights_queue, show_case
from domains.governance.show_receipt import (
    ErasureReceipt,
    NoReceipt,
    NotErased,
    NotErasedYet,
    show_receipt,
)
from domains.governance.statistics import KindStatistics, rights_statistics
from domains.governance.suspend import carry_out_suspension, is_suspended, lift_suspension
from domains.governance.take_back_holiday import take_back_holiday
from domains.governance.views import CaseDetail, CaseView, ExportView, StepView
from domains.governance.vocabulary import (
    Alarm,
    BreachState,
    Capacity,
    CaseKind,
    CaseState,
    CorrectedField,
    ExportState,
    LegalReason,
    Proof,
)
from domains.governance.wish import Parties, Wish
from domains.governance.withdraw_case import withdraw_case

__all__ = [
    "OBJECTION_TERM",
    "TERMS",
    "Alarm",
    "BreachNoted",
    "BreachOpened",
    "BreachState",
    "BreachView",
    "Capacity",
    "CaseDetail",
    "CaseKind",
    "CaseState",
    "CaseView",
    "Change",
    "CorrectedField",
    "Declared",
    "Desk",
    "Erased",
    "ErasurePreview",
    "ErasureReceipt",
    "ExportAsked",
    "ExportLink",
    "ExportState",
    "ExportView",
    "Facts",
    "Fetched",
    "ForeignNumber",
    "Goes",
    "Gone",
    "Hindered",
    "KindStatistics",
    "LegalReason",
    "NoReceipt",
    "NotAHoliday",
    "NotErased",
    "NotErasedYet",
    "NotPossible",
    "NotProved",
    "NotReady",
    "NotStaff",
    "NotTheDpo",
    "NotYetTold",
    "NotYours",
    "Obstacle",
    "Parties",
    "Proof",
    "QueueFilter",
    "ReceiptGiven",
    "ResidentNumberRefused",
    "StepView",
    "Stepped",
    "TakenBack",
    "Term",
    "Told",
    "TooMany",
    "Wish",
    "Workshop",
    "WrongPassphrase",
    "answer_case",
    "ask_proof",
    "assign_case",
    "build_exports",
    "carry_out_correction",
    "carry_out_erasure",
    "carry_out_suspension",
    "close_breach",
    "confirm_identity",
    "declare_holiday",
    "declared_holidays",
    "erase_person",
    "expire_exports",
    "export_person",
    "extend_case",
    "fetch_export",
    "finish_erasures",
    "give_receipt",
    "go_on_with_draft",
    "is_suspended",
    "keep_house",
    "lift_suspension",
    "look_at_export",
    "my_cases",
    "note_breach_told",
    "open_at_desk",
    "open_breach",
    "open_case",
    "preview_erasure",
    "prove_identity",
    "refuse_case",
    "request_export",
    "rights_queue",
    "rights_statistics",
    "ring_timers",
    "show_breaches",
    "show_case",
    "show_holidays",
    "show_receipt",
    "take_back_holiday",
    "take_proof",
    "withdraw_case",
]
