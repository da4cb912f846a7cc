"""The languages as clients name them; import Locale from here where the schema shows it."""

import strawberry

from domains.kernel.text import Locale

__all__ = ["Locale"]

strawberry.enum(Locale, description="A language that Osan speaks to its citizens in.")
