"""The permission slip that readers and writers of a purpose's data must hold."""

from collections.abc import Iterable, Sequence
from typing import Final, Never, final
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

    subject_id: UUID
    purpose: Purpose

    def __init__(self, seal: object, *, subject_id: UUID, purpose: Purpose) -> None:
        if seal is not _SEAL:
            raise TypeError("a Grant comes from consent.require, never from a constructor")
        object.__setattr__(self, "subject_id", subject_id)
        object.__setattr__(self, "purpose", purpose)

    def __init_subclass__(cls) -> None:
        raise TypeError("a Grant cannot be subclassed")

    def __setattr__(self, name: str, value: object) -> Never:
        raise AttributeError("a Grant is for one subject and one purpose, for good")

    def __delattr__(self, name: str) -> Never:
        raise AttributeError("a Grant is for one subject and one purpose, for good")

    def __reduce_ex__(self, protocol: object) -> Never:
        """Copies and pickles would outlive the transaction in which the consent stood."""
        raise TypeError("a Grant cannot be copied")


def issue(*, subject_id: UUID, purpose: Purpose) -> Grant:
    """Make a Grant; private to this package (an architecture test walks the callers)."""
    return Grant(_SEAL, subject_id=subject_id, purpose=purpose)


_BY_NAME: Final = {purpose.value: purpose for purpose in Purpose}


def issue_each(
    found: Iterable[tuple[UUID, Sequence[str]]],
) -> dict[tuple[UUID, Purpose], Grant]:
    """The Grants of many subjects at once: each position that comes in pays for this."""
    grants: dict[tuple[UUID, Purpose], Grant] = {}
    for subject_id, names in found:
        for name in names:
            purpose = _BY_NAME[name]
            grant = object.__new__(Grant)
            _set_subject(grant, subject_id)
            _set_purpose(grant, purpose)
            grants[subject_id, purpose] = grant
    return grants


_set_subject: Final = Grant.__dict__["subject_id"].__set__
_set_purpose: Final = Grant.__dict__["purpose"].__set__
