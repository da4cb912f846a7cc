"""`osan-talk sign-in`: an access token of a demo citizen, for trying the API by hand."""

import sys

from infra.oidc.command_line import SignInFailedError, sign_in_as
from infra.settings import Settings


async def sign_in(settings: Settings, citizen: str) -> str:
    """The token, fetched from the running gateway over the real protocol.

    Leaves the process with a sentence and status 1 when nobody answers or the citizen is unknown.
    """
    try:
        tokens = await sign_in_as(settings.gateway.public_url, citizen)
    except SignInFailedError as failed:
        sys.exit(f"{citizen} could not be signed in: {failed}")
    return tokens.access_token
