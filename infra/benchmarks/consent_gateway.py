"""`python -m infra.benchmarks.consent_gateway asked|free PORT REPORT`: the gateway, for one bench.

`asked` is the product with a stopwatch around `consent.require_each` where positions come in.
`free` asks consent for each child once, the first time, and remembers the answer: the same ingest
without the question and without the record, which no house may run. Both tell at their end how
often they were asked, how many uses the law wants recorded, and how long each answer took.
"""

import atexit
import json
import os
import runpy
import signal
import sys
import time
from collections.abc import Collection
from pathlib import Path
from typing import Any
from uuid import UUID

from domains.commute import report_positions
from domains.consent.public import Grant, Purpose

ASK = "require_each"
ask = getattr(report_positions, ASK)
Grants = dict[tuple[UUID, Purpose], Grant]


class Stopwatch:
    """Counts and times what is really asked."""

    def __init__(self) -> None:
        self.took_s: list[float] = []
        self.uses = 0

    async def asked(self, actor: Any, **question: Any) -> Grants:
        began = time.perf_counter()
        grants: Grants = await ask(actor, **question)
        self.took_s.append(time.perf_counter() - began)
        self.uses += len({subject for subject, _ in grants})
        return grants

    def write(self, path: Path) -> None:
        path.write_text(json.dumps({"took_s": self.took_s, "uses": self.uses}), "utf-8")


class Remembering:
    """Asks for each child once, and believes it for ever."""

    def __init__(self, watch: Stopwatch) -> None:
        self._watch = watch
        self._known: dict[UUID, Grants] = {}

    async def free(self, actor: Any, *, subjects: Collection[UUID], **question: Any) -> Grants:
        new = [subject for subject in subjects if subject not in self._known]
        if new:
            grants = await self._watch.asked(actor, subjects=new, **question)
            for subject in new:
                self._known[subject] = {k: g for k, g in grants.items() if k[0] == subject}
        return {key: grant for one in subjects for key, grant in self._known[one].items()}


def main(how: str, port: str, report: str) -> None:
    watch = Stopwatch()
    setattr(report_positions, ASK, watch.asked if how == "asked" else Remembering(watch).free)
    atexit.register(watch.write, Path(report))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # uvicorn raises it again at its end
    os.environ["OSAN__GATEWAY__PORT"] = port
    sys.argv = ["osan-talk", "serve"]
    runpy.run_module("api.cli", run_name="__main__")


if __name__ == "__main__":
    main(*sys.argv[1:])
