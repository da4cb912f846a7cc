"""All that a message needs on its way to FCM."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domains.identity.public import Platform
from domains.kernel.clock import Clock
from infra.push_quota import Quota
from infra.wire import Wire
from notifications.channels.access import Access
from notifications.channels.breaker import Breaker, Circuit
from notifications.channels.fcm.senders import Senders
from notifications.channels.fcm.template import Templates
from notifications.channels.fcm.throttle import Throttle
from notifications.lanes import Lane
from notifications.ports import Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """One set a process, shared by its batches.

    `apns` breaks apart from `fcm`: when Apple does not accept what we left with Google, every phone
    but the iPhones is rung.
    """

    wire: Wire
    path: str
    access: Access
    quota: Quota
    senders: Mapping[Lane, Senders[Receipt]]
    clock: Clock
    fcm: Breaker
    apns: Breaker
    templates: Templates = field(default_factory=Templates)
    throttle: Throttle = field(default_factory=Throttle)

    @property
    def is_broken(self) -> bool:
        """Whether `may_begin` need be asked."""
        return self.fcm.state is not Circuit.CLOSED or self.apns.state is not Circuit.CLOSED

    def may_begin(self, platform: Platform, *, is_alarm: bool, now: float) -> bool:
        """Claims the probe of what is open: report its end, or `let_go`."""
        if not self.fcm.may_begin(is_alarm=is_alarm, now=now):
            return False
        if platform is not Platform.IOS or self.apns.may_begin(is_alarm=is_alarm, now=now):
            return True
        self.fcm.let_go()
        return False

    def wait_s(self, platform: Platform, *, is_alarm: bool, now: float) -> float:
        """How long whatever may not begin should wait."""
        if platform is Platform.IOS and not self.fcm.is_shut(is_alarm=is_alarm, now=now):
            return self.apns.wait_s(is_alarm=is_alarm, now=now)
        return self.fcm.wait_s(is_alarm=is_alarm, now=now)

    def let_go(self) -> None:
        self.fcm.let_go()
        self.apns.let_go()
