"""Objects in a bucket of S3, or of anything that speaks its protocol."""

import asyncio
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import boto3
import structlog
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from domains.kernel.object_store import ObjectsUnavailable, checked_key, checked_prefix
from infra.setting_sections import ObjectSettings

log = structlog.get_logger()

_ATTEMPTS = 3
_MISSING = frozenset({"NoSuchKey", "404"})
_TAKEN = frozenset({"PreconditionFailed", "412"})

P = ParamSpec("P")
T = TypeVar("T")


class S3Objects:
    """A thread carries each call: boto3 waits, the event loop does not."""

    def __init__(self, settings: ObjectSettings, *, bucket: str) -> None:
        self._bucket = bucket
        self._client = _client(settings)

    def close(self) -> None:
        self._client.close()

    async def put(self, key: str, body: bytes, *, content_type: str) -> None:
        await self._call(
            self._client.put_object, Key=checked_key(key), Body=body, ContentType=content_type
        )

    async def put_new(self, key: str, body: bytes, *, content_type: str) -> bool:
        """The store decides (If-None-Match, RFC 9110 §13.1.2): two writers, one object.

        A retry whose first attempt was stored after all is told so: False, with our own bytes.
        """
        try:
            await self._call(
                self._client.put_object,
                Key=checked_key(key),
                Body=body,
                ContentType=content_type,
                IfNoneMatch="*",
            )
        except ClientError as refusal:
            if _code(refusal) in _TAKEN:
                return False
            raise
        return True

    async def get(self, key: str) -> bytes | None:
        try:
            return await self._call(self._read, Key=checked_key(key))
        except ClientError as refusal:
            if _code(refusal) in _MISSING:
                return None
            raise

    async def delete(self, key: str) -> None:
        await self._call(self._client.delete_object, Key=checked_key(key))

    async def _call(self, act: Callable[..., T], **what: Any) -> T:
        try:
            return await asyncio.to_thread(act, Bucket=self._bucket, **what)
        except ClientError as refusal:
            if _code(refusal) in _MISSING | _TAKEN:
                raise
            raise _outage(refusal) from refusal
        except BotoCoreError as fault:
            raise _outage(fault) from fault

    def _read(self, **what: Any) -> bytes:
        answer = self._client.get_object(**what)
        with answer["Body"] as body:
            return bytes(body.read())

    def _keys(self, **what: Any) -> list[str]:
        pages = self._client.get_paginator("list_objects_v2").paginate(**what)
        return sorted(item["Key"] for page in pages for item in page.get("Contents", ()))

    async def list(self, prefix: str) -> list[str]:
        return await self._call(self._keys, Prefix=checked_prefix(prefix))


def _client(settings: ObjectSettings) -> Any:
    secret = settings.secret_access_key
    return boto3.client(
        "s3",
        endpoint_url=settings.endpoint_url,
        region_name=settings.region,
        aws_access_key_id=settings.access_key_id,
        aws_secret_access_key=None if secret is None else secret.get_secret_value(),
        config=Config(
            connect_timeout=settings.timeout_s,
            read_timeout=settings.timeout_s,
            retries={"mode": "standard", "total_max_attempts": _ATTEMPTS},
            s3={"addressing_style": "path" if settings.endpoint_url else "auto"},
        ),
    )


def _code(refusal: ClientError) -> str:
    return str(refusal.response.get("Error", {}).get("Code", ""))


def _outage(fault: Exception) -> ObjectsUnavailable:
    """A wrong secret, a missing bucket and a dead store are all for the operator, by the log."""
    reason = _code(fault) if isinstance(fault, ClientError) else type(fault).__name__
    log.error("objects.unavailable", reason=reason)
    return ObjectsUnavailable(reason)
