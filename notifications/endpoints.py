"""Where each claimed delivery goes: asked at the last moment, since phones change hands."""

from collections.abc import Collection
from typing import Final, NamedTuple
from uuid import UUID

from domains.identity import public as identity
from domains.identity.public import Platform
from notifications.channel import Channel
from notifications.claimed import Claimed

INSTALLATIONS: Final = frozenset({Channel.FCM, Channel.WEB_PUSH})


class Endpoint(NamedTuple):
    """An address of one person, as its channel understands it."""

    address: str
    platform: Platform

    def __repr__(self) -> str:
        return f"Endpoint({self.platform.value})"


Endpoints = dict[tuple[UUID, UUID], Endpoint]
"""By device and owner: a phone that changed hands is no longer the addressee's."""


async def endpoints_of(claimed: Collection[Claimed]) -> Endpoints:
    """One statement for all who do not carry their address with them."""
    unknown = [each for each in claimed if each.address is None]
    people = {each.person_id for each in unknown if each.channel in INSTALLATIONS}
    if not people:
        return {}
    return {
        (device.device_id, device.person_id): Endpoint(device.push_token, device.platform)
        for device in await identity.push_devices_of(people)
    }
