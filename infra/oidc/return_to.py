"""Where a finished sign-in may lead: our own pages and our own apps, nowhere else."""

from collections.abc import Collection
from urllib.parse import unquote, urlsplit

HOME = "/auth/signed-in"
"""Where a sign-in ends that was for no page in particular."""

PATHS = ("/", "/graphql", "/auth/signed-in", "/auth/link", "/auth/office")
FOLDERS = ("/app/", "/governance/", "/ops/", "/care/")
"""Pages below these are ours too."""

APP_LINKS = ("osantalk://signed-in",)
"""Links that only our apps open, unless the settings name others: a scheme of our own (RFC 8252
§7.1) or a claimed https link (§7.2). They get a one-time code, never a token."""


def allowed_return(return_to: str | None, *, app_links: Collection[str] = APP_LINKS) -> str | None:
    """`return_to` itself when it may be followed; None when it may not; home when not given.

    A browser reads `//host` and `/\\\\host` as another site, drops tabs and newlines first, and
    takes `%2e%2e` for `..`: so only plain paths pass.
    """
    if not return_to:
        return HOME
    if return_to in app_links:
        return return_to
    if not return_to.isprintable() or "\\" in return_to or not return_to.startswith("/"):
        return None
    parts = urlsplit(return_to)
    if parts.scheme or parts.netloc or _leads_astray(unquote(parts.path)):
        return None
    ours = parts.path in PATHS or parts.path.startswith(FOLDERS)
    return return_to if ours else None


def _leads_astray(path: str) -> bool:
    """Whether a path steps out of its folder, or hides what a browser reads otherwise."""
    return ".." in path.split("/") or "\\" in path or not path.isprintable()
