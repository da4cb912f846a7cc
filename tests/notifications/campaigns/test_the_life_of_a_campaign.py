"""Schedule, start, pause, resume, cancel, end: what each does, and to whom."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domains.consent.public import Purpose
from domains.kernel import sql
from notifications.campaigns.cancel import cancel
from notifications.campaigns.close_open import AT_ONCE
from notifications.campaigns.outcomes import (
    CampaignStands,
)
from notifications.campaigns.pause import pause, resume
from notifications.campaigns.policy import MOVES, Move, after, is_done
from notifications.campaigns.schedule import schedule
from notifications.campaigns.vocabulary import CampaignState, Ending
from notifications.lanes import Lane
from notifications.notification import Category
from notifications.queries import inbox_of
from tests.examples import examples
from tests.notifications.campaigns.desk import (
    OFFICER,
    Desk,
    seoul,
    states,
)
from tests.notifications.campaigns.press import STEPS, citizens
from tests.notifications.campaigns.random_city import forget_campaigns


async def test_a_scheduled_campaign_starts_at_its_hour(desk):
    await citizens(desk, 1)
    campaign = await desk.write(starts_at=desk.clock.now() + timedelta(hours=1))
    await schedule(OFFICER, campaign, clock=desk.clock, ids=desk.ids)
    await desk.tend()
    assert (await desk.see(campaign)).state is CampaignState.SCHEDULED
    desk.clock.advance(timedelta(hours=1))
    await desk.tend()
    assert (await desk.see(campaign)).state is CampaignState.RUNNING
    await desk.work()
    assert len(desk.pushes.sent) == 1


async def test_a_pause_holds_what_is_not_begun_and_resuming_tells_the_rest(desk):
    await citizens(desk, 5)
    campaign = await desk.started()
    await desk.send(await desk.page(limit=2))
    in_hand = await desk.page(limit=1)
    await pause(OFFICER, campaign, clock=desk.clock, ids=desk.ids)
    await desk.send(in_hand)
    assert await desk.page() == []
    desk.clock.advance(timedelta(minutes=1))
    await desk.tend()
    await desk.work()
    assert len(desk.pushes.sent) == 2
    await resume(OFFICER, campaign, clock=desk.clock, ids=desk.ids)
    await desk.work()
    assert len({out.device_id for out in desk.pushes.sent}) == len(desk.pushes.sent) == 5
    await desk.tend()
    assert (await desk.see(campaign)).state is CampaignState.FINISHED


async def test_a_cancel_retracts_what_waits_and_reports(desk):
    desk.clock.set(seoul(2026, 3, 3, 22))
    people = await citizens(desk, 4)
    for person in people[:3]:
        await desk.town.consents(person, person, [Purpose.COMMERCE_ADVERTISING])
    campaign = await desk.started(category=Category.ADVERTISING)
    await desk.page(Lane.ADVERTISING, limit=3)
    outcome = await cancel(OFFICER, campaign, clock=desk.clock, ids=desk.ids)
    assert outcome == CampaignStands(campaign, CampaignState.CANCELLED)
    event = await desk.event(campaign)
    assert set(await states(event)) == {"retracted"}
    await desk.tend()
    view = await desk.see(campaign)
    assert (view.ending, view.report.final, view.report.not_reached) == (Ending.CANCELLED, True, 1)
    desk.clock.set(seoul(2026, 3, 4, 9))
    await desk.work(Lane.ADVERTISING)
    assert desk.pushes.sent == []
    assert all([not await visible(desk, person) for person in people])


async def test_of_a_cancelled_campaign_a_large_rest_is_closed_by_the_next_sweep(desk):
    """A city that the night held back: the cancel closes a part, and leaves the rest no minutes."""
    await citizens(desk, 1)
    campaign = await desk.started()
    event = await desk.event(campaign)
    await sql.execute(
        """
        INSERT INTO notifications.deliveries (event_id, device_id, person_id, channel, lane, locale,
             state, expires_at, created_at, next_attempt_at)
        SELECT $1, gen_random_uuid(), gen_random_uuid(), 'fcm', 2, 'ko', 'queued', $2, $3, $3
        FROM generate_series(1, $4)
        """,
        event,
        desk.clock.now() + timedelta(days=1),
        desk.clock.now(),
        3 * AT_ONCE,
    )
    await cancel(OFFICER, campaign, clock=desk.clock, ids=desk.ids)
    assert (await states(event))["queued"] == 2 * AT_ONCE
    await desk.tend()
    assert set(await states(event)) == {"retracted"}
    assert (await desk.see(campaign)).report.final


async def visible(desk: Desk, person) -> list:
    entries = await inbox_of(person, clock=desk.clock, first=10)
    return [entry for entry in entries if entry.retracted_at is None]


async def test_what_outlives_its_hour_stops_with_a_report(desk):
    await citizens(desk, 3)
    campaign = await desk.started(expires_at=desk.clock.now() + timedelta(minutes=5))
    await desk.send(await desk.page(limit=1))
    await desk.page(limit=1)
    desk.clock.advance(timedelta(minutes=6))
    await desk.tend()
    view = await desk.see(campaign)
    assert (view.state, view.ending) == (CampaignState.FINISHED, Ending.EXPIRED)
    assert view.report.final
    assert dict(view.report.tally.ended) == {"expired": 1, "sent": 1}
    assert view.report.not_reached == 1
    assert await desk.page() == []


@given(moves=st.lists(st.sampled_from(Move), max_size=12))
def test_an_end_is_an_end(moves):
    state = CampaignState.DRAFT
    ended = False
    for move in moves:
        follows = after(state, move)
        assert not (ended and follows)
        if follows is not None:
            assert is_done(follows, move) or move is Move.CHANGE
            state = follows
        ended = state in (CampaignState.FINISHED, CampaignState.CANCELLED)


@settings(
    max_examples=examples(15),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(moves=st.lists(st.sampled_from([*STEPS, "tend", "work", "wait"]), max_size=8))
async def test_whatever_officers_press_nobody_is_told_twice(desk, moves):
    desk.pushes.sent.clear()
    await forget_campaigns()
    people = await citizens(desk, 2)
    starts = desk.clock.now() + timedelta(minutes=30)
    campaign = await desk.write(starts_at=starts, expires_at=starts + timedelta(hours=2))
    for move in moves:
        before = (await desk.see(campaign)).state
        if move == "tend":
            await desk.tend()
        elif move == "work":
            sent = len(desk.pushes.sent)
            await desk.work(limit=1)
            if before is not CampaignState.RUNNING:
                assert len(desk.pushes.sent) == sent
        elif move == "wait":
            desk.clock.advance(timedelta(minutes=45))
        else:
            outcome = await STEPS[move](OFFICER, campaign, clock=desk.clock, ids=desk.ids)
            state = (await desk.see(campaign)).state
            if isinstance(outcome, CampaignStands):
                assert state is MOVES[move][1]
            else:
                assert state is before
    mine = [out.person_id for out in desk.pushes.sent if out.person_id in people]
    assert len(mine) == len(set(mine))
