"""Who may come in, and where they may speak: what infra/deploy/mosquitto says in its own words."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from amqtt.contexts import Action
from amqtt.plugins.base import BaseAuthPlugin, BaseTopicPlugin
from amqtt.session import Session

from infra.mqtt.broker_passwords import matches
from infra.mqtt.topics import EVERY_HOME, PREFIX, topic_of

log = logging.getLogger("broker")


class Doorman(BaseAuthPlugin):
    """Lets in whom the password file knows; read again when it has changed."""

    def __init__(self, context: Any) -> None:
        super().__init__(context)
        self._lines: dict[str, str] = {}
        self._read_at = -1.0

    async def authenticate(self, *, session: Session) -> bool:
        self._read_again()
        line = self._lines.get(session.username or "")
        known = line is not None and matches(line, session.password or "")
        if not known:
            log.warning("refused: %s is not who they say", session.username)
        return known

    def _read_again(self) -> None:
        file = Path(self.config.passwords)
        changed_at = file.stat().st_mtime if file.exists() else -1.0
        if changed_at != self._read_at:
            lines = file.read_text().splitlines() if file.exists() else []
            self._lines = {line.partition(":")[0]: line for line in lines}
            self._read_at = changed_at

    @dataclass
    class Config:
        passwords: str = ""


class Walls(BaseTopicPlugin):
    """A device speaks at its own topic and hears nothing; the bridge hears all and says nothing."""

    async def topic_filtering(
        self,
        *,
        session: Session | None = None,
        topic: str | None = None,
        action: Action | None = None,
    ) -> bool:
        user = session.username if session is not None else None
        if user == self.config.bridge:
            return action is not Action.PUBLISH and (topic or "").startswith((PREFIX, EVERY_HOME))
        allowed = action is Action.PUBLISH and topic == topic_of(user)
        if not allowed:
            log.warning("refused: %s has nothing to %s at %s", user, action, topic)
        return allowed

    @dataclass
    class Config:
        bridge: str = "bridge"
