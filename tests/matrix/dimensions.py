"""The other sides of the matrix: with what credential, as what to the person, with what consent."""

from dataclasses import dataclass
from enum import StrEnum

from gateway.declarations import Tie

from domains.kernel.actor import Role


class Shown(StrEnum):
    """What kind of credential is shown."""

    NOTHING = "nothing"
    FORGED = "forged token"
    EXPIRED = "expired token"
    REVOKED = "token of a revoked session"
    DEVICE = "device secret"
    TOKEN = "token"


@dataclass(frozen=True)
class Credential:
    """How somebody calls: `stands` are the offices that they truly hold at that moment."""

    name: str
    shown: Shown = Shown.TOKEN
    office: Role | None = None
    stands: bool = True
    fresh: bool = True
    whichever: bool = False
    """The office is whichever one the field asks for."""

    @property
    def is_somebody(self) -> bool:
        return self.shown is Shown.TOKEN


NOBODY = Credential("nobody", Shown.NOTHING)
CITIZEN = Credential("citizen")
FORMER = Credential("of an office that has ended", stands=False, whichever=True)
STALE = Credential("signed in long ago", fresh=False, whichever=True)
OFFICES = {role: Credential(role.value, office=role) for role in Role}
CREDENTIALS = (
    NOBODY,
    Credential("forged", Shown.FORGED),
    Credential("expired", Shown.EXPIRED),
    Credential("revoked", Shown.REVOKED),
    Credential("device", Shown.DEVICE),
    CITIZEN,
    STALE,
    FORMER,
    *OFFICES.values(),
)


class Age(StrEnum):
    """What kind of person it is about."""

    CHILD = "nine"
    TEEN = "fourteen today"
    SENIOR = "eighty-five"


@dataclass(frozen=True)
class Relation:
    """What the caller is to the person; `ties` is what that makes of them by law."""

    name: str
    to: Age
    ties: frozenset[Tie] = frozenset()

    @property
    def is_self(self) -> bool:
        return Tie.SELF in self.ties


SELF = Relation("self", Age.CHILD, frozenset({Tie.SELF}))
SELF_AT_14 = Relation("self, 14 today", Age.TEEN, frozenset({Tie.SELF, Tie.SELF_FROM_14}))
SENIOR = Relation("senior", Age.SENIOR, frozenset({Tie.SELF, Tie.SELF_FROM_14, Tie.GUARDED}))
PARENT = Relation("parent", Age.CHILD, frozenset({Tie.PARENT, Tie.PARENT_UNTIL_14}))
PARENT_AT_14 = Relation("parent, 14 today", Age.TEEN, frozenset({Tie.PARENT}))
ENDED_PARENT = Relation("parent until now", Age.CHILD, frozenset({Tie.FORMER_HOLDER}))
ENDED_AT_14 = Relation("parent of 14 until now", Age.TEEN, frozenset({Tie.FORMER_HOLDER}))
GUARDIAN = Relation("senior's guardian", Age.SENIOR, frozenset({Tie.SENIOR_GUARDIAN}))
ENDED_GUARDIAN = Relation("guardian until now", Age.SENIOR, frozenset({Tie.FORMER_HOLDER}))
SIBLING = Relation("sibling", Age.CHILD)
STRANGER = Relation("stranger", Age.CHILD)
STRANGER_TO_SENIOR = Relation("stranger to a senior", Age.SENIOR)
TEACHER = Relation("teacher", Age.CHILD)
OFFICER = Relation("officer of a dong", Age.CHILD)
OTHERS_STAFF = Relation("another centre's staff", Age.SENIOR)
STAND_IN = Relation("stand-in's staff", Age.SENIOR, frozenset({Tie.STAND_IN}))
"""Staff, if they hold an office there, of the centre that stands in for the senior; outside a
sitting."""

RELATIONS = (
    SELF,
    SELF_AT_14,
    SENIOR,
    PARENT,
    PARENT_AT_14,
    ENDED_PARENT,
    ENDED_AT_14,
    GUARDIAN,
    ENDED_GUARDIAN,
    SIBLING,
    STRANGER,
    STRANGER_TO_SENIOR,
    TEACHER,
    OFFICER,
    OTHERS_STAFF,
    STAND_IN,
)


class State(StrEnum):
    """How the person's consents stand."""

    NEVER = "never asked"
    GRANTED = "granted"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed at 14"
    OTHER = "another purpose only"

    def is_of(self, age: Age) -> bool:
        """Only the fourteenth birthday makes a parent's consent lapse."""
        return self is not State.LAPSED or age is Age.TEEN
