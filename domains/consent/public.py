"""The only face of consent that others import."""

from domains.consent.ask_anew import ask_anew
from domains.consent.catalogue import CATALOGUE, Purpose, Terms, TextVersion, wording
from domains.consent.end_over import end_due
from domains.consent.end_unserved import end_unserved
from domains.consent.erase_person import erase_person
from domains.consent.erasers import (
    NOBODY,
    Erased,
    Eraser,
    Erasers,
    Proof,
    StoreEraser,
    objects_under,
)
from domains.consent.export_person import export_person
from domains.consent.fire_timers import fire_timers
from domains.consent.fold import Action, Because
from domains.consent.grant import Grant
from domains.consent.grant_consent import (
    Decided,
    GrantOutcome,
    ProcessingSuspended,
    TermOver,
    TextOutdated,
    grant,
)
from domains.consent.hold_consents import hold_consents
from domains.consent.hold_if_known import hold_if_known
from domains.consent.ledger import Channel
from domains.consent.location_uses import (
    LocationUseView,
    UseFilter,
    location_uses_of,
    turn_months,
)
from domains.consent.opt_out import OptedOut, opt_out
from domains.consent.plan_anew import plan_anew
from domains.consent.policy import AGE_OF_OWN_CONSENT
from domains.consent.provision_notices import (
    NoticesChosen,
    ProvisionNotices,
    choose_provision_notices,
)
from domains.consent.queries import LedgerView, PurposeView, purposes_of
from domains.consent.reconfirm import NothingToReconfirm, Reconfirmed, reconfirm
from domains.consent.require import (
    Act,
    ConsentMissing,
    require,
    require_each,
    standing_purposes,
    stands_until_commit,
)
from domains.consent.run_erasures import run_erasures
from domains.consent.sealed_ledger import LEDGER
from domains.consent.show_erasures import ErasureCase, StorePart, show_erasures
from domains.consent.show_history import ShownWord, show_history
from domains.consent.show_location_uses import ShownUse, show_location_uses
from domains.consent.show_purposes import NotYoursToSee, ShownPurposes, show_purposes
from domains.consent.suspend_all import go_on, suspend_all
from domains.consent.timers import delete_fired
from domains.consent.verify_standing import verify_standing
from domains.consent.who_asks import NotYoursToDecide
from domains.consent.withdraw_consent import Withdrawn, withdraw

__all__ = [
    "AGE_OF_OWN_CONSENT",
    "CATALOGUE",
    "LEDGER",
    "NOBODY",
    "Act",
    "Action",
    "Because",
    "Channel",
    "ConsentMissing",
    "Decided",
    "Erased",
    "Eraser",
    "Erasers",
    "ErasureCase",
    "Grant",
    "GrantOutcome",
    "LedgerView",
    "LocationUseView",
    "NotYoursToDecide",
    "NotYoursToSee",
    "NothingToReconfirm",
    "NoticesChosen",
    "OptedOut",
    "ProcessingSuspended",
    "Proof",
    "ProvisionNotices",
    "Purpose",
    "PurposeView",
    "Reconfirmed",
    "ShownPurposes",
    "ShownUse",
    "ShownWord",
    "StoreEraser",
    "StorePart",
    "TermOver",
    "Terms",
    "TextOutdated",
    "TextVersion",
    "UseFilter",
    "Withdrawn",
    "ask_anew",
    "choose_provision_notices",
    "delete_fired",
    "end_due",
    "end_unserved",
    "erase_person",
    "export_person",
    "fire_timers",
    "go_on",
    "grant",
    "hold_consents",
    "hold_if_known",
    "location_uses_of",
    "objects_under",
    "opt_out",
    "plan_anew",
    "purposes_of",
    "reconfirm",
    "require",
    "require_each",
    "run_erasures",
    "show_erasures",
    "show_history",
    "show_location_uses",
    "show_purposes",
    "standing_purposes",
    "stands_until_commit",
    "suspend_all",
    "turn_months",
    "verify_standing",
    "withdraw",
    "wording",
]
