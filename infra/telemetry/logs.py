"""Logs: one JSON object a line, with the request and the trace that it belongs to."""

import logging
import sys
from typing import Any, TextIO

import orjson
import structlog
from structlog.typing import Processor

from infra.setting_sections import LogSettings
from infra.telemetry.redaction import hide_personal_data, unquote_exceptions

_QUIET = ("uvicorn.access", "httpx", "httpcore", "asyncio", "urllib3", "tortoise")
"""They repeat addresses with their query strings, SQL with its parameters, or nothing of use."""


def configure_logs(settings: LogSettings, *, process: str, out: TextIO | None = None) -> None:
    """Send structlog's and the standard library's logs to `out` (standard error), alike.

    `process` names who speaks: gateway, worker, relay.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        _Named(process),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(out or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=_finish(settings.form)
        )
    )
    _replace_handlers(handler, settings.level.upper())


def _finish(form: str) -> list[Processor]:
    tracebacks = structlog.tracebacks.ExceptionDictTransformer(show_locals=False, max_frames=30)
    last: Processor
    if form == "json":
        last = structlog.processors.JSONRenderer(serializer=_to_json)
    else:
        last = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    return [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        unquote_exceptions,
        structlog.processors.ExceptionRenderer(tracebacks),
        hide_personal_data,
        last,
    ]


def _replace_handlers(handler: logging.Handler, level: str) -> None:
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "arq"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)


class _Named:
    """Adds who speaks."""

    def __init__(self, process: str) -> None:
        self._process = process

    def __call__(self, _: Any, __: str, event: structlog.typing.EventDict) -> Any:
        event["process"] = self._process
        return event


def _to_json(event: Any, **_: Any) -> str:
    return orjson.dumps(event, default=str, option=orjson.OPT_NON_STR_KEYS).decode()
