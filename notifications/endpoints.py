"""Where each claimed delivery goes: asked at the last moment, since phones change hands."""

from collections.abc import Collection
from typing import Final, NamedTuple
from uuid import UUID

from domains.identity import public as identity
from domains.identity.public import Platform, contacts
from domains.kernel.personal import KeysUnavailable
from notifications.channel import Channel
from notifications.claimed import Claimed
from notifications.ports import UNREADABLE

INSTALLATIONS: Final = frozenset({Channel.FCM, Channel.WEB_PUSH})
TELEPHONES: Final = frozenset({Channel.SMS, Channel.VOICE})


class Endpoint(NamedTuple):
    """An address of one person, as its channel understands it."""

    address: str
    platform: Platform

    def __repr__(self) -> str:
        return f"Endpoint({self.platform.value})"


Endpoints = dict[tuple[UUID, UUID], Endpoint]
"""By device and owner: a phone that changed hands is no longer the addressee's."""


async def endpoints_of(claimed: Collection[Claimed]) -> Endpoints:
    """One statement a kind, for all who do not carry their address with them."""
    unknown = [each for each in claimed if each.address is None]
    return {**await _installations(unknown), **await _telephones(unknown)}


async def _telephones(unknown: Collection[Claimed]) -> Endpoints:
    """A number that was removed meanwhile is nobody's endpoint any more.

    While the key store is down the phones are rung all the same: numbers are UNREADABLE, and
    their channel lets them wait.
    """
    lines = {each.device_id: each.person_id for each in unknown if each.channel in TELEPHONES}
    try:
        opened = await contacts.open_contact_lines(lines)
    except KeysUnavailable:
        return {key: Endpoint(UNREADABLE, Platform.TELEPHONE) for key in lines.items()}
    return {
        (line.line_id, line.person_id): Endpoint(line.number, Platform.TELEPHONE)
        for line in opened.values()
    }


async def _installations(unknown: Collection[Claimed]) -> Endpoints:
    people = {each.person_id for each in unknown if each.channel in INSTALLATIONS}
    if not people:
        return {}
    return {
        (device.device_id, device.person_id): Endpoint(device.push_token, device.platform)
        for device in await identity.push_devices_of(people)
    }
