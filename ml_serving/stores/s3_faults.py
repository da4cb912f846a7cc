"""What boto3 raises, as what `contract.Store` promises."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError

from ml_serving.stores.faults import StoreUnavailable

_MISSING = frozenset({"NoSuchKey", "NotFound", "404"})
_TAKEN = frozenset({"PreconditionFailed", "412"})


@contextmanager
def told_in_words() -> Iterator[None]:
    """Raises FileNotFoundError, FileExistsError, or StoreUnavailable."""
    try:
        yield
    except ClientError as refusal:
        code = str(refusal.response.get("Error", {}).get("Code", ""))
        if code in _MISSING:
            raise FileNotFoundError("the store has no such archive") from None
        if code in _TAKEN:
            raise FileExistsError from None
        raise StoreUnavailable(f"the store refuses us: {code}") from refusal
    except BotoCoreError as fault:
        raise StoreUnavailable(f"the store is out of reach: {type(fault).__name__}") from fault
