"""With what somebody signs in and is reached."""

from uuid import UUID

from domains.identity import public as identity
from domains.identity.models import Account
from domains.identity.public import contacts
from domains.kernel.actor import Actor
from tests.matrix.things.plot import YEARS, Plot, plants


@plants("Account")
async def _account(plot: Plot) -> UUID:
    """A second way to sign in: the last one cannot be taken away."""
    account = await Account.create(
        id=plot.ids.new(),
        provider="second",
        subject=str(plot.ids.new()),
        person_id=plot.person,
        created_at=plot.clock.now(),
    )
    return account.id


@plants("Session")
async def _session(plot: Plot) -> UUID:
    """Another one than that in which anybody calls."""
    opened = await identity.open_session(
        person_id=plot.person,
        device_name="태블릿",
        lives=YEARS,
        clock=plot.clock,
        ids=plot.ids,
    )
    return opened.session_id


@plants("Device")
async def _device(plot: Plot) -> UUID:
    tracker = await identity.pair_tracker(
        person_id=plot.person, name="추적기", clock=plot.clock, ids=plot.ids
    )
    return tracker.device_id


@plants("ContactNumber")
async def _contact_number(plot: Plot) -> UUID:
    added = await contacts.add_contact_number(
        Actor(person_id=plot.person),
        plot.person,
        "031-370-1234",
        clock=plot.clock,
        ids=plot.ids,
    )
    assert isinstance(added, contacts.NumberAdded)
    return added.number_id
