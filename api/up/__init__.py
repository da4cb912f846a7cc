"""`osan-talk up`: a whole Osan on one machine, for as long as a developer looks at it."""

from api.up.run import up

__all__ = ["up"]
