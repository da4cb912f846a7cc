"""The only face of consent that others import."""

from domains.consent.catalogue import CATALOGUE, Purpose, Terms, wording
from domains.consent.decide import (
    Decided,
    Eraser,
    NotYoursToDecide,
    TextOutdated,
    grant,
    withdraw,
)
from domains.consent.grant import Grant
from domains.consent.location_uses import delete_location_uses
from domains.consent.policy import AGE_OF_OWN_CONSENT
from domains.consent.queries import (
    LocationUseView,
    PurposeView,
    location_uses_of,
    purposes_of,
)
from domains.consent.require import (
    Act,
    ConsentMissing,
    require,
    require_each,
    standing_purposes,
)
from domains.consent.show_location_uses import ShownUse, show_location_uses
from domains.consent.show_purposes import NotYoursToSee, ShownPurposes, show_purposes

__all__ = [
    "AGE_OF_OWN_CONSENT",
    "CATALOGUE",
    "Act",
    "ConsentMissing",
    "Decided",
    "Eraser",
    "Grant",
    "LocationUseView",
    "NotYoursToDecide",
    "NotYoursToSee",
    "Purpose",
    "PurposeView",
    "ShownPurposes",
    "ShownUse",
    "Terms",
    "TextOutdated",
    "delete_location_uses",
    "grant",
    "location_uses_of",
    "purposes_of",
    "require",
    "require_each",
    "show_location_uses",
    "show_purposes",
    "standing_purposes",
    "withdraw",
    "wording",
]
