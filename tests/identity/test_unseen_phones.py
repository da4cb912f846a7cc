"""A phone that was not heard of for nine months is not rung any more."""

from datetime import timedelta

from domains.identity import public as identity
from domains.identity.public import Platform
from domains.kernel.models import OutboxRow


async def test_tokens_unseen_for_270_days_expire(person, clock, ids):
    hana = await person("hana")

    async def introduces_itself(token, platform=Platform.ANDROID):
        await identity.register_push_device(
            person_id=hana, platform=platform, push_token=token, name="p", clock=clock, ids=ids
        )

    async def expire(limit=100):
        return await identity.expire_push_tokens(limit=limit, clock=clock, ids=ids)

    async def reachable():
        return {device.push_token for device in await identity.push_devices_of([hana])}

    for token in ("old-1", "old-2", "kept"):
        await introduces_itself(token)
    await introduces_itself("browser", Platform.WEB)
    clock.advance(timedelta(days=200))
    await introduces_itself("kept")
    clock.advance(timedelta(days=70))
    assert await expire() == 0
    clock.advance(timedelta(seconds=1))

    assert await expire(limit=1) == 1
    assert await expire() == 1
    assert await expire() == 0
    assert await reachable() == {"kept", "browser"}
    assert await OutboxRow.filter(topic="identity.push_token_forgotten").count() == 2
    await introduces_itself("old-1")
    assert "old-1" in await reachable()
