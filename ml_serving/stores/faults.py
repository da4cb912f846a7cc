"""What a store cannot help: outages and damage, told to whoever runs it."""


class StoreUnavailable(OSError):
    """The store is out of reach, or refuses us; the text says which, and never a secret."""


class DamagedError(OSError):
    """The bytes that came are not those that were put."""


class OversizeError(OSError):
    """More than any archive may have; nothing of it was kept."""
