"""Signing in and out over HTTP: `/auth/*` and `/.well-known/*`."""

from api.rest.auth.desk import SignInDesk, build_sign_in_desk
from api.rest.auth.routes import auth_routes

__all__ = ["SignInDesk", "auth_routes", "build_sign_in_desk"]
