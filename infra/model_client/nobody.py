"""The models of a house without a model server."""

from typing import Final

from domains.kernel.provenance import NoAnswer, Silence

SWITCHED_OFF: Final = NoAnswer(Silence.SWITCHED_OFF)


class Nobody:
    """Implements every port by saying so."""

    async def look(self, *_: object, **__: object) -> NoAnswer:
        return SWITCHED_OFF

    async def foretell(self, *_: object, **__: object) -> NoAnswer:
        return SWITCHED_OFF

    async def trace(self, *_: object, **__: object) -> NoAnswer:
        return SWITCHED_OFF

    async def judge(self, *_: object, **__: object) -> NoAnswer:
        return SWITCHED_OFF
