"""`DELETE /models/{model}[/{version}]` and `PUT …/set-default`."""

from http import HTTPStatus

from ml_serving.host import Done, ModelHost, NotPossible
from ml_serving.http.management.change import change_trouble, status
from ml_serving.http.message import Response
from ml_serving.http.trouble import Trouble, in_torchserve


async def unregister(host: ModelHost, name: str, version: str | None) -> Response:
    """What it has is answered first."""
    change = await host.unregister(name, version)
    if isinstance(change, NotPossible):
        kind = "InternalServerException"
        return in_torchserve(Trouble(HTTPStatus.FORBIDDEN, kind, change.reason))
    if not isinstance(change, Done):
        return in_torchserve(change_trouble(change))
    return status(200, f'Model "{name}" unregistered')


def set_default(host: ModelHost, name: str, version: str) -> Response:
    change = host.set_default(name, version)
    if not isinstance(change, Done):
        return in_torchserve(change_trouble(change))
    said = f'Default version successfully updated for model "{name}" to "{version}"'
    return status(200, said)
