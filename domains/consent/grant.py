"""The permission slip that readers and writers of a purpose's data must hold."""

from typing import Final, final
from uuid import UUID

from domains.consent.catalogue import Purpose

_SEAL: Final = object()


@final
class Grant:
    """Proof that `consent` found the subject's consent standing, in this transaction.

    Only `domains.consent` can make one: functions that touch a purpose's data take it as an
    argument, so that the check cannot be forgotten without a type error.
    """

    __slots__ = ("purpose", "subject_id")

    def __init__(self, seal: object, *, subject_id: UUID, purpose: Purpose) -> None:
        if seal is not _SEAL:
            raise TypeError("a Grant comes from consent.require, never from a constructor")
        self.subject_id = subject_id
        self.purpose = purpose

    def __init_subclass__(cls) -> None:
        raise TypeError("a Grant cannot be subclassed")


def issue(*, subject_id: UUID, purpose: Purpose) -> Grant:
    """Make a Grant; private to this package (an architecture test walks the callers)."""
    return Grant(_SEAL, subject_id=subject_id, purpose=purpose)
