"""The only face of the shops that others import."""

from domains.commerce.foresee_demand import NothingToGoBy, foresee_demand

__all__ = ["NothingToGoBy", "foresee_demand"]
