"""Homes are heard through mosquitto: the bridge beside a bare subscriber."""
