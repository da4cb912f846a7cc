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

    @property
    def is_no_good(self) -> bool:
        """Shown, and worth nothing, whoever it was given to."""
        return self.shown not in (Shown.TOKEN, Shown.NOTHING)


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


class ActsFor(StrEnum):
    """Whom the call names as the one it is made for (`X-On-Behalf-Of`)."""

    ONESELF = "nobody else"
    THE_PERSON = "the person it is about"
    ANOTHER = "another one, whom the caller may act for"


@dataclass(frozen=True)
class Relation:
    """What the caller is to the person; `ties` is what that makes of them by law."""

    name: str
    to: Age
    ties: frozenset[Tie] = frozenset()
    acts_for: ActsFor = ActsFor.ONESELF

    @property
    def is_self(self) -> bool:
        return Tie.SELF in self.ties

    @property
    def is_sitting(self) -> bool:
        """Whether the call is made from the desk of a centre, in the place of who sits there."""
        return self.acts_for is not ActsFor.ONESELF and Tie.STAND_IN in self.ties


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
CARE_WORKER = Relation("care worker of her dong", Age.SENIOR, frozenset({Tie.CARE_WORKER}))
"""If they hold the office there."""
STAND_IN = Relation("stand-in's staff", Age.SENIOR, frozenset({Tie.STAND_IN, Tie.CARE_CENTRE}))
"""Staff, if they hold an office there, of the centre that stands in for the senior and
cares for her; outside a sitting."""
SITTING = Relation(
    "stand-in's staff in a sitting",
    Age.SENIOR,
    frozenset({Tie.STAND_IN, Tie.SITTING}),
    ActsFor.THE_PERSON,
)
OTHERS_SITTING = Relation(
    "in the sitting of another", Age.SENIOR, frozenset({Tie.STAND_IN}), ActsFor.ANOTHER
)
"""The same desk, but somebody else sits there."""
FOR_THE_CHILD = Relation(
    "parent who says so",
    Age.CHILD,
    frozenset({Tie.PARENT, Tie.PARENT_UNTIL_14}),
    ActsFor.THE_PERSON,
)
"""A guardian who names the child still speaks as the guardian: it opens no more."""

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
    CARE_WORKER,
    STAND_IN,
    SITTING,
    OTHERS_SITTING,
    FOR_THE_CHILD,
)


class State(StrEnum):
    """How the person's consents stand."""

    NEVER = "never asked"
    GRANTED = "granted"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed at 14"
    EXPIRED = "its term is over"
    OTHER = "another purpose only"

    def is_of(self, age: Age) -> bool:
        """Only the fourteenth birthday makes a parent's consent lapse."""
        return self is not State.LAPSED or age is Age.TEEN
