"""Nobody asks for these jobs: the city's books are sealed, compared and closed all the same."""

from dataclasses import replace
from datetime import timedelta

from structlog.testing import capture_logs

from api import jobs
from domains.kernel import sql
from domains.kernel.audit_stream import AUDIT
from domains.kernel.sealing.verify import verify
from infra.keys import open_keys, rotate
from infra.keys.columns import SealedColumn
from tests.builders.city import City
from tests.stories.commute.test_a_call_for_help import RAISE

ANSWERS = SealedColumn("kernel.answers", "outcome", owner="actor_id", context="answer")
WORDS = SealedColumn("notifications.notices", "names", owner="owner_id", key="event_id")


def context(city: City, **more) -> dict[str, object]:
    return {"tools": replace(city.tools, **more)}


async def test_what_was_done_is_sealed_and_its_head_lies_in_the_object_store(city, family):
    city.clock.advance(timedelta(minutes=61))
    await jobs.seal_records(context(city))
    seals = city.tools.seals
    steps = [
        step async for step in verify(AUDIT, key=seals.key, objects=seals.objects, clock=city.clock)
    ]
    assert not [finding for step in steps for finding in step.findings]
    assert steps[-1].unsealed == 0
    assert await seals.objects.list("seals/")


async def test_a_consent_written_past_the_ledger_is_called_out_without_a_name(city, family):
    with capture_logs() as quiet:
        await jobs.verify_consents(context(city))
    await sql.execute(
        "UPDATE consent.standing SET purposes = purposes || ARRAY['commerce.advertising']"
    )
    with capture_logs() as loud:
        await jobs.verify_consents(context(city))
    assert not [line for line in quiet if line["event"] == "consents.differ"]
    [line] = [line for line in loud if line["event"] == "consents.differ"]
    assert line["people"] > 0
    assert str(family.child) not in str(line)


async def test_a_call_for_help_from_an_outage_is_sealed_when_the_keys_are_back(
    city, family, settings
):
    child = await city.citizen(family.child)
    gone = settings.keys.model_copy(update={"url": "postgres://osan@127.0.0.1:1/keys"})
    async with open_keys(settings.model_copy(update={"keys": gone})) as ring:
        await jobs.seal_urgent(context(city, personal_keys=ring))
        await child.ask(RAISE, request=str(city.ids.new()))
        await city.settle()
    assert (await rotate.waiting_values([ANSWERS, WORDS]))[WORDS.name] > 0
    async with open_keys(settings) as ring:
        await jobs.seal_urgent(context(city, personal_keys=ring))
    assert set((await rotate.waiting_values([ANSWERS, WORDS])).values()) == {0}
