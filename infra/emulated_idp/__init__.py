"""A development OpenID provider with one-tap demo citizens.

It proves nobody's identity, imports nothing of the product and refuses to start in production.
What it speaks is the real protocol: discovery, code with PKCE, state, nonce, rotating keys. It
also misbehaves on command, so that the relying party's refusals can be tried.
"""
