"""Signing keys take their turns while phones are signed in."""

import asyncio
from datetime import timedelta

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pydantic import SecretStr

from api.keys.rotation import KeyRotation
from api.token_desk import build_token_desk
from domains.identity.models import SigningKey
from domains.kernel import sql
from domains.kernel.models import AuditEntry
from infra.key_ring import KeyRing
from infra.signing_key import signing_key
from infra.signing_keys import KeySeal, read_keys, schedule_of
from infra.tokens import TokenProblem, TokenRefused

A_TURN = timedelta(days=30)


@pytest.fixture
def rotation(settings):
    return KeyRotation(KeySeal(signing_key(settings)), schedule_of(settings.identity))


@pytest.fixture
def desks(settings, clock, ids):
    """Two gateways."""
    return [build_token_desk(settings, clock=clock, ids=ids) for _ in range(2)]


async def read(desks) -> None:
    for desk in desks:
        await read_keys(desk.ring, desk.seal)


def kid_of(token) -> str:
    return jwt.get_unverified_header(token.text)["kid"]


def replace_key(settings, key):
    """The settings after somebody put another key into them."""
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    identity = settings.identity.model_copy(update={"signing_key": SecretStr(pem)})
    return settings.model_copy(update={"identity": identity})


async def test_a_key_is_published_before_it_signs_and_stays_until_its_tokens_have_ended(
    database, rotation, desks, clock, ids
):
    one, other = desks
    made = await rotation.turn(clock=clock, ids=ids)
    await read(desks)
    before = one.tokens.issue(person_id=ids.new(), session_id=ids.new())
    assert kid_of(before) != made, "the configured key signs until its successor's turn"
    assert {key["kid"] for key in other.tokens.jwks()["keys"]} == {kid_of(before), made}

    clock.advance(timedelta(hours=2))
    after = one.tokens.issue(person_id=ids.new(), session_id=ids.new())
    assert kid_of(after) == made
    assert not isinstance(other.tokens.verify(after.text), TokenRefused)

    clock.advance(A_TURN)
    assert await rotation.turn(clock=clock, ids=ids) is not None
    assert await rotation.turn(clock=clock, ids=ids) is None, "one next key is enough"
    await read(desks)
    assert {key["kid"] for key in one.tokens.jwks()["keys"]} >= {made}
    assert kid_of(before) not in {key["kid"] for key in one.tokens.jwks()["keys"]}


async def test_another_configured_key_signs_and_is_believed_until_the_next_turn(
    database, settings, rotation, clock, ids
):
    await rotation.turn(clock=clock, ids=ids)
    clock.advance(timedelta(hours=3))
    changed = replace_key(settings, ec.generate_private_key(ec.SECP256R1()))
    desk = build_token_desk(changed, clock=clock, ids=ids)
    await read([desk])

    token = desk.tokens.issue(person_id=ids.new(), session_id=ids.new())
    assert not isinstance(desk.tokens.verify(token.text), TokenRefused)
    assert kid_of(token) in {key["kid"] for key in desk.tokens.jwks()["keys"]}

    made = await KeyRotation(KeySeal(signing_key(changed)), rotation.schedule).turn_soon(
        clock=clock, ids=ids
    )
    clock.advance(timedelta(hours=2))
    await read([desk])
    assert kid_of(desk.tokens.issue(person_id=ids.new(), session_id=ids.new())) == made


async def test_two_workers_make_one_key(database, rotation, clock, ids):
    await asyncio.gather(*(rotation.turn(clock=clock, ids=ids) for _ in range(3)))
    assert await SigningKey.all().count() == 1


async def test_a_copy_of_the_database_signs_nothing(database, rotation, clock, ids):
    await rotation.turn(clock=clock, ids=ids)
    thief_key = ec.generate_private_key(ec.SECP256R1())
    ring = KeyRing(thief_key)
    await read_keys(ring, KeySeal(thief_key))
    clock.advance(timedelta(hours=2))
    assert ring.signer(clock.now())[1] is thief_key
    (row,) = await sql.fetch("SELECT sealed_private_key AS sealed FROM identity.signing_keys")
    assert b"PRIVATE" not in bytes(row["sealed"])


async def test_a_key_that_somebody_may_hold_is_believed_nowhere_from_now_on(
    database, rotation, desks, clock, ids
):
    one, other = desks
    forged = one.tokens.issue(person_id=ids.new(), session_id=ids.new())
    assert not isinstance(other.tokens.verify(forged.text), TokenRefused)

    fresh = await rotation.replace_all(clock=clock, ids=ids)
    await read(desks)

    assert other.tokens.verify(forged.text) == TokenRefused(TokenProblem.INVALID)
    renewed = one.tokens.issue(person_id=ids.new(), session_id=ids.new())
    assert kid_of(renewed) == fresh
    assert not isinstance(other.tokens.verify(renewed.text), TokenRefused)
    assert {key["kid"] for key in one.tokens.jwks()["keys"]} == {fresh}
    assert {trace.actor_system for trace in await AuditEntry.all()} == {"osan-talk keys"}
