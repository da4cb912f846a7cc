"""GraphiQL, self-hosted: bundled from npm at install time, no CDN, works without internet."""
