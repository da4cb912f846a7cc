"""What the model server says of each model that the house knows."""

import json
from collections.abc import Iterator
from urllib.error import URLError
from urllib.request import urlopen

from infra.model_client.names import MODELS


def models_at_work(base_url: str) -> Iterator[tuple[str, str]]:
    """Each model's name, and its versions or that it is not ready."""
    for name in MODELS:
        yield name, _state(f"{base_url}/v2/models/{name}")


def _state(address: str) -> str:
    try:
        with urlopen(f"{address}/ready", timeout=2.0), urlopen(address, timeout=2.0) as told:  # noqa: S310 - our own address
            return f"ready, version {', '.join(json.load(told)['versions'])}"
    except (URLError, OSError, ValueError, KeyError):
        return "not ready; its domain's stated fallback stands in"
