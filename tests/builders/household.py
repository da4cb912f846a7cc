"""Mina's family as stories of privacy need it: those who are hers, and those who are not."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from domains.identity import public as identity
from domains.identity.public import DeviceCredential
from domains.kernel import sql
from domains.kernel.actor import Actor
from tests.builders.city import City, PushPhone
from tests.builders.families import REGISTRY

CHILD_NAME = "민아"
SCHOOL_NAME = "운산초"


@dataclass(frozen=True)
class Household:
    """Mina and her parents; an aunt whose guardianship ended; a neighbour with her own son."""

    child: UUID
    mother: UUID
    father: UUID
    former: UUID
    neighbour: UUID
    neighbours_son: UUID
    stranger: UUID
    school: UUID
    tracker: DeviceCredential
    phones: dict[UUID, PushPhone]

    @property
    def as_mother(self) -> Actor:
        return Actor(person_id=self.mother)

    @property
    def hers(self) -> list[PushPhone]:
        return [self.phones[self.mother], self.phones[self.father]]

    @property
    def others(self) -> list[PushPhone]:
        return [
            self.phones[who]
            for who in (self.child, self.former, self.neighbour, self.neighbours_son, self.stranger)
        ]


async def settle_in(city: City) -> Household:
    """Every consent of Mina's given by her mother, a phone for everybody."""
    town = city.town
    mina = await town.person(CHILD_NAME, born=date(2017, 2, 10))
    mother, father = await town.parent_of(mina, "김하나"), await town.parent_of(mina, "이도현")
    former = await town.parent_of(mina, "박이모")
    await end_guardianship(city, holder=former, child=mina)
    son = await town.person("서준", born=date(2016, 7, 1))
    neighbour, stranger = await town.parent_of(son, "최이웃"), await town.person("나그네")
    school = await town.school(name=SCHOOL_NAME)
    await town.watches(mina, school)
    await town.watches(son, await town.school(name="다른학교"))
    await town.consents(mother, mina)
    await town.consents(neighbour, son)
    people = {
        "mina": mina,
        "mother": mother,
        "father": father,
        "former": former,
        "neighbour": neighbour,
        "son": son,
        "stranger": stranger,
    }
    phones = {
        person: await city.gives_phone(person, f"{who}-phone") for who, person in people.items()
    }
    return Household(
        child=mina,
        mother=mother,
        father=father,
        former=former,
        neighbour=neighbour,
        neighbours_son=son,
        stranger=stranger,
        school=school,
        tracker=await town.tracker(mina),
        phones=phones,
    )


async def end_guardianship(city: City, *, holder: UUID, child: UUID) -> None:
    """The registry ends it now."""
    rows = await sql.fetch(
        "SELECT id FROM identity.relations WHERE holder_id = $1 AND subject_id = $2", holder, child
    )
    ended = await identity.end_relation(
        actor=REGISTRY, relation_id=rows[0]["id"], clock=city.clock, ids=city.ids
    )
    assert isinstance(ended, identity.Ended)
