"""How registering, scaling and the like end."""

from collections.abc import Sequence
from dataclasses import dataclass

from ml_serving.registry.description import GoldenFailure


@dataclass(frozen=True, slots=True)
class Registered:
    """Ready: every golden case gave its golden answer on every worker."""

    name: str
    version: str
    register_id: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class NotRegistered:
    """`reason` is for people. Where golden cases failed, the version stays described as failed."""

    reason: str
    golden_failures: Sequence[GoldenFailure] = ()
    is_conflict: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """It is as was wished."""


@dataclass(frozen=True, slots=True)
class NoSuchVersion:
    """No such model or version is here."""

    name: str
    version: str | None


@dataclass(frozen=True, slots=True)
class NotPossible:
    """It is here, but its state forbids this."""

    reason: str


Change = Done | NoSuchVersion | NotPossible
