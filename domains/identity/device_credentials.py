"""Trackers prove themselves with a secret: pairing gives it once, ingest checks it in bulk."""

import hashlib
import hmac
import secrets
from collections.abc import Collection, Mapping
from datetime import timedelta
from uuid import UUID

from tortoise.transactions import in_transaction

from domains.identity.events import TrackerPaired
from domains.identity.models import Device
from domains.identity.vocabulary import DeviceCredential, KnownDevice, Platform, TrackerCredential
from domains.kernel import outbox, personal, sql
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids

SECRET_BYTES = 32

SEEN_STEP = timedelta(minutes=5)
"""`last_seen_at` is true to within this; finer would write a row for every position."""


async def pair_tracker(*, person_id: UUID, name: str, clock: Clock, ids: Ids) -> TrackerCredential:
    """A new tracker of a person, with its secret: shown this once, kept only as a hash.

    The caller has checked that the actor may (see `policy.may_manage_device`).
    """
    secret = secrets.token_urlsafe(SECRET_BYTES)
    now, sealed = clock.now(), await personal.seal(person_id, name)
    async with in_transaction():
        device = await Device.create(
            id=ids.new(),
            person_id=person_id,
            name=sealed,
            platform=Platform.TRACKER,
            credential_hash=_hash(secret),
            credential_issued_at=now,
            created_at=now,
        )
        await outbox.record(TrackerPaired(device.id, person_id), clock=clock, ids=ids)
    return TrackerCredential(device.id, secret)


async def authenticate_devices(
    credentials: Collection[DeviceCredential],
) -> Mapping[DeviceCredential, KnownDevice]:
    """Those credentials that are right, in one statement however many are asked about.

    Keyed by the whole credential: a wrong secret must not pass because another caller in the
    same batch knew the right one. Wrong, unknown and revoked are absent alike.
    """
    rows = await sql.fetch(
        """
        SELECT id, person_id, credential_hash FROM identity.devices
        WHERE id = ANY($1::uuid[]) AND revoked_at IS NULL AND credential_hash IS NOT NULL
        """,
        list({credential.device_id for credential in credentials}),
    )
    known = {row["id"]: row for row in rows}
    return {
        credential: KnownDevice(credential.device_id, known[credential.device_id]["person_id"])
        for credential in credentials
        if credential.device_id in known
        and _is_right(credential.secret, known[credential.device_id]["credential_hash"])
    }


async def devices_seen(device_ids: Collection[UUID], *, clock: Clock) -> None:
    """Note that devices were heard of; silent when they were within the last minutes."""
    now = clock.now()
    await sql.execute(
        """
        UPDATE identity.devices SET last_seen_at = $2
        WHERE id = ANY($1::uuid[]) AND (last_seen_at IS NULL OR last_seen_at < $3)
        """,
        list(device_ids),
        now,
        now - SEEN_STEP,
    )


def _is_right(secret: str, expected: bytes) -> bool:
    return hmac.compare_digest(_hash(secret), expected)


def _hash(secret: str) -> bytes:
    """One SHA-256: the secret is 256 random bits, which no amount of hashing would improve."""
    return hashlib.sha256(secret.encode()).digest()
