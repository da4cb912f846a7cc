"""The only face of the streets that others import."""

from domains.civic.look_at_crossing import NoClaim, look_at_crossing

__all__ = ["NoClaim", "look_at_crossing"]
