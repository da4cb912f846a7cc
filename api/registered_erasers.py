"""Who destroys what when a consent or a person ends: built once, handed to whoever calls them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domains.consent.public import Erasers, StoreEraser
from domains.kernel.subject_rights import PersonEraser


@dataclass(frozen=True, slots=True)
class RegisteredErasers:
    """`consents` work in the transaction that ends a purpose, `stores` prove by job that they hold
    nothing more, `people` erase a whole person, each domain its part."""

    consents: Erasers
    stores: Sequence[StoreEraser]
    people: Mapping[str, PersonEraser]
