"""What became of a message or call goes back to whoever asked for it."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import aiohttp
import orjson

from notifications.emulator.telephones.exchange import (
    Behaviour,
    Item,
    Report,
    Stage,
    Telephones,
)
from notifications.emulator.telephones.signatures import Keys, sign_report

STATUS = {
    Stage.DELIVERED: ("delivered", None),
    Stage.ANSWERED: ("delivered", None),
    Stage.CONFIRMED: ("confirmed", None),
    Stage.REPLIED: ("answered", None),
    Stage.LOST: ("failed", "lost"),
    Stage.REJECTED: ("failed", "rejected"),
    Stage.NO_ANSWER: ("failed", "no_answer"),
}
AGAIN_AFTER_S = (1.0, 1.0, 2.0, 4.0, 8.0, 15.0)
"""Whoever hears reports may be away for as long as it takes to start again."""


class Reporter:
    """Sends reports, again when nobody takes them; `waiting` ones only when they are let go."""

    def __init__(self, telephones: Telephones, *, keys: Keys) -> None:
        self._telephones = telephones
        self._keys = keys
        self._under_way: set[asyncio.Task[None]] = set()

    def tell(self, item: Item, *, late: bool = False) -> None:
        """Report the stage at which an item is now."""
        status, reason = STATUS[item.stage]
        item.reported.append(status)
        at = datetime.fromtimestamp(self._telephones.now(), UTC).isoformat()
        said: dict[str, Any] = {"id": item.id, "status": status, "reason": reason, "at": at}
        if item.said is not None:
            said["answer"] = item.said
        report = Report(str(item.asked["report_to"]), {"reports": [said]})
        if late:
            self._telephones.waiting.append(report)
            return
        for _ in range(2 if self._telephones.misbehaves(Behaviour.DOUBLE_REPORTS) else 1):
            self._start(report)

    def let_go(self) -> int:
        """Send what waited; how many reports."""
        reports = list(self._telephones.waiting)
        self._telephones.waiting.clear()
        for report in reports:
            self._start(report)
        return len(reports)

    async def settled(self) -> None:
        """When nothing is under way any more."""
        while self._under_way:
            await asyncio.gather(*self._under_way)

    def _start(self, report: Report) -> None:
        task = asyncio.create_task(self._send(report))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _send(self, report: Report) -> None:
        body = orjson.dumps(report.body)
        timeout = aiohttp.ClientTimeout(total=5)
        for pause_s in (*AGAIN_AFTER_S, 0.0):
            headers = sign_report(report.to, body, keys=self._keys, now=self._telephones.now())
            try:
                async with (
                    aiohttp.ClientSession(timeout=timeout) as http,
                    http.post(report.to, data=body, headers=headers) as answer,
                ):
                    self._telephones.count(f"report_{answer.status}")
                    if answer.status < 500:
                        return
            except (aiohttp.ClientError, TimeoutError):
                self._telephones.count("report_unheard")
            await asyncio.sleep(pause_s)
