"""`pairTracker`: an app that only reports positions, for oneself or one's child."""

from typing import Annotated, assert_never
from uuid import UUID

import strawberry

from domains.identity import public as identity
from domains.identity.public import DeviceCredential
from domains.kernel.actor import Role
from gateway.context import Info
from gateway.declarations import SEERS, SERVICE, Subject
from gateway.fields import mutation
from gateway.global_ids import global_id, uuid_of
from gateway.identity.types import PersonNotInYourCare
from gateway.permissions import SignedIn
from gateway.plain_text import plain_text

LONGEST_NAME = 80


@strawberry.input(description="A new tracker for you or your child.")
class PairTrackerInput:
    request_id: UUID = strawberry.field(
        description="Kept by no one here: the secret is never stored, so a retry cannot repeat "
        "it. It pairs anew; revoke the device whose answer was lost."
    )
    owner_id: strawberry.ID = strawberry.field(description="Whose positions it will report.")
    name: str = strawberry.field(description="How the family will recognise it.")


@strawberry.type(description="What to enter in OwnTracks, mode HTTP.")
class OwnTracksConfiguration:
    url: str = strawberry.field(description="URL.")
    user_name: str = strawberry.field(description="Identification: UserID.")
    password: str = strawberry.field(description="Identification: password; the secret.")


@strawberry.type(description="What to enter in Traccar Client.")
class TraccarConfiguration:
    server_url: str = strawberry.field(description="Server URL.")
    device_identifier: str = strawberry.field(description="Device identifier; holds the secret.")


@strawberry.type(description="The tracker is known. Its secret is shown this once.")
class PairTrackerSuccess:
    device_id: strawberry.ID = strawberry.field(description="For revokeDevice.")
    secret: str = strawberry.field(
        description="Proves the device at /ingest. Kept only as a hash: it cannot be shown again."
    )
    own_tracks: OwnTracksConfiguration = strawberry.field(description="For OwnTracks.")
    traccar: TraccarConfiguration = strawberry.field(description="For Traccar Client.")


PairTrackerResult = Annotated[
    PairTrackerSuccess | PersonNotInYourCare, strawberry.union("PairTrackerResult")
]


@strawberry.type
class PairTrackerMutation:
    @mutation(
        allow=SignedIn(),
        about=Subject("input.ownerId", open_to=SEERS | {Role.OPERATOR}),
        under=SERVICE,
        description="Pair a tracker app, ready to be configured. Positions are taken only while "
        "a consent stands.",
    )
    async def pair_tracker(self, info: Info, input: PairTrackerInput) -> PairTrackerResult:
        # Not through `once`: a remembered answer would keep the secret readable in the database.
        world = info.context
        outcome = await identity.pair_tracker_for(
            actor=world.actor,
            owner_id=uuid_of(input.owner_id, "Person"),
            name=plain_text(input.name, what="A device's name", longest=LONGEST_NAME),
            clock=world.clock,
            ids=world.ids,
        )
        match outcome:
            case DeviceCredential():
                return _paired(outcome, world.services.public_url)
            case identity.MayNotPair():
                return PersonNotInYourCare()
            case unreachable:
                assert_never(unreachable)


def _paired(credential: DeviceCredential, public_url: str) -> PairTrackerSuccess:
    return PairTrackerSuccess(
        device_id=global_id("Device", credential.device_id),
        secret=credential.secret,
        own_tracks=OwnTracksConfiguration(
            url=f"{public_url}/ingest/owntracks",
            user_name=str(credential.device_id),
            password=credential.secret,
        ),
        traccar=TraccarConfiguration(
            server_url=f"{public_url}/ingest/osmand",
            device_identifier=credential.identifier,
        ),
    )
