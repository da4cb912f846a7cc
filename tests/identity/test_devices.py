"""Phones that ring for the right person, and trackers that report for the right child."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from domains.identity import public as identity
from domains.identity.models import Device
from domains.identity.public import DeviceCredential, Platform, RelationKind, Tie
from domains.identity.push_devices import MOST_PHONES
from domains.kernel.actor import Actor, system_actor
from domains.kernel.models import AuditEntry, OutboxRow

A_NINE_YEAR_OLDS = date(2016, 5, 5)


@pytest.fixture
def phone(clock, ids):
    async def register(person_id, token, platform=Platform.ANDROID, name="phone"):
        return await identity.register_push_device(
            person_id=person_id,
            platform=platform,
            push_token=token,
            name=name,
            clock=clock,
            ids=ids,
        )

    return register


@pytest.fixture
def tracker(clock, ids):
    async def pair(person_id):
        return await identity.pair_tracker(person_id=person_id, name="watch", clock=clock, ids=ids)

    return pair


async def test_every_phone_of_many_people_is_found_at_once(person, phone):
    hana, jungwoo = await person("hana"), await person("jungwoo")
    await phone(hana, "a")
    await phone(hana, "b", Platform.IOS)
    await phone(jungwoo, "c")
    found = await identity.push_devices_of([hana, jungwoo])
    assert {(device.person_id, device.push_token) for device in found} == {
        (hana, "a"),
        (hana, "b"),
        (jungwoo, "c"),
    }


async def test_a_phone_that_changes_hands_rings_for_its_new_owner_only(person, phone):
    hana, stranger = await person("hana"), await person("stranger")
    first = await phone(hana, "a")
    second = await phone(stranger, "a")
    assert second.device_id == first.device_id
    assert await identity.push_devices_of([hana]) == []
    assert [d.person_id for d in await identity.push_devices_of([hana, stranger])] == [stranger]


async def test_the_twenty_first_phone_silences_the_one_unseen_for_longest(person, phone, clock):
    hana = await person("hana")
    for number in range(MOST_PHONES):
        await phone(hana, f"phone-{number}")
        clock.advance(timedelta(minutes=1))
    await phone(hana, "phone-0")
    clock.advance(timedelta(minutes=1))

    await phone(hana, "one-more")

    tokens = {device.push_token for device in await identity.push_devices_of([hana])}
    assert len(tokens) == MOST_PHONES
    assert {"phone-0", "one-more"} < tokens
    assert "phone-1" not in tokens
    assert await OutboxRow.filter(topic="identity.push_token_forgotten").count() == 1


async def test_a_new_phone_and_a_new_owner_are_audited_and_a_restart_is_not(person, phone):
    hana, jungwoo = await person("hana"), await person("jungwoo")
    device = await phone(hana, "a")
    await phone(hana, "a")
    await phone(jungwoo, "a")

    traces = await AuditEntry.filter(action="identity.push_device.register").order_by("id")
    assert [(trace.actor_id, trace.reference) for trace in traces] == [
        (hana, device.device_id),
        (jungwoo, device.device_id),
    ]


async def test_a_dead_token_is_forgotten_once(person, phone, clock, ids):
    hana = await person("hana")
    await phone(hana, "a")
    assert await identity.forget_push_token("a", clock=clock, ids=ids)
    assert not await identity.forget_push_token("a", clock=clock, ids=ids)
    assert await identity.push_devices_of([hana]) == []
    assert await OutboxRow.filter(topic="identity.push_token_forgotten").count() == 1


async def test_no_event_repeats_a_push_token(person, phone, clock, ids):
    await phone(await person("hana"), "secret-token")
    await identity.forget_push_token("secret-token", clock=clock, ids=ids)
    assert all(b"secret-token" not in row.payload for row in await OutboxRow.all())


async def test_a_tracker_reports_for_its_own_child(person, tracker):
    mina, doyun = await person("mina"), await person("doyun")
    of_mina, of_doyun = await tracker(mina), await tracker(doyun)
    known = await identity.authenticate_devices([of_mina, of_doyun])
    assert {credential: device.person_id for credential, device in known.items()} == {
        of_mina: mina,
        of_doyun: doyun,
    }


async def test_a_wrong_secret_does_not_pass_beside_the_right_one(person, tracker, ids):
    right = await tracker(await person("mina"))
    wrong = DeviceCredential(right.device_id, "guess")
    unknown = DeviceCredential(ids.new(), right.secret)
    assert set(await identity.authenticate_devices([wrong, right, unknown])) == {right}


async def test_the_secret_is_not_in_the_database(person, tracker):
    credential = await tracker(await person("mina"))
    row = await Device.get()
    assert credential.secret.encode() not in row.credential_hash
    assert credential.secret not in repr(credential)


async def test_a_push_phone_has_no_credential_to_guess(person, phone):
    device = await phone(await person("hana"), "a")
    assert not await identity.authenticate_devices([DeviceCredential(device.device_id, "")])


async def test_a_parent_revokes_the_lost_watch_of_a_child(person, tracker, clock, ids):
    hana, mina = await person("hana"), await person("mina", birth_date=A_NINE_YEAR_OLDS)
    tie = Tie(RelationKind.PARENT_CHILD, hana, mina)
    await identity.grant_relation(actor=system_actor("seed"), tie=tie, clock=clock, ids=ids)
    watch = await tracker(mina)

    outcome = await identity.revoke_device(
        actor=Actor(person_id=hana), device_id=watch.device_id, clock=clock, ids=ids
    )

    assert outcome == identity.Revoked(watch.device_id)
    assert not await identity.authenticate_devices([watch])
    assert await OutboxRow.filter(topic="identity.device_revoked").count() == 1


async def test_a_stranger_revokes_nothing(person, tracker, clock, ids):
    watch = await tracker(await person("mina"))
    stranger = Actor(person_id=await person("stranger"))
    for device_id in (watch.device_id, ids.new()):
        outcome = await identity.revoke_device(
            actor=stranger, device_id=device_id, clock=clock, ids=ids
        )
        assert outcome == identity.MayNotRevoke()
    assert await identity.authenticate_devices([watch])


async def test_a_revoked_phone_rings_no_more_and_its_token_may_live_elsewhere(
    person, phone, clock, ids
):
    hana = await person("hana")
    device = await phone(hana, "a")
    await identity.revoke_device(
        actor=Actor(person_id=hana), device_id=device.device_id, clock=clock, ids=ids
    )
    assert await identity.push_devices_of([hana]) == []
    again = await phone(hana, "a")
    assert again.device_id != device.device_id


async def test_being_seen_is_noted_only_every_few_minutes(person, tracker, clock):
    watch = await tracker(await person("mina"))
    first = clock.now()
    await identity.devices_seen([watch.device_id], clock=clock)
    clock.advance(timedelta(minutes=2))
    await identity.devices_seen([watch.device_id], clock=clock)
    assert (await Device.get()).last_seen_at == first
    clock.advance(timedelta(minutes=4))
    await identity.devices_seen([watch.device_id], clock=clock)
    assert (await Device.get()).last_seen_at == clock.now()


@pytest.mark.parametrize("text", ["", "x", ".", "018f.secret", f"{UUID(int=1)}", f"{UUID(int=1)}."])
def test_what_is_no_credential_of_ours_is_none(text):
    assert DeviceCredential.parse(text) is None


def test_a_credential_travels_in_one_field():
    credential = DeviceCredential(UUID(int=1), "se.cret")
    assert DeviceCredential.parse(credential.identifier) == credential
