"""school-zone-vision, as the streets ask it."""

from typing import Annotated, Final

from pydantic import BaseModel, Field

from domains.civic.ports import Box, Kind, Seen, Sighting
from domains.kernel.provenance import NoAnswer
from infra.model_client.caller import Caller
from infra.model_client.reply import Reply

PNG: Final = b"\x89PNG"

Pixels = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class _Detection(BaseModel):
    label: Kind
    score: float = Field(ge=0, le=1)
    box: tuple[Pixels, Pixels, Pixels, Pixels]


class _Seen(BaseModel):
    detections: list[_Detection]


class AskedEyes:
    """`CrossingEyes` over HTTP."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def look(self, frame: bytes, *, within_s: float) -> Sighting | NoAnswer:
        """Whatever is no PNG is sent as a JPEG; the model looks for itself."""
        kind = "image/png" if frame.startswith(PNG) else "image/jpeg"
        return await self._caller.ask(frame, content_type=kind, read=_sighting, within_s=within_s)


def _sighting(reply: Reply) -> Sighting:
    told = _Seen.model_validate(reply.prediction)
    seen = tuple(Seen(each.label, Box(*each.box), each.score) for each in told.detections)
    return Sighting(seen, reply.by)
