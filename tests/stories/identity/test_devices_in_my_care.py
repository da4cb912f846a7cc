"""Phones that are rung, trackers that report, and the end of both."""

import base64
from datetime import timedelta

from domains.identity.models import Device
from domains.identity.public import DeviceCredential, authenticate_devices, push_devices_of
from domains.kernel import personal, sql
from tests.stories.house import everything, node

REGISTER = """
mutation ($input: RegisterPushDeviceInput!) {
  registerPushDevice(input: $input) { ... on RegisterPushDeviceSuccess { deviceId } }
}
"""
PAIR = """
mutation ($input: PairTrackerInput!) {
  pairTracker(input: $input) {
    __typename
    ... on PairTrackerSuccess {
      deviceId secret
      ownTracks { url userName password }
      traccar { serverUrl deviceIdentifier }
    }
  }
}
"""
REVOKE = """
mutation ($input: RevokeDeviceInput!) {
  revokeDevice(input: $input) { __typename ... on RevokeDeviceSuccess { deviceId } }
}
"""
DEVICES = """
query ($first: Int!, $after: String) {
  myDevices(first: $first, after: $after) {
    edges { node { id ownerId ownerName name platform addedAt lastSeenAt } }
    pageInfo { hasNextPage endCursor }
  }
}
"""
A_PHONE = {"platform": "ANDROID", "pushToken": "token-1", "name": "  하나의   갤럭시 "}


async def tokens_of(person):
    return [device.push_token for device in await push_devices_of([person])]


async def test_a_registered_phone_can_be_rung(house, family):
    answer = await house.phone_of(family.parent).tell(REGISTER, **A_PHONE)
    (device,) = await push_devices_of([family.parent])
    assert answer["deviceId"] == node("Device", device.device_id)
    assert device.push_token == "token-1"
    row = await Device.get(id=device.device_id)
    assert await personal.reveal(family.parent, row.name) == "하나의 갤럭시"


async def test_a_phone_that_changes_hands_rings_for_its_new_owner_even_after_a_late_retry(
    house, family, town, ids
):
    request, father = ids.new(), await town.person("이도현")
    mother = house.phone_of(family.parent)
    first = await mother.tell(REGISTER, request, **A_PHONE)
    await house.phone_of(father).tell(REGISTER, **A_PHONE)

    assert await mother.tell(REGISTER, request, **A_PHONE) == first
    assert await tokens_of(father) == ["token-1"]
    assert await tokens_of(family.parent) == []


async def test_what_is_no_token_or_no_name_changes_nothing(house, family):
    mother, before = house.phone_of(family.parent), await everything(but=())
    for wrong in (
        {"pushToken": ""},
        {"pushToken": "x" * 513},
        {"pushToken": "이것은"},
        {"name": " "},
        {"name": "x" * 81},
        {"name": "nul\x00"},
    ):
        assert await mother.refused_telling(REGISTER, **{**A_PHONE, **wrong}) == "BAD_USER_INPUT"
    assert await everything(but=()) == before


async def test_a_resident_number_is_refused_and_not_repeated(house, family):
    number, before = "900101-1234567", await everything(but=())
    phone = house.phone_of(family.parent)
    said = {"requestId": str(house.ids.new()), **A_PHONE, "name": number}
    answer = await phone.send(REGISTER, {"input": said})
    assert answer.json()["errors"][0]["extensions"]["code"] == "RESIDENT_NUMBER_REFUSED"
    assert number not in answer.text
    assert await everything(but=()) == before


async def test_a_mother_pairs_a_tracker_for_her_child_ready_to_be_typed_in(house, family):
    answer = await house.phone_of(family.parent).tell(
        PAIR, ownerId=node("Person", family.child), name="민아 시계"
    )
    device_id = base64.b64decode(answer["deviceId"]).decode().removeprefix("Device:")
    assert answer["ownTracks"] == {
        "url": "http://gateway.test/ingest/owntracks",
        "userName": device_id,
        "password": answer["secret"],
    }
    assert answer["traccar"] == {
        "serverUrl": "http://gateway.test/ingest/osmand",
        "deviceIdentifier": f"{device_id}.{answer['secret']}",
    }
    credential = DeviceCredential.parse(answer["traccar"]["deviceIdentifier"])
    known = await authenticate_devices([credential])
    assert known[credential].person_id == family.child


