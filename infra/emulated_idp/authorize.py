"""`/authorize`: who is it? One tap answers; `login_hint` answers without a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from infra.emulated_idp.citizens import by_group
from infra.emulated_idp.misbehaviour import Wrong
from infra.emulated_idp.page import render
from infra.emulated_idp.provider import Asked, Provider


@dataclass(frozen=True, slots=True)
class Unanswerable:
    """The request names no client or place to return to: the citizen is told, nobody else."""

    problem: str


@dataclass(frozen=True, slots=True)
class SentBack:
    """A fault that the relying party is told (RFC 6749 §4.1.2.1)."""

    redirect_uri: str
    error: str
    description: str
    state: str


async def authorize(request: Request) -> Response:
    """Show the citizens, or go back at once with a code for the one who was named."""
    provider: Provider = request.app.state.provider
    query = request.query_params
    asked = read_request(provider, query)
    if isinstance(asked, Unanswerable):
        return render("refused.html", status=400, problem=asked.problem)
    if isinstance(asked, SentBack):
        return _go_back(provider, asked.redirect_uri, _refusal(asked))
    if query.get("prompt") == "none" and "login_hint" not in query:
        refused = SentBack(asked.redirect_uri, "login_required", "nobody is here", asked.state)
        return _go_back(provider, asked.redirect_uri, _refusal(refused))
    return _answer(provider, asked, query)


def _answer(provider: Provider, asked: Asked, query: Mapping[str, str]) -> Response:
    citizen = provider.citizens.get(query.get("login_hint", ""))
    if citizen is None:
        return render("sign_in.html", groups=by_group(), again=_again(query))
    state = "forged" if provider.behaviour.wrong is Wrong.STATE else asked.state
    answer = {"code": provider.give_code(asked, citizen), "state": state}
    return _go_back(provider, asked.redirect_uri, answer)


def read_request(provider: Provider, query: Mapping[str, str]) -> Asked | SentBack | Unanswerable:
    """Check an authorization request; only a known client is ever redirected to."""
    client = provider.clients.get(query.get("client_id", ""))
    redirect_uri = query.get("redirect_uri", "")
    if client is None:
        return Unanswerable("client_id")
    if not client.may_return_to(redirect_uri):
        return Unanswerable("redirect_uri")
    state = query.get("state", "")
    fault = _fault(query)
    if fault is not None:
        return SentBack(redirect_uri, *fault, state=state)
    return Asked(
        client_id=client.client_id,
        redirect_uri=redirect_uri,
        state=state,
        nonce=query["nonce"],
        code_challenge=query["code_challenge"],
        scope=query["scope"],
    )


def _fault(query: Mapping[str, str]) -> tuple[str, str] | None:
    if query.get("response_type") != "code":
        return "unsupported_response_type", "only code"
    if "openid" not in query.get("scope", "").split():
        return "invalid_scope", "openid is missing"
    if query.get("code_challenge_method") != "S256" or not query.get("code_challenge"):
        return "invalid_request", "PKCE with S256 is required"
    if not query.get("state") or not query.get("nonce"):
        return "invalid_request", "state and nonce are required"
    return None


def _refusal(refused: SentBack) -> dict[str, str]:
    return {
        "error": refused.error,
        "error_description": refused.description,
        "state": refused.state,
    }


def _go_back(provider: Provider, redirect_uri: str, answer: Mapping[str, str]) -> Response:
    """RFC 9207: the answer names its issuer, so that two providers cannot be mixed up."""
    query = urlencode({**answer, "iss": provider.issuer})
    joint = "&" if "?" in redirect_uri else "?"
    return RedirectResponse(f"{redirect_uri}{joint}{query}", status_code=303)


def _again(query: Mapping[str, str]) -> str:
    """The same request, ready for a citizen's name at its end."""
    kept = {key: value for key, value in query.items() if key not in ("login_hint", "prompt")}
    return f"/authorize?{urlencode(kept)}&login_hint="
