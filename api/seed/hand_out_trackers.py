"""Each demo child carries a tracker, whose secret a replay finds beside the database."""

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from api.replay.find_credential import demo_trackers, keep_demo_trackers
from api.seed.demo import CHILDREN
from domains.identity import public as identity
from domains.identity.public import DeviceCredential
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids


async def hand_out_trackers(
    people: Mapping[str, UUID], *, state_dir: Path, clock: Clock, ids: Ids
) -> None:
    """Pair a tracker for each child whose kept one no longer holds; secrets are shown once."""
    kept = {
        sub: credential
        for sub, identifier in demo_trackers(state_dir).items()
        if (credential := DeviceCredential.parse(identifier))
    }
    known = await identity.authenticate_devices(kept.values())
    trackers = {sub: credential for sub, credential in kept.items() if credential in known}
    for child in CHILDREN:
        if child.sub not in trackers:
            trackers[child.sub] = await identity.pair_tracker(
                person_id=people[child.sub], name="데모 위치 추적기", clock=clock, ids=ids
            )
    keep_demo_trackers(trackers, state_dir=state_dir)
