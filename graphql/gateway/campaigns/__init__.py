"""Campaigns: one message to a segment of the city.

The enums that their fields take are described where they belong, and in this order: the commute's
fields have shown `Purpose` under a name of its own since the first contract.
"""

import gateway.commute.types
import gateway.consent.types
import gateway.identity.enums
import gateway.notifications.types  # noqa: F401
