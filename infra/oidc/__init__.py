"""We as an OpenID Connect relying party: citizens sign in with a provider that knows them.

Authorization code with PKCE, state and nonce (OpenID Connect Core 1.0, RFC 7636, RFC 9207). Each
way in which a sign-in can fail is a `Refusal` of its own.
"""
