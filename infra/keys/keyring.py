"""People's keys in one process: fetched in sets, remembered for a short while, forgotten at once.

The bound on forgetting: a process that hears the key store forgets a destroyed key within the
time of one NOTIFY; one that lost its ear remembers nothing from then on; and in any case no key
is used `remember_s` seconds after it was fetched.
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domains.kernel.personal import KeysUnavailable
from infra.keys import envelope
from infra.keys.store import KeyStore
from infra.keys.wrapping import Wrapped, Wrapping


@dataclass(slots=True)
class HeldKeys:
    """One person's data keys, unwrapped; without any, they were destroyed."""

    until: float
    newest: int = 0
    by_version: dict[int, AESGCM] = field(default_factory=dict)


class Keyring:
    """`domains.kernel.personal.Keys` over the key store, with a bounded memory."""

    def __init__(
        self, store: KeyStore, wrapping: Wrapping, *, remember_s: float, most: int
    ) -> None:
        self.store = store
        self.wrapping = wrapping
        self._remember_s = remember_s
        self._most = most
        self._held: OrderedDict[UUID, HeldKeys] = OrderedDict()
        self._forgotten = 0

    async def seal(
        self, values: Sequence[tuple[UUID, bytes]], *, context: str, urgent: bool = False
    ) -> list[bytes]:
        try:
            held = await self._keys_of({owner for owner, _ in values}, make=True)
        except KeysUnavailable:
            if not urgent:
                raise
            return [envelope.waiting(plain) for _, plain in values]
        return [_seal(held[owner], owner, plain, context) for owner, plain in values]

    async def open(
        self, values: Sequence[tuple[UUID, bytes]], *, context: str
    ) -> list[bytes | None]:
        sealed_for = {owner for owner, sealed in values if envelope.version_of(sealed) is not None}
        held = await self._keys_of(sealed_for, make=False)
        return [_open(held.get(owner), owner, sealed, context) for owner, sealed in values]

    async def renew(
        self, values: Sequence[tuple[UUID, bytes]], *, context: str
    ) -> list[bytes | None]:
        """Each value under its owner's newest key; None for one that is to stay as it is."""
        held = await self._keys_of({owner for owner, _ in values}, make=True)
        return [_renew(held[owner], owner, sealed, context) for owner, sealed in values]

    async def destroy(self, owner_ids: Sequence[UUID]) -> None:
        await self.store.destroy(owner_ids)
        for owner_id in owner_ids:
            self.forget(owner_id)

    def forget(self, owner_id: UUID) -> None:
        self._forgotten += 1
        self._held.pop(owner_id, None)

    def forget_all(self) -> None:
        self._forgotten += 1
        self._held.clear()

    async def _keys_of(self, owners: set[UUID], *, make: bool) -> Mapping[UUID, HeldKeys]:
        now = time.monotonic()
        found = {owner: held for owner in owners if (held := self._remembered(owner, now))}
        if missing := owners - found.keys():
            found |= await self._fetch(missing, now=now)
        if make and (new := owners - found.keys()):
            await self.store.make([(owner, self._draft(owner)) for owner in sorted(new)])
            found |= await self._fetch(new, now=now)
        return found

    def _remembered(self, owner: UUID, now: float) -> HeldKeys | None:
        held = self._held.get(owner)
        if held is None or held.until <= now:
            return None
        self._held.move_to_end(owner)
        return held

    async def _fetch(self, owners: Iterable[UUID], *, now: float) -> dict[UUID, HeldKeys]:
        """What is fetched while somebody is forgotten serves this call and is not remembered."""
        forgotten = self._forgotten
        stored, gone = await self.store.fetch(list(owners))
        until = now + self._remember_s
        found = {owner: HeldKeys(until) for owner in gone}
        for key in stored:
            held = found.setdefault(key.owner_id, HeldKeys(until))
            data_key = self.wrapping.unwrap(key.wrapped, owner_id=key.owner_id, version=key.version)
            held.by_version[key.version] = AESGCM(data_key)
            held.newest = key.version if key.newest else held.newest
        if forgotten == self._forgotten:
            self._remember(found)
        return found

    def _remember(self, found: Mapping[UUID, HeldKeys]) -> None:
        self._held.update(found)
        while len(self._held) > self._most:
            self._held.popitem(last=False)

    def _draft(self, owner: UUID) -> Wrapped:
        return self.wrapping.wrap(secrets.token_bytes(32), owner_id=owner, version=1)


def _seal(held: HeldKeys, owner: UUID, plain: bytes, context: str) -> bytes:
    if not held.by_version:
        return envelope.NEVER_OPENS
    key = held.by_version[held.newest]
    return envelope.seal(plain, key=key, version=held.newest, owner_id=owner, context=context)


def _open(held: HeldKeys | None, owner: UUID, sealed: bytes, context: str) -> bytes | None:
    if envelope.is_waiting(sealed):
        return sealed[1:]
    version = envelope.version_of(sealed)
    if held is None or version is None or version not in held.by_version:
        return None
    key = held.by_version[version]
    return envelope.unseal(sealed, key=key, owner_id=owner, context=context)


def _renew(held: HeldKeys, owner: UUID, sealed: bytes, context: str) -> bytes | None:
    version = envelope.version_of(sealed)
    if version == held.newest or not (envelope.is_waiting(sealed) or version in held.by_version):
        return None
    plain = _open(held, owner, sealed, context)
    return None if plain is None else _seal(held, owner, plain, context)
