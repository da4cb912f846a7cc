"""The keys that sign access tokens: their rotation, and `osan-talk keys`."""
