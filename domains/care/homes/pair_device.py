"""A device shows the code it was given, and gets what it needs to speak for this home."""

from dataclasses import dataclass, field
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.care.homes.device_keys import DeviceKeys
from domains.care.homes.models import Device, Home, PairingCode, Spot
from domains.care.homes.registry import raise_version
from domains.kernel import audit
from domains.kernel.actor import Actor, system_actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from domains.kernel.written_code import digest_of

PAIRING: Actor = system_actor("care.pairing")


@dataclass(frozen=True, slots=True)
class NewDevice:
    """What a device says of itself. `shows_life`: whether what it measures is a sign of life, so
    that a home is deaf while it is silent; a smoke detector's silence is only a fault."""

    serial: str
    model: str
    shows_life: bool


@dataclass(frozen=True, slots=True)
class DevicePaired:
    """Told once, over TLS: who the device is, how it comes in, and what it signs with."""

    device_id: UUID
    password: str = field(repr=False)
    signing_key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CodeOfNoUse:
    """Mistyped, used, or over: told apart to nobody."""


async def pair_device(
    code: str, new: NewDevice, *, keys: DeviceKeys, clock: Clock, ids: Ids
) -> DevicePaired | CodeOfNoUse:
    """Of two devices with one code the first is paired. A swap retires the old device at the same
    moment, and the new one stands at its spot: what was told there is the spot's. A home that was
    closed since the code was given takes none: who closes it holds the registry meanwhile."""
    async with in_transaction():
        pairing = await PairingCode.select_for_update().get_or_none(code_hash=digest_of(code))
        if pairing is None or pairing.used_at is not None or pairing.expires_at <= clock.now():
            return CodeOfNoUse()
        version = await raise_version()
        if not await Home.exists(id=pairing.home_id, closed_at=None):
            return CodeOfNoUse()
        device = await _make(pairing, new, keys=keys, clock=clock, ids=ids)
        pairing.used_at = clock.now()
        await pairing.save(update_fields=["used_at"])
        await audit.record(PAIRING, "care.device.pair", reference=device.id, clock=clock, ids=ids)
        await _enter(device, version, replaces=pairing.replaces, clock=clock)
    return DevicePaired(
        device.id,
        keys.password(device.id, key_id=device.key_id),
        keys.signing(device.id, key_id=device.key_id),
    )


async def _make(
    pairing: PairingCode, new: NewDevice, *, keys: DeviceKeys, clock: Clock, ids: Ids
) -> Device:
    return Device(
        id=ids.new(),
        home_id=pairing.home_id,
        spot_id=await _spot(pairing, clock=clock, ids=ids),
        serial=new.serial,
        model=new.model,
        shows_life=new.shows_life,
        key_id=keys.newest,
        paired_at=clock.now(),
    )


async def _spot(pairing: PairingCode, *, clock: Clock, ids: Ids) -> UUID:
    if pairing.replaces is not None:
        old = await Device.get_or_none(id=pairing.replaces)
        if old is not None:
            return old.spot_id
    spot = await Spot.create(
        id=ids.new(), home_id=pairing.home_id, room=pairing.room, made_at=clock.now()
    )
    return spot.id


async def _enter(device: Device, version: int, *, replaces: UUID | None, clock: Clock) -> None:
    device.version = version
    await device.save(force_create=True)
    if replaces is not None:
        await Device.filter(id=replaces, retired_at=None).update(
            retired_at=clock.now(), replaced_by=device.id, version=device.version
        )