async def test_the_secret_is_kept_nowhere_so_a_retry_pairs_anew(house, family, ids):
    request, mother = ids.new(), house.phone_of(family.parent)
    said = {"ownerId": node("Person", family.child), "name": "민아 시계"}
    first, second = [await mother.tell(PAIR, request, **said) for _ in range(2)]
    assert first["deviceId"] != second["deviceId"]
    assert await sql.fetch("SELECT 1 FROM kernel.answers") == []
    rows = await sql.fetch("SELECT d::text AS row FROM identity.devices d")
    rows += await sql.fetch("SELECT convert_from(payload, 'UTF8') AS row FROM kernel.outbox")
    assert all(first["secret"] not in row["row"] for row in rows)


async def test_a_stranger_and_a_former_guardian_pair_nothing(house, family, town):
    stranger = await town.person("낯선이")
    said = {"ownerId": node("Person", family.child), "name": "몰래"}
    nobody = {"ownerId": node("Person", town.ids.new()), "name": "몰래"}
    await sql.execute("UPDATE identity.relations SET ends_at = $1", town.clock.now())
    before = await everything(but=())

    for phone in (house.phone_of(stranger), house.phone_of(family.parent)):
        assert await phone.tell(PAIR, **said) == {"__typename": "PersonNotInYourCare"}
        assert await phone.tell(PAIR, **nobody) == {"__typename": "PersonNotInYourCare"}
    assert await house.nobodys_phone().refused_telling(PAIR, **said) == "UNAUTHENTICATED"

    assert await everything(but=()) == before


async def test_a_family_sees_its_devices_in_pages_and_no_others(house, family, town):
    mother = house.phone_of(family.parent)
    for number in range(3):
        town.clock.advance(timedelta(seconds=1))
        await mother.tell(REGISTER, platform="IOS", pushToken=f"t{number}", name=f"폰{number}")
    others = await town.family()

    first = await mother.ask(DEVICES, first=2)
    rest = await mother.ask(DEVICES, first=5, after=first["pageInfo"]["endCursor"])

    names = [edge["node"]["name"] for edge in (*first["edges"], *rest["edges"])]
    assert names == ["폰2", "폰1", "폰0", "민아 폰"]
    assert first["pageInfo"]["hasNextPage"]
    assert not rest["pageInfo"]["hasNextPage"]
    owned = rest["edges"][-1]["node"]
    assert (owned["ownerId"], owned["ownerName"]) == (node("Person", family.child), "민아")
    theirs = await house.phone_of(others.child).ask(DEVICES, first=5)
    assert len(theirs["edges"]) == 1


async def test_a_cursor_of_ones_own_making_is_refused(house, family):
    made_up = base64.urlsafe_b64encode(b"nonsense").decode()
    phone = house.phone_of(family.parent)
    assert await phone.refused(DEVICES, first=2, after=made_up) == "BAD_CURSOR"


async def test_a_lost_tracker_is_believed_no_more(house, family):
    said = {"deviceId": node("Device", family.tracker.device_id)}
    mother = house.phone_of(family.parent)
    assert await mother.tell(REVOKE, **said) == {
        "__typename": "RevokeDeviceSuccess",
        "deviceId": said["deviceId"],
    }
    assert await authenticate_devices([family.tracker]) == {}
    assert (await mother.ask(DEVICES, first=5))["edges"] == []


async def test_a_stranger_revokes_nothing_and_learns_nothing(house, family, town):
    stranger = house.phone_of(await town.person("낯선이"))
    before = await everything()
    real = await stranger.tell(REVOKE, deviceId=node("Device", family.tracker.device_id))
    made_up = await stranger.tell(REVOKE, deviceId=node("Device", town.ids.new()))
    assert real == made_up == {"__typename": "DeviceNotFound"}
    wrong_kind = node("Person", family.child)
    assert await stranger.refused_telling(REVOKE, deviceId=wrong_kind) == "BAD_USER_INPUT"
    assert await everything() == before
