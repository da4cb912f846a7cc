"""Who sits at this browser: whose session its cookie keeps."""

from starlette.requests import Request

from api.rest.auth.cookies import REFRESH
from api.rest.auth.desk import SignInDesk
from domains.identity import public as identity
from domains.identity.public import StandingSession


async def sitting(desk: SignInDesk, request: Request) -> StandingSession | None:
    """The session, which this look neither uses up nor prolongs; None when nobody is signed in."""
    token = request.cookies.get(REFRESH)
    if not token:
        return None
    session = await identity.session_of(refresh_token=token, clock=desk.clock)
    return session if isinstance(session, StandingSession) else None


def is_fresh(desk: SignInDesk, session: StandingSession) -> bool:
    """Whether its person proved within the last minutes who they are."""
    return desk.clock.now() - session.signed_in_at < desk.fresh_for
