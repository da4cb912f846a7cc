"""The town is founded and lives a while; everything through the public doors."""

from infra.canaries import family, live
from infra.canaries.order import Order
from infra.canaries.town import Town

ADULT, PUPIL, TEEN = 1983, 2017, 2011


async def plant(town: Town, order: Order) -> None:
    """A mother and her younger child stay whatever happens; the others of the order will go."""
    for sub in ("officer", "stranger", "counsellor"):
        await town.official(sub)
    await town.settle("mother", born=ADULT)
    await town.settle("sibling", born=PUPIL)
    await family.claim(town, "mother", "sibling")
    await _life_of_the_sibling(town)
    await _life_of_the_teen(town)
    if not order.short:
        await _life_of_the_child(town)
        await _life_of_the_uncle(town)
        await _life_of_the_senior(town)


async def _life_of_the_sibling(town: Town) -> None:
    await live.consent(town, "sibling", by="mother")
    home = await live.watch_home(town, "sibling", by="mother")
    await live.walk(town, "sibling", by="mother", home=home)


async def _life_of_the_teen(town: Town) -> None:
    """Old enough to decide alone: all that a citizen can leave behind."""
    await town.settle("teen", born=TEEN)
    await family.invite(town, "teen", "mother")
    await family.claim_in_vain(town, "teen")
    await live.consent(town, "teen", by="teen")
    await live.choose_notices(town, "teen", by="teen")
    home = await live.watch_home(town, "teen", by="teen")
    await live.walk(town, "teen", by="teen", home=home)
    await live.call_for_help(town, "teen", taken_by="mother")
    await live.look(town, "teen", by="mother")
    await live.write_to_the_desk(town, "teen")


async def _life_of_the_child(town: Town) -> None:
    """Under fourteen: the mother decides, and whatever she was shown names the child."""
    await town.settle("child", born=PUPIL)
    await family.claim(town, "mother", "child")
    await live.consent(town, "child", by="mother")
    home = await live.watch_home(town, "child", by="mother")
    await live.walk(town, "child", by="mother", home=home)
    await live.call_for_help(town, "child", taken_by="mother")
    await live.look(town, "child", by="mother")


async def _life_of_the_uncle(town: Town) -> None:
    """An adult who acts for somebody else: his traces lie in the rows of others."""
    await town.settle("uncle", born=ADULT)
    await family.invite(town, "mother", "uncle", about="sibling")
    await live.consent(town, "sibling", by="uncle")
    await live.choose_notices(town, "sibling", by="uncle")
    home = await live.watch_home(town, "sibling", by="uncle")
    await live.walk(town, "sibling", by="uncle", home=home)
    await live.call_for_help(town, "sibling", taken_by="uncle")
    await live.look(town, "sibling", by="uncle")
    await live.write_to_the_desk(town, "uncle")


async def _life_of_the_senior(town: Town) -> None:
    """Without a phone: the centre's desk speaks, in a sitting."""
    await family.stand_in(town, "senior")
    await live.consent(town, "senior", by="senior", for_=town["senior"].id)
