"""The words in which a segment of the city is described; kept as JSON beside its campaign.

Each word asks one thing of an installation and the person who owns it. A word about somebody's age,
office, tie or consent is answered for the person; `Uses` for the installation: a campaign for
iPhones rings iPhones only. People without an installation are in, and find it in their inbox.
"""

from dataclasses import dataclass
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from domains.consent.public import Purpose
from domains.identity.public import Platform, RelationKind
from domains.kernel.actor import Role
from domains.kernel.text import Locale


@dataclass(frozen=True, slots=True)
class Everybody:
    """The whole city."""

    kind: Literal["everybody"] = "everybody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    """In completed years (만 나이) on the day, both ends included; whose age is unknown is out."""

    at_least: int | None = None
    at_most: int | None = None
    kind: Literal["age"] = "age"


@dataclass(frozen=True, slots=True)
class Holds:
    """Holders of an office, wherever they hold it."""

    role: Role
    kind: Literal["office"] = "office"


@dataclass(frozen=True, slots=True)
class StandsFor:
    """Who stands in for somebody or something: parents, seniors' guardians, teachers.

    `whom` narrows it to those of whom this is true: parents of children of seven to twelve.
    """

    tie: RelationKind
    whom: "Segment | None" = None
    kind: Literal["tie"] = "tie"


@dataclass(frozen=True, slots=True)
class Speaks:
    """Who is addressed in this language."""

    locale: Locale
    kind: Literal["language"] = "language"


@dataclass(frozen=True, slots=True)
class Uses:
    """Installations of this platform."""

    platform: Platform
    kind: Literal["platform"] = "platform"


@dataclass(frozen=True, slots=True)
class AgreedTo:
    """Whose own consent to this purpose stands."""

    purpose: Purpose
    kind: Literal["consent"] = "consent"


@dataclass(frozen=True, slots=True)
class BelongsTo:
    """Who holds an office or a tie at this unit, or at one within it."""

    unit_id: UUID
    kind: Literal["unit"] = "unit"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Of whom each of these is true."""

    of: tuple["Segment", ...]
    kind: Literal["all"] = "all"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Of whom at least one of these is true."""

    of: tuple["Segment", ...]
    kind: Literal["any"] = "any"


@dataclass(frozen=True, slots=True)
class Not:
    """Of whom this is not true; an unknown age is no age."""

    of: "Segment"
    kind: Literal["not"] = "not"


Segment = Annotated[
    Everybody
    | Age
    | Holds
    | StandsFor
    | Speaks
    | Uses
    | AgreedTo
    | BelongsTo
    | AllOf
    | AnyOf
    | Not,
    Field(discriminator="kind"),
]
