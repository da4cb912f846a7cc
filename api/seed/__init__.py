"""Osan and its demo citizens as plain facts, and the planting of them."""

from api.seed.plant import plant, seed

__all__ = ["plant", "seed"]
