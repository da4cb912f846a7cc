"""What was seen: events, entries of books, inboxes and phones, in the words of the oracle."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import orjson

from domains.kernel import sql
from tests.year.city_life import CityLife

LOOK_BACK = timedelta(days=2)


@dataclass
class Seen:
    """Something that happened; `told` is who found it in their inbox, and when the last did."""

    what: str
    whom: str
    at: datetime
    told: set[str] = field(default_factory=set)
    told_at: datetime | None = None


class Witness:
    """Looks before the house forgets: events are kept for three days."""

    def __init__(self, life: CityLife) -> None:
        self._life = life
        self.seen: dict[Any, Seen] = {}
        self.inboxes: dict[str, set[UUID]] = defaultdict(set)
        self.given_up = 0
        self._last = datetime(2000, 1, 1, tzinfo=UTC)

    async def collect(self) -> None:
        """What happened since the last look, with some overlap: nothing is counted twice."""
        now = self._life.city.clock.now()
        await self._events()
        await self._books()
        await self._told()
        self._last = now - LOOK_BACK

    async def _events(self) -> None:
        rows = await sql.fetch(
            """
            SELECT id, topic, payload, occurred_at, gave_up_at FROM kernel.outbox
            WHERE occurred_at >= $1
            """,
            self._last,
        )
        for row in rows:
            if row["id"] in self.seen:
                continue
            self.given_up += row["gave_up_at"] is not None
            named = self._name(row["topic"], orjson.loads(row["payload"]))
            if named is not None:
                self.seen[row["id"]] = Seen(*named, row["occurred_at"])

    async def _books(self) -> None:
        kept = await sql.fetch(
            """
            SELECT id, subject_id, purpose, action, at FROM consent.ledger
            WHERE (action, because) IN (('reconfirmed', 'silence'), ('asked', 'age')) AND at >= $1
            """,
            self._last,
        )
        for row in kept:
            whom = f"{self._life.keys[row['subject_id']]} {row['purpose']}"
            what = "kept by silence" if row["action"] == "reconfirmed" else "asked anew at fourteen"
            self.seen.setdefault(row["id"], Seen(what, whom, row["at"]))
        gone = await sql.fetch(
            "SELECT id, destroyed_at FROM governance.exports WHERE destroyed_at >= $1", self._last
        )
        for row in gone:
            whom = self._life.things[row["id"]]
            self.seen.setdefault(
                ("gone", row["id"]), Seen("copy destroyed", whom, row["destroyed_at"])
            )

    async def _told(self) -> None:
        rows = await sql.fetch(
            """
            SELECT event_id, person_id, created_at FROM notifications.inbox
            WHERE created_at >= $1
            """,
            self._last,
        )
        for row in rows:
            key = self._life.keys[row["person_id"]]
            self.inboxes[key].add(row["event_id"])
            seen = self.seen.get(row["event_id"])
            if seen is not None:
                seen.told.add(key)
                seen.told_at = max(seen.told_at or row["created_at"], row["created_at"])

    def _name(self, topic: str, payload: Mapping[str, Any]) -> tuple[str, str] | None:
        """The oracle's words for an event; None for what no oracle speaks of."""
        if topic.startswith("consent."):
            return self._of_consent(topic, payload)
        if topic.startswith("governance."):
            return self._of_rights(topic, payload)
        return None

    def _of_consent(self, topic: str, payload: Mapping[str, Any]) -> tuple[str, str] | None:
        whom = self._life.keys.get(UUID(payload["subject_id"]), "?")
        match topic.removeprefix("consent."):
            case "lapse_coming":
                return "lapse coming", f"{whom} {payload['day']}"
            case "lapsed":
                return "lapsed", whom
            case "expired":
                return "expired", f"{whom} {payload['purpose']}"
            case "asked":
                return "asked about a new text", f"{whom} {payload['purpose']}"
            case "reconfirmation_due":
                return "asked after two years", f"{whom} {payload['purpose']}"
            case "result_notice_due":
                return "result told", f"{whom} {payload['purpose']}"
            case "erasure_overdue":
                return "erasure overdue", whom
        return None

    def _of_rights(self, topic: str, payload: Mapping[str, Any]) -> tuple[str, str] | None:
        about = UUID(payload.get("breach_id") or payload["case_id"])
        whom = self._life.things.get(about, "?")
        match topic.removeprefix("governance."):
            case "case_opened":
                return "case opened", whom
            case "case_answered":
                return "case answered", whom
            case "case_waits":
                return "case waits", whom
            case "case_extended":
                return "case put off", f"{whom} {payload['last_day']}"
            case "case_overdue":
                return "case overdue", f"{whom} {payload['last_day']}"
            case "case_due_soon":
                days = payload["days_left"]
                what = f"case due in {days} day{'s' if days > 1 else ''}"
                return what, f"{whom} {payload['last_day']}"
            case "breach_due_soon":
                return "breach due soon", whom
            case "breach_overdue":
                return "breach overdue", whom
            case "export_ready":
                return "copy ready", whom
        return None
