"""A client of S3 that gives up in time."""

from dataclasses import dataclass, field
from typing import Any

_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Keys:
    """Whom we are to the store, and where it is. What is None is found as every AWS tool finds it:
    environment, shared files, the machine's role."""

    endpoint_url: str | None = None
    region: str | None = None
    access_key_id: str | None = None
    secret_access_key: str | None = field(default=None, repr=False)


def s3_client(keys: Keys, *, timeout_s: float) -> Any:
    """boto3 is imported here: nothing takes longer, and whoever has a folder needs none."""
    import boto3
    from botocore.config import Config

    return boto3.client(
        "s3",
        endpoint_url=keys.endpoint_url,
        region_name=keys.region,
        aws_access_key_id=keys.access_key_id,
        aws_secret_access_key=keys.secret_access_key,
        config=Config(
            connect_timeout=timeout_s,
            read_timeout=timeout_s,
            retries={"mode": "standard", "total_max_attempts": _ATTEMPTS},
            s3={"addressing_style": "path" if keys.endpoint_url else "auto"},
        ),
    )
