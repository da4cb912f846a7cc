"""People as they see themselves, their families and their devices."""

import gateway.identity.enums  # noqa: F401 - an enum is described before a type uses it
