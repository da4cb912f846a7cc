"""Consents given and taken back, with all that a withdrawal destroys."""

from collections.abc import Iterable

from api.bootstrap import ERASERS
from domains.consent import public as consent
from domains.consent.public import Purpose
from domains.kernel.text import Locale
from tests.builders.city import City
from tests.builders.household import Household


async def withdraw(city: City, home: Household, *purposes: Purpose) -> None:
    """The mother takes these back."""
    for purpose in purposes:
        outcome = await consent.withdraw(
            home.as_mother,
            subject_id=home.child,
            purpose=purpose,
            locale=Locale.KO,
            erasers=ERASERS,
            clock=city.clock,
            ids=city.ids,
        )
        assert isinstance(outcome, consent.Withdrawn)


async def grant(city: City, home: Household, purposes: Iterable[Purpose]) -> None:
    """The mother gives these again."""
    await city.town.consents(home.mother, home.child, frozenset(purposes))
