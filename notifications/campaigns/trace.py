"""What is left behind by whoever handles a campaign: an audit row, and an event."""

from uuid import UUID

from domains.kernel import audit, outbox
from domains.kernel.actor import Actor
from domains.kernel.clock import Clock
from domains.kernel.ids import Ids
from notifications.campaign_models import Campaign
from notifications.events import CampaignChanged


async def trace(actor: Actor, campaign: Campaign, deed: str, *, clock: Clock, ids: Ids) -> None:
    """Within the caller's transaction; `deed` is a verb."""
    action = f"notifications.campaign.{deed}"
    await audit.record(actor, action, reference=campaign.id, clock=clock, ids=ids)
    await tell(campaign, clock=clock, ids=ids)


async def tell(campaign: Campaign, *, clock: Clock, ids: Ids) -> None:
    """Who watches it hears where it stands now."""
    event = CampaignChanged(campaign.id, campaign.state.value)
    await outbox.record(event, clock=clock, ids=ids)


async def trace_look(actor: Actor, campaign_id: UUID, deed: str, *, clock: Clock, ids: Ids) -> None:
    """Counting people is a look at people, though it names none."""
    action = f"notifications.campaign.{deed}"
    await audit.record(actor, action, reference=campaign_id, clock=clock, ids=ids)
