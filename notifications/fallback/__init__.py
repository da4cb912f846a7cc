"""Another way where a push stays unseen: a text message, then a call (README.md)."""
