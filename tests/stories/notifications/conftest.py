"""What these stories tell a family of."""

from tests.stories.notifications.bell import alarm, arrive

__all__ = ["alarm", "arrive"]
