"""Moments as milliseconds since 1970, as devices and the straight year tell them."""

from datetime import UTC, datetime, timedelta
from typing import Final

EPOCH: Final = datetime.fromtimestamp(0, UTC)


def moment(at: int) -> datetime:
    return EPOCH + timedelta(milliseconds=at)


def ms(at: datetime) -> int:
    return round((at - EPOCH) / timedelta(milliseconds=1))
