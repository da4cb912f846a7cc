"""For whom, and for which purpose: the other two thirds of a field's authorisation, as data.

    @query(
        allow=SignedIn(),
        about=Subject("childId", open_to=FAMILY),
        under=Consent(Purpose.COMMUTE_ARRIVAL, Purpose.COMMUTE_DEPARTURE),
        description="A child's day.",
    )

`allow` (gateway.permissions) asks what the caller is; `about` says whose affair the answer is and
who else may have it; `under` says what the law lets it be used for. The use case enforces both;
what is declared here is the reviewed promise that `tests/matrix` calls cell by cell.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from domains.consent.public import Purpose
from domains.kernel.actor import Role

ABOUT = "gateway.about"
UNDER = "gateway.under"
"""The keys in a strawberry field's metadata under which the two lie."""


class Tie(StrEnum):
    """What the caller is to the person whose affair it is, at the moment of asking."""

    SELF = "self"
    SELF_FROM_14 = "self from 14 on"
    PARENT = "parent"
    PARENT_UNTIL_14 = "parent until 14"
    SENIOR_GUARDIAN = "senior's guardian"
    GUARDED = "self with a guardian"
    FORMER_HOLDER = "former holder of the tie"
    STAND_IN = "stand-in's staff"
    SITTING = "stand-in's staff in a sitting"
    TEACHER = "teacher"
    OFFICER_OF_DONG = "officer of the dong"
    CARE_WORKER = "care worker of her dong"
    CARE_CENTRE = "staff of the centre that cares for her"


@dataclass(frozen=True, slots=True)
class Unrelated:
    """An office whose holder may not be of the family, now or once: nobody judges their own."""

    office: Role

    @property
    def value(self) -> str:
        """For documents, as a Tie or a Role has it."""
        return f"{self.office.value} who is no kin"


Opening: TypeAlias = Tie | Role | Unrelated
"""Who may have it: by a tie to the person, or by an office. An office opens the affairs of others;
one's own are opened by being oneself."""

FAMILY = frozenset({Tie.SELF, Tie.PARENT})
"""The person, and whoever is their parent now. After 14 a parent sees only what the grown child
consents to, so this opens nothing that stands on no consent."""

DECIDERS = frozenset({Tie.SELF_FROM_14, Tie.PARENT_UNTIL_14})
"""Who decides: a parent until the fourteenth birthday, the person alone from that day on."""

SEERS = frozenset({Tie.SELF, Tie.PARENT_UNTIL_14})
"""Who has the right of access, which a guardian has for a child under fourteen alone
(개인정보보호법 §38②)."""

TIED = frozenset({Tie.PARENT, Tie.SENIOR_GUARDIAN, Tie.GUARDED, Tie.FORMER_HOLDER})
"""Who may end a tie, or is told that it has ended: its holder, and the adult it is about."""

CARERS = frozenset({Tie.SENIOR_GUARDIAN, Tie.CARE_WORKER, Tie.CARE_CENTRE})
"""Who looks after a senior; what each of them sees is her choice (`care.may_see`)."""

AT_A_DESK = frozenset({Tie.SITTING})
"""The person themselves, at the desk of the centre that stands in for them."""

REGISTRARS = frozenset({Unrelated(Role.OFFICER)})
"""Staff who have seen the evidence of a tie."""


class BrokenDeclaration(Exception):
    """A field declares what cannot be: it names no purpose for somebody's data, or nobody."""


@dataclass(frozen=True, slots=True)
class Nobody:
    """Tells of no person: what stands on the city's notice board."""

    def __str__(self) -> str:
        return "Tells of no person."


@dataclass(frozen=True, slots=True)
class Oneself:
    """The caller's own affairs, which no argument can turn to somebody else's.

    `blind`: it takes down whom the caller names, and answers alike if there is no such person.
    """

    blind: bool = False

    def __str__(self) -> str:
        return "About the caller alone."


@dataclass(frozen=True, slots=True)
class EachNode:
    """`node(id)`: whose affair it is, each type's `gateway.nodes.Fetcher` declares."""

    def __str__(self) -> str:
        return "Each type says for whom."


@dataclass(frozen=True, slots=True)
class Everybody:
    """The whole city's, gathered for the office that `allow` asks for."""

    def __str__(self) -> str:
        return "About everybody, for an office."


@dataclass(frozen=True, slots=True)
class Subject:
    """The person named by an argument: `childId`, or `input.subjectId`.

    Whoever is not in `open_to` gets the answer for a person who does not exist. `blind`: so does
    everybody else, since what they say is only taken down.
    """

    argument: str
    open_to: frozenset[Opening]
    blind: bool = False

    def __str__(self) -> str:
        return f"About the person of `{self.argument}`; open to: {_listed(self.open_to)}."


@dataclass(frozen=True, slots=True)
class Holding:
    """Somebody's thing, named by an argument: `input.deviceId`, the id of a `Device`.

    Whoever is nothing to its owner gets the answer for a thing that does not exist.
    """

    argument: str
    node: str
    open_to: frozenset[Opening]

    def __str__(self) -> str:
        whose = f"About the owner of the {self.node} of `{self.argument}`"
        return f"{whose}; open to: {_listed(self.open_to)}."


About: TypeAlias = Nobody | EachNode | Oneself | Everybody | Subject | Holding


@dataclass(frozen=True, slots=True, init=False)
class Consent:
    """Any one of these purposes must stand; what stands on the others is left out."""

    purposes: frozenset[Purpose]

    def __init__(self, *purposes: Purpose) -> None:
        if not purposes:
            raise BrokenDeclaration("a consent is to at least one purpose")
        object.__setattr__(self, "purposes", frozenset(purposes))

    def __str__(self) -> str:
        return f"Under the consent to: {', '.join(sorted(self.purposes))}."


@dataclass(frozen=True, slots=True)
class Law:
    """No consent is needed: the article that allows it, such as "개인정보 보호법 §15①4"."""

    article: str

    def __str__(self) -> str:
        return f"Without a consent: {self.article}."


Under: TypeAlias = Consent | Law

SERVICE = Law("개인정보 보호법 §15①4")
"""What somebody asked the city to do for them cannot be done without it: their account, devices,
inbox."""
DUTY = Law("개인정보 보호법 §15①2")
"""A law obliges the city: evidence of guardianship, the audit."""
OWN_RIGHTS = Law("개인정보 보호법 §35, §36, §37")
"""The person's own right to see, correct and stop."""
RESCUE = Law("개인정보 보호법 §15①5")
"""Somebody's life or body is in danger: a call for help goes out without asking."""


def check_declaration(about: About, under: Under | None) -> None:
    """Raises BrokenDeclaration where personal data has no purpose, or a purpose no person."""
    if isinstance(about, Nobody | EachNode) and under is not None:
        raise BrokenDeclaration("what tells of no person needs no purpose")
    if not isinstance(about, Nobody | EachNode) and under is None:
        raise BrokenDeclaration(f"say under which consent or law: {about}")
    if isinstance(about, Subject | Holding) and not about.open_to:
        raise BrokenDeclaration(f"say who may have it: {about}")


def _listed(openings: frozenset[Opening]) -> str:
    return ", ".join(sorted(opening.value for opening in openings))
