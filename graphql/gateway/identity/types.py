"""What clients see of people, their ties and their devices."""

from datetime import date, datetime
from enum import StrEnum

import strawberry

from domains.identity.public import DeviceView, Platform, RelationKind, SharingScope
from domains.kernel.actor import Role
from gateway.global_ids import Node, global_id
from gateway.languages import Locale
from gateway.nameless import named
from gateway.wording import FOR_DEVELOPERS


@strawberry.enum(description="A tie between two people that an officer may grant.")
class PersonalTie(StrEnum):
    PARENT_CHILD = RelationKind.PARENT_CHILD.value
    SENIOR_GUARDIAN = RelationKind.SENIOR_GUARDIAN.value


@strawberry.type(description="A child whose guardian you are.")
class Child:
    id: strawberry.ID = strawberry.field(description="The child's id as a Person.")
    display_name: str = named("person", description="The name that family and staff see.")
    relation_id: strawberry.ID = strawberry.field(
        description="The tie between you, for endRelation."
    )
    since: datetime = strawberry.field(description="When the tie began.")


@strawberry.type(description="A person who stands in for you.")
class Guardian:
    id: strawberry.ID = strawberry.field(description="The guardian's id as a Person.")
    display_name: str = named("person", description="The name that family and staff see.")
    kind: RelationKind = strawberry.field(description="Parent, or guardian of a senior.")
    relation_id: strawberry.ID = strawberry.field(
        description="The tie between you, for endRelation."
    )
    since: datetime = strawberry.field(description="When the tie began.")
    sees: list[SharingScope] = strawberry.field(
        description="What they see of you; as a senior you choose it with shareWithGuardian."
    )


@strawberry.type(description="A senior whose guardian you are.")
class Ward:
    id: strawberry.ID = strawberry.field(description="The senior's id as a Person.")
    display_name: str = named("person", description="The name that family and staff see.")
    relation_id: strawberry.ID = strawberry.field(
        description="The tie between you, for endRelation."
    )
    since: datetime = strawberry.field(description="When the tie began.")
    sees: list[SharingScope] = strawberry.field(description="What they let you see.")


@strawberry.type(description="You yourself. Nobody is shown another person like this.")
class Person(Node):
    display_name: str = named("person", description="The name that family and staff see.")
    locale: Locale = strawberry.field(description="The language you are addressed in.")
    roles: list[Role] = strawberry.field(description="The offices you hold now.")
    birth_date: date | None = strawberry.field(
        description="Decides who consents for you: under 14 your guardian. Null when unknown."
    )
    children: list[Child] = strawberry.field(description="Whose parent you are now.")
    wards: list[Ward] = strawberry.field(description="The seniors whose guardian you are now.")
    guardians: list[Guardian] = strawberry.field(description="Who stands in for you now.")


@strawberry.type(description="A phone, browser or tracker, of yours or of your child.")
class Device:
    id: strawberry.ID = strawberry.field(description="For revokeDevice.")
    owner_id: strawberry.ID = strawberry.field(description="The owner's id as a Person.")
    owner_name: str = named("person", description="The name that the family sees.")
    name: str = named("device", description="What the family calls it.")
    platform: Platform = strawberry.field(description="What it is; only trackers report.")
    added_at: datetime = strawberry.field(description="When it was registered or paired.")
    last_seen_at: datetime | None = strawberry.field(
        description="When it was last heard of, to within minutes; null for never."
    )


@strawberry.type(description="This person's devices are not in your care.")
class PersonNotInYourCare:
    message: str = strawberry.field(
        default="Devices are handled by their owner or the owner's guardian.",
        description=FOR_DEVELOPERS,
    )


def device_type(view: DeviceView) -> Device:
    return Device(
        id=global_id("Device", view.device_id),
        owner_id=global_id("Person", view.owner_id),
        owner_name=view.owner_name,
        name=view.name,
        platform=view.platform,
        added_at=view.added_at,
        last_seen_at=view.last_seen_at,
    )
