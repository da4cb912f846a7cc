"""What a withdrawal does to the record of location uses. One rule, pending counsel."""

from typing import Final

KEEP_LOCATION_USES: Final = True
"""위치정보법 §24④ asks for the record's destruction on withdrawal, §16② for six months of keeping.

The record names no location, and is the citizen's own evidence of who looked. It is kept until
counsel decides: what was destroyed could not be restored. See `infra/decisions/0003`.
"""
